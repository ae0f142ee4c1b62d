"""Saying what two rows of an overlap are to each other; the page of a verdict, and its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage
from access.past import Past, both, past_of
from funding.models import Flow, Overlap
from funding.overlap import actions
from funding.overlap.filters import OneOverlapFilter
from funding.overlap.forms import ChangeVerdictForm, JudgeForm, flow_label
from funding.overlap.permissions import can_change_verdict, can_judge_at
from funding.overlap.views import MONEY, OVERLAPS
from interface.articles import with_article
from interface.columns import Column
from interface.pages import PageAction, PlainPage, RecordPage
from interface.paging import row_number
from interface.words import capitalised, date_words
from partnerships.models import Place, Topic
from partnerships.place.examples import is_made_up
from records import drafts
from records.form_views import EditPage, FormPage

MOST_OFFERED = 200


def place_and_topic(user: Any, place: str, topic: str) -> tuple[Place, Topic]:
    """The two that an address names. Raises Http404."""
    at = Place.objects.visible_to(user).at_address(place)
    about = Topic.objects.filter(slug=topic).first()
    if at is None or about is None:
        raise Http404
    return at, about


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place, _, topic = target.partition("/")
    try:
        at, about = place_and_topic(user, place, topic)
    except Http404:
        return None
    return f"Verdict on {about} in {at}" if can_judge_at(user, at) else None


def _load(user: Any, pk: str) -> Overlap:
    rows = Overlap.objects.visible_to(user).with_flows()
    overlap = get_object_or_404(rows, pk=_key(pk))
    if not can_change_verdict(user, overlap):
        raise PermissionDenied
    return overlap


ADD = drafts.register(
    "overlap-verdict-add",
    title=_title,
    url=lambda target: reverse("overlap_verdict_add", args=target.split("/")),
)
EDIT = drafts.register_one(
    "overlap-verdict-edit", "Change of a verdict", "overlap_verdict_edit", _load
)


class OfOverlap(FormPage):
    """A form about the rows of one overlap. ``page_title`` is its place in the trail."""

    page_title: ClassVar[str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.place, self.topic = place_and_topic(request.user, kwargs["place"], kwargs["topic"])
        self.lead = f"Money for {self.topic} in {with_article(self.place)}."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_judge_at(request.user, self.place):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return f"{self.place.slug}/{self.topic.slug}"

    @property
    def cancel_url(self) -> str:
        return reverse("overlap", args=[self.place.slug, self.topic.slug])

    def breadcrumbs(self) -> list[tuple[str, str]]:
        named = f"{self.topic} in {with_article(self.place)}"
        return [MONEY, OVERLAPS, (named, self.cancel_url), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.place.is_example}

    @cached_property
    def rows_offered(self) -> dict[int, Flow]:
        """The rows of the overlap that the address asks for, and those that it names."""
        every = OneOverlapFilter(
            self.request.GET,
            Flow.objects.none(),
            request=self.request,
            place=self.place,
            topic=self.topic,
        )
        sent = (self.request.GET, self.request.POST)
        named = [_key(asked.get(name, "")) for asked in sent for name in ("one", "other")]
        # A draft that is taken up again has lost what its address asked for
        named += [_key(text) for text in self.request.POST.getlist("invited")]
        keys = [*named, *list(every.last)[:MOST_OFFERED]]
        user = self.request.user
        seen = Flow.objects.visible_to(user).in_place(self.place).filter(topics=self.topic)
        rows = seen.filter(pk__in=keys).select_related("receiver").order_by("pk")
        return {flow.pk: flow for flow in rows}


class Judge(OfOverlap):
    """Say what two rows of an overlap are to each other; ``?one=`` and ``?other=`` name them,
    ``?same=`` a verdict on two like them. It leads back to the pairs that are left."""

    form, draft = JudgeForm, ADD
    page_title, title = "Verdict", "Explain how two of them are related"
    success_message = "Verdict saved."

    def arguments(self) -> dict[str, Any]:
        asked = self.request.GET
        initial = {name: asked.get(name, "") for name in ("one", "other")}
        return {"rows": self.rows_offered, "initial": {**initial, **self.said_elsewhere()}}

    def said_elsewhere(self) -> dict[str, str]:
        """What was said of a pair like this one, where the address asks to say the same."""
        if (key := _key(self.request.GET.get("same", ""))) == 0:
            return {}
        said = Overlap.objects.visible_to(self.request.user).filter(pk=key).first()
        return {"verdict": said.verdict, "reason": said.reason} if said else {}

    def save(self, form: JudgeForm) -> str:
        actions.judge(
            by=self.request.user,
            one=form.flow("one"),
            other=form.flow("other"),
            verdict=form.cleaned_data["verdict"],
            reason=form.cleaned_data["reason"],
        )
        return f"{self.cancel_url}#verdicts"


def _key(text: str) -> int:
    """The number of a row out of an address; 0 where it is none."""
    return row_number(text)


class OfVerdict(RecordPage):
    """What every page about one verdict loads."""

    model = Overlap

    def get_queryset(self) -> QuerySet[Overlap]:
        rows: QuerySet[Overlap] = super().get_queryset().with_flows()
        return rows

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, OVERLAPS]


def _whose(overlap: Overlap) -> str:
    return f"{overlap.judged_by}, {date_words(overlap.judged_at)}"


class VerdictPage(OfVerdict, PlainPage):
    """What two rows are to each other, why, who says so and since when."""

    texts = {"reason": "Why"}
    history = "overlap_verdict_history"
    columns = (
        Column(
            *("verdict", "They are", "How the two are related", Overlap.get_verdict_display),
            cell=lambda row: capitalised(row.get_verdict_display()),
        ),
        Column("whose", "Decided by", "Who decided, and since when", _whose, cell=_whose),
    )

    def facts(self) -> list[dict[str, Any]]:
        sides = [
            {"label": label, "value": flow_label(flow), "url": flow.get_absolute_url()}
            for label, flow in (("One row", self.record.one), ("The other row", self.record.other))
        ]
        return [*sides, *super().facts()]

    def title(self) -> str:
        return f"{capitalised(self.record.get_verdict_display())}: two rows of money"

    @property
    def called(self) -> str:
        return self.title()

    def get_actions(self) -> Sequence[PageAction]:
        if not can_change_verdict(self.request.user, self.record):
            return ()
        return (PageAction("Change", reverse("overlap_verdict_edit", args=[self.record.pk])),)

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": is_made_up(self.record.one)}


class ChangeVerdict(OfVerdict, EditPage):
    """Say it anew; the second of two people sees both versions."""

    form, permission, draft = ChangeVerdictForm, can_change_verdict, EDIT
    page_title, title, success_message = "Change", "Change this verdict", "Verdict saved."

    def save(self, form: ChangeVerdictForm) -> Overlap:
        return actions.judge_again(by=self.request.user, overlap=form.instance)


class VerdictHistory(OfVerdict, HistoryPage):
    """What was said of the two, and by whom."""

    def past(self) -> Past:
        """Open while both rows were."""
        user = self.request.user
        return both(past_of(self.record.one, user), past_of(self.record.other, user))
