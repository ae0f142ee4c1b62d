"""Findings of evaluations as a list: its filters, order and files."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from interface.columns import Column, Type
from interface.filters import AnyOf, Chosen, OneOf, Words
from interface.words import capitalised_choices
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnTopic
from pilots.impacts import CHOICES, MEANING
from pilots.library import LibraryFilter
from pilots.models import Evaluation, EvaluationFinding, Indicator
from pilots.pilot.forms import pilot_filter


class FindingFilter(LibraryFilter):
    """``FindingFilter(request.GET, request=request)`` over those that the reader may see."""

    model = EvaluationFinding
    q = Words("Words", by="found_by")
    direction = AnyOf(
        "Direction",
        field_name="direction",
        choices=capitalised_choices(EvaluationFinding.Direction.choices),
    )
    evidence = AnyOf(
        "What it is based on",
        field_name="evidence",
        choices=capitalised_choices(EvaluationFinding.Evidence.choices),
    )
    confidence = AnyOf(
        "How certain",
        field_name="confidence",
        choices=capitalised_choices(EvaluationFinding.Confidence.choices),
    )
    concerns = AnyOf(
        "Level", field_name="concerns", choices=capitalised_choices(Indicator.Concerns.choices)
    )
    impacts = AnyOf("Impacts that it is about", choices=CHOICES, method="about_impacts")
    stands = OneOf(
        "Status",
        choices=[
            ("standing", "Not replaced"),
            ("interim", "Interim"),
            ("final", "Final"),
            ("replaced", "Replaced by a later one"),
        ],
        method="at_stage",
    )
    topic = OnTopic()
    programme = OneOf("Programme", method="of_programme")
    place = place_filter()
    pilot = pilot_filter(by="of_pilot")
    evaluation = Chosen(
        "Evaluation",
        rows=lambda request: Evaluation.objects.visible_to(request.user).with_key(),
        noun="evaluation",
        key="key",
        exact=("title__iexact",),
    )

    def of_programme(self, rows: Any, name: str, slug: str) -> QuerySet[EvaluationFinding]:
        """Findings about a programme and about its pilots."""
        return rows.of_programme(slug)

    def at_stage(self, rows: Any, name: str, stage: str) -> QuerySet[EvaluationFinding]:
        """Those that stand, all or the interim or final ones; or those that were replaced."""
        if stage == "replaced":
            return rows.exclude(superseded_by=None)
        standing = rows.standing()
        return standing if stage == "standing" else standing.filter(is_interim=stage == "interim")


def _pilot(one: EvaluationFinding) -> str:
    return one.evaluation.pilot.title if one.evaluation.pilot else ""


def _place(one: EvaluationFinding) -> Any:
    return one.evaluation.pilot.lead_place if one.evaluation.pilot else ""


def _programme(one: EvaluationFinding) -> Any:
    pilot = one.evaluation.pilot
    return pilot.programme if pilot else one.evaluation.programme


def _stage(one: EvaluationFinding) -> str:
    if one.superseded_by_id:
        return "replaced by a later one"
    return "interim" if one.is_interim else "final"


COLUMNS = (
    Column("id", "Number", "Stays the same", lambda one: one.pk, type=Type.NUMBER),
    Column("finding", "What was found", "In one sentence", lambda one: one.claim),
    Column.of(EvaluationFinding, "direction",
              meaning="Better, no change, worse, mixed, or not clear or not known"),
    Column.of(EvaluationFinding, "evidence", label="What it is based on",
              meaning="Empty where its source does not say"),
    Column.of(EvaluationFinding, "confidence", label="How certain",
              meaning="Low, medium or high; empty where it is not said"),
    Column("confidence_why", "Reasons for that certainty", "In the evaluator’s words",
           lambda one: one.confidence_why),
    Column("level", "Level", "People, organisations or society; empty where it is not said",
           lambda one: one.get_concerns_display()),
    Column("impacts", "Impacts that it is about", MEANING, lambda one: one.impact_words),
    Column("stage", "Status", "Interim, final, or replaced by a later one", _stage),
    Column("figure", "About the figure", "Of the pilot", lambda one: one.indicator),
    Column("topic", "Topic", "Where it names one", lambda one: one.topic),
    Column("evaluation", "Evaluation", "Its title", lambda one: one.evaluation.title),
    Column("evaluator", "Evaluator", "Empty where it is not known", lambda one: one.evaluation.by),
    Column("pilot", "Pilot", "Empty where it is about a whole programme", _pilot),
    Column("place", "Place", "That leads the pilot", _place),
    Column("programme", "Programme", "Its own or the pilot’s", _programme),
    Column("report", "Report", "The report it is in", lambda one: one.report),
    Column("published", "Published here", "When it was put before its readers",
           lambda one: one.published_at, type=Type.MOMENT),
    Column("seen_by", "Visible to", "Who can see it", lambda one: one.seen_by.label),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)  # fmt: skip
