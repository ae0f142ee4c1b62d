"""Case studies as a list: its filters, order and files."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from interface.columns import Column, Type
from interface.filters import AnyOf, OneOf, Words
from interface.words import capitalised_choices
from partnerships.models import Place
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnTopic
from pilots.case_study.models import CaseStudy
from pilots.case_study.used_filter import USED_COLUMN, used_filter
from pilots.impacts import CHOICES, MEANING
from pilots.library import LibraryFilter


class CaseStudyFilter(LibraryFilter):
    """``CaseStudyFilter(request.GET, request=request)`` over those that the reader may see.

    Without a state chosen, those that stand: published and not withdrawn.
    """

    model = CaseStudy
    q = Words("Words", by="found_by")
    outcome = AnyOf(
        "What came of it",
        field_name="outcome",
        choices=capitalised_choices(CaseStudy.Outcome.choices),
    )
    impacts = AnyOf("Impacts that it is about", choices=CHOICES, method="about_impacts")
    topic = OnTopic("Topic of the pilot")
    programme = OneOf("Programme", field_name="pilot__programme__slug")
    place = place_filter()
    kind_of_place = OneOf(
        "Kind of place", choices=capitalised_choices(Place.Kind.choices), method="in_kind"
    )
    used = used_filter("case_study")
    state = OneOf("Status", choices=capitalised_choices(CaseStudy.State.choices), method="in_state")

    def filter_queryset(self, queryset: QuerySet[CaseStudy]) -> QuerySet[CaseStudy]:
        """The chosen rows; without a state, the published ones."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.published()

    def in_state(self, rows: Any, name: str, state: str) -> QuerySet[CaseStudy]:
        """Case studies of one state."""
        return rows.filter(state=state)


COLUMNS = (
    Column("case", "Case study", "In one line", lambda one: one.title),
    Column("tried", "What was tried", "", lambda one: one.tried),
    Column.of(CaseStudy, "outcome", label="What came of it"),
    Column("reason", "Why we say so", "What was seen, counted or told", lambda one: one.reason),
    Column("impacts", "Impacts that it is about", MEANING, lambda one: one.impact_words),
    Column("pilot", "Pilot", "Its own; others are shown on its page", lambda one: one.pilot.title),
    Column("place", "Place", "That leads the pilot", lambda one: one.pilot.lead_place),
    Column("programme", "Programme", "The pilot’s", lambda one: one.pilot.programme),
    USED_COLUMN,
    Column("state", "Status", "", lambda one: one.get_state_display()),
    Column("withdrawn", "Withdrawn because", "Where it was", lambda one: one.withdrawn_because),
    Column("seen_by", "Visible to", "Who can see it", lambda one: one.get_visibility_display()),
    Column(
        "as_published",
        "As published",
        "Whether it tells what its published source tells; others were reviewed here",
        lambda one: one.is_as_published,
        values="yes; no",
        type=Type.YES_NO,
    ),
    Column("changed", "Changed", "The newest change", lambda one: one.updated_at, type=Type.MOMENT),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)
