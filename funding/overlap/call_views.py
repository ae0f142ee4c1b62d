"""Inviting those who are paid for one topic in a place to a call, and the page of that call."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from collaboration.models import ActionItem
from funding.models import OverlapCall
from funding.overlap import actions
from funding.overlap.call_forms import CallForm, whom
from funding.overlap.columns import ROWS, rows_for
from funding.overlap.permissions import can_judge_at
from funding.overlap.verdict_views import OfOverlap, place_and_topic
from funding.overlap.views import MONEY, OVERLAPS
from interface.articles import with_article
from interface.pages import RecordPage
from partnerships.models import Place, PlaceReach, Topic
from partnerships.place.examples import is_made_up
from pilots.engagement.reading import read_promise
from records import drafts


def about(topic: Topic, place: Place) -> str:
    """What a call is about, as it is kept."""
    return f"{topic} in {with_article(place)}"


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place, _, topic = target.partition("/")
    try:
        at, of = place_and_topic(user, place, topic)
    except Http404:
        return None
    return f"Coordination call on {of} in {at}" if can_judge_at(user, at) else None


ADD = drafts.register(
    "overlap-call-add",
    title=_title,
    url=lambda target: reverse("overlap_call_add", args=target.split("/")),
)


class AddCall(OfOverlap):
    """Invite the recipients of an overlap to a call; all of them unless somebody is unticked."""

    form, draft = CallForm, ADD
    form_takes_user = True
    page_title, title = "Call", "Invite them to a coordination call"
    submit_label, success_message = (
        "Record the call",
        "The call is recorded, and added to the list of what is to be done.",
    )

    def arguments(self) -> dict[str, Any]:
        rows = self.rows_offered
        return {
            "user": self.request.user,
            "rows": rows,
            "about": about(self.topic, self.place),
            "initial": {"invited": [str(pk) for pk in rows]},
        }

    def save(self, form: CallForm) -> OverlapCall:
        promise = form.promise
        assert promise is not None  # noqa: S101 - a valid form has its text
        return actions.call(
            by=self.request.user,
            about=about(self.topic, self.place),
            flows=form.flows,
            promise=promise,
        )


class CallPage(RecordPage):
    """Whom to invite, over which rows, and what became of it."""

    model = OverlapCall
    template_name = "funding/overlap/call.html"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, OVERLAPS, *self.overlap()]

    def overlap(self) -> list[tuple[str, str]]:
        """The overlap that it was called about; none where its topic or place has a new name."""
        topics = Topic.objects.filter(flows__calls=self.record).distinct()
        within = PlaceReach.objects.filter(place__flows__calls=self.record).values("ancestor")
        at = Q(flows__calls=self.record) | Q(pk__in=within)
        places = Place.objects.visible_to(self.request.user).filter(at).distinct()
        return [
            (self.record.about, reverse("overlap", args=[place.slug, topic.slug]))
            for topic, place in product(topics, places)
            if about(topic, place) == self.record.about
        ][:1]

    def get_context_data(self) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        flows = list(rows_for(user).filter(calls=self.record).order_by("recipient_key", "pk"))
        promises = list(ActionItem.objects.visible_to(user).about(self.record))
        return {
            "rows": flows,
            "columns": ROWS,
            "invited": list(dict.fromkeys(whom(flow) for flow in flows)),
            "is_invited": any(each.state == ActionItem.State.DONE for each in promises),
            "promises": [read_promise(promise, today) for promise in promises],
            "example": bool(flows) and is_made_up(flows[0]),
        }
