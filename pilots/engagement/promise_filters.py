"""What narrows the list of promises, and what it asks of each."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from collaboration.models import ActionItem
from interface.filters import FilterSet, Mine, OneOf
from partnerships.models import Organisation, Place
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from pilots.engagement.models import Engagement
from pilots.lesson.models import at_an_example
from records.reading import looked_up

State = ActionItem.State


def marked(rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Those made at meetings, with ``is_example``: whether that was at a made-up place."""
    made_up = Q(place__is_example=True) | Q(at_an_example("pilot"))
    of = ContentType.objects.get_for_model(Engagement)
    at_example = looked_up(Engagement.with_withdrawn.filter(made_up), "subject_id")
    return rows.filter(subject_type=of).annotate(is_example=at_example)


class PromiseFilter(LeavesOutExamples, FilterSet):
    """What narrows the promises."""

    mine = Mine(by="owed_by", help_text="Owed by a job role of yours or of your organisation")
    state = OneOf(
        "What became of it",
        choices=[
            (State.OPEN, "To do"),
            ("late", "Late"),
            (State.DONE, "Done"),
            (State.DROPPED, "Will not happen"),
        ],
        method="standing",
    )
    place = place_filter(method="promised_in")
    owner = body_filter(
        "Who is responsible", method="owed_by_body", help_text="With the teams within it"
    )

    def standing(self, rows: QuerySet[ActionItem], name: str, which: str) -> Any:
        """Those of one state; late ones are to do still, and their day is over."""
        if which == "late":
            return rows.filter(state=State.OPEN, due__lt=timezone.localdate())
        return rows.filter(state=which)

    def promised_in(self, rows: QuerySet[ActionItem], name: str, place: Place | None) -> Any:
        """Those promised at this place or at one within it, or over a pilot there, as far as the
        reader sees the meeting: who owes one that they may not see does not learn where it was."""
        if place is None:
            return rows
        seen = Engagement.objects.visible_to(self.reader)
        at_place = Engagement.with_withdrawn.at_place(place).filter(pk=OuterRef("pk"))
        of_pilot = Q(pilot__reach_ids__contains=[place.pk])
        there = seen.filter(of_pilot | Q(Exists(at_place)), pk=OuterRef("subject_id"))
        kind = ContentType.objects.get_for_model(Engagement)
        return rows.filter(Exists(there), subject_type=kind)

    def owed_by_body(self, rows: QuerySet[ActionItem], name: str, body: Organisation | None) -> Any:
        """Those owed by job roles of this body or of a team within it."""
        if body is None:
            return rows
        within = Organisation.objects.of_bodies([body.pk]).order_by().values("pk")
        return rows.filter(owner__organisation__in=within)
