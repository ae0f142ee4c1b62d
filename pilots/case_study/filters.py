"""Case studies as a list: its filters, order and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from interface.exports import Column
from interface.filters import AnyOf, Chosen, FilterSet, OneOf, Words
from interface.paging import Sort
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.models import Place, Programme, Topic
from pilots.models import CaseStudy

SORTS = (
    Sort(
        "changed",
        "updated_at",
        says=lambda one: f"{one.updated_at:%-d %B %Y}",
        starts_descending=True,
    ),
)


class CaseStudyFilter(LeavesOutExamples, FilterSet):
    """``CaseStudyFilter(request.GET, request=request)`` over those that the reader may see.

    Without a state chosen, those that stand: published and not withdrawn.
    """

    q = Words("Words", by="found_by")
    outcome = AnyOf(
        "What came of it",
        field_name="outcome",
        choices=capitalised_choices(CaseStudy.Outcome.choices),
    )
    topic = OneOf("Topic of the pilot", method="on_topic")
    programme = OneOf("Programme", field_name="pilot__programme__slug")
    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        noun="place",
        by="in_place",
        suggest="place_suggest",
        help_text="With the places within it",
    )
    kind_of_place = OneOf(
        "Kind of place", choices=capitalised_choices(Place.Kind.choices), method="in_kind"
    )
    state = OneOf(
        "Where it stands", choices=capitalised_choices(CaseStudy.State.choices), method="in_state"
    )

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        user = self.reader = request.user
        super().__init__(data, CaseStudy.objects.visible_to(user).with_example(), request=request)
        self._offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        self._offer("programme", Programme.objects.visible_to(user).values_list("slug", "name"))

    def filter_queryset(self, queryset: QuerySet[CaseStudy]) -> QuerySet[CaseStudy]:
        """The chosen rows; without a state, the published ones."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.published()

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet[CaseStudy]:
        """Case studies of pilots about a topic or one below it."""
        return rows.on_topic(slug)

    def in_kind(self, rows: Any, name: str, kind: str) -> QuerySet[CaseStudy]:
        """Case studies of pilots that a place of one kind leads."""
        return rows.in_kind_of_place(kind)

    def in_state(self, rows: Any, name: str, state: str) -> QuerySet[CaseStudy]:
        """Case studies of one state."""
        return rows.filter(state=state)

    def _offer(self, name: str, choices: Any) -> None:
        self.filters[name].extra["choices"] = list(choices)


COLUMNS = (
    Column("case", "Case study", "In one line", lambda one: one.title),
    Column("tried", "What was tried", "", lambda one: one.tried),
    Column("outcome", "What came of it", "", lambda one: one.get_outcome_display()),
    Column("reason", "Why we say so", "What was seen, counted or told", lambda one: one.reason),
    Column("pilot", "Pilot", "Its own; others stand on its page", lambda one: one.pilot.title),
    Column("place", "Place", "That leads the pilot", lambda one: one.pilot.lead_place),
    Column("programme", "Programme", "The pilot’s", lambda one: one.pilot.programme),
    Column("state", "Where it stands", "", lambda one: one.get_state_display()),
    Column("withdrawn", "Withdrawn because", "Where it was", lambda one: one.withdrawn_because),
    Column("seen_by", "Seen by", "Who can see it", lambda one: one.get_visibility_display()),
    Column("changed", "Changed", "The newest change", lambda one: one.updated_at),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)
