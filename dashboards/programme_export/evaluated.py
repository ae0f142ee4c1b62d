"""How pilots are judged: theories of change, evaluations and what they found, worth, spread."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from dashboards.programme_export.course import OF_PROGRAMME, of_pilots
from dashboards.programme_export.figures import key_of
from dashboards.programme_export.table import (
    Column,
    Scope,
    Table,
    address,
    choice,
    day,
    figure,
    pilot,
    source,
    text,
    yes_no,
)
from partnerships.models import Place
from pilots.models import (
    CostLine,
    Evaluation,
    EvaluationFinding,
    EvaluationReport,
    Indicator,
    Spread,
    Theory,
    TheoryBox,
    TheoryLink,
)
from records.models import Visibility

NOT_YET = "not published yet"
STANDS = "stands"
REPLACED = "replaced since"


def seen_by(meaning: str) -> Column:
    """Its own level, or the narrower one of what it is told of."""
    levels = "; ".join(str(label) for label in Visibility.labels)
    return Column("visibility", meaning, lambda row: row.seen_by.label, levels)


def _evaluations(scope: Scope) -> QuerySet[Any]:
    """Those of the programme as a whole, and of the pilots that the reader sees."""
    own = Q(programme=scope.programme) | Q(pilot__in=scope.ids)
    rows = Evaluation.objects.visible_to(scope.user).filter(own)
    return rows.select_related("pilot", "evaluator", "source")


def _of_evaluations(scope: Scope, model: Any) -> QuerySet[Any]:
    seen = _evaluations(scope).order_by().values("pk")
    return model.objects.visible_to(scope.user).filter(evaluation__in=seen)


def _findings(scope: Scope) -> QuerySet[Any]:
    rows = _of_evaluations(scope, EvaluationFinding)
    later = EvaluationFinding.objects.visible_to(scope.user)
    return rows.select_related("evaluation__pilot", "topic").prefetch_related(
        _indicators(scope), Prefetch("superseded_by", later)
    )


def _indicators(scope: Scope) -> Prefetch:
    """The indicators of rows, as far as the reader sees them."""
    seen = Indicator.objects.visible_to(scope.user)
    return Prefetch("indicator", seen.select_related("pilot"))


def _theories(scope: Scope) -> QuerySet[Any]:
    return of_pilots(scope, Theory)


def _of_theories(scope: Scope, model: Any) -> QuerySet[Any]:
    seen = _theories(scope).order_by().values("pk")
    rows = model.objects.visible_to(scope.user).filter(theory__in=seen)
    return rows.select_related("theory__pilot")


def _spread(scope: Scope) -> QuerySet[Any]:
    rows = of_pilots(scope, Spread).select_related("pilot", "organisation", "source")
    return rows.prefetch_related(Prefetch("place", Place.objects.visible_to(scope.user)))


def _how_it_stands(row: EvaluationFinding) -> str:
    if not row.is_published:
        return NOT_YET
    return REPLACED if row.superseded_by_id else STANDS


def _theory_key(row: Theory) -> str:
    """A version by the pilot's key and its number there, which do not change."""
    return f"{row.pilot.slug}/{row.number}"


def _theory() -> Column:
    return Column(
        "theory", "The version: its key in theories.csv", lambda row: _theory_key(row.theory)
    )


def _indicator(meaning: str, blank: str) -> Column:
    return Column(
        "indicator",
        f"{meaning}: its key in indicators.csv",
        lambda row: key_of(row.indicator) if row.indicator else "",
        blank=blank,
    )


def _evaluation() -> Column:
    return text("evaluation", "The evaluation: its number in evaluations.csv", "evaluation_id")


THEORIES = Table(
    "theories",
    "A version of how people think that a pilot brings about change; earlier ones are kept",
    _theories,
    (
        Column("theory", "Its key: the pilot’s and its number there", _theory_key),
        pilot(),
        text("number", "The number of the version"),
        text("why", "Why there is a new version", blank="nothing is said"),
        text("agreed_at", "When it was agreed", values="time in the UK", blank="it is a draft"),
        address(),
    ),
)
BOXES = Table(
    "theory_boxes",
    "A step on the way from the problem to what changes, in one version",
    lambda scope: _of_theories(scope, TheoryBox).prefetch_related(_indicators(scope)),
    (
        text("box", "Its number; it stays the same", "pk"),
        _theory(),
        choice("kind", "What kind of step", TheoryBox),
        text("text", "The step"),
        text("assumption", "What is taken for granted", blank="nothing is said"),
        _indicator("The indicator that counts it", "none is named"),
    ),
)
LINKS = Table(
    "theory_links",
    "One step of a version leads to another",
    lambda scope: _of_theories(scope, TheoryLink),
    (
        text("link", "Its number; it stays the same", "pk"),
        _theory(),
        text("from_box", "The step that leads: its number in theory_boxes.csv", "start_id"),
        text("to_box", "The step that follows: its number in theory_boxes.csv", "end_id"),
        text("assumption", "What must hold for it", blank="nothing is said"),
    ),
)
EVALUATIONS = Table(
    "evaluations",
    "Somebody looks at whether a pilot, or the whole programme, changed what it set out to",
    _evaluations,
    (
        text("evaluation", "Its number, also in its address; it stays the same", "pk"),
        OF_PROGRAMME,
        text("title", "Its title"),
        choice("reach", "Whether it looks at one place or at all", Evaluation),
        text(
            "evaluator",
            "Who evaluates: the body’s key in addresses",
            "evaluator.slug",
            blank="not known, or described only",
        ),
        text("evaluator_name", "Who evaluates, by today’s name or as described", "by"),
        text("independence", "Who pays, who chose them and what they may publish"),
        text("questions", "What it asks"),
        text("methods", "How it finds out"),
        day("start", "When it begins or began"),
        day("interim", "When an interim report is due, by its plan"),
        day("final", "When the final report is due, by its plan"),
        choice("state", "How far it is", Evaluation),
        text("stopped_because", "Why it was stopped", blank="it was not"),
        seen_by("Who can see it"),
        source(),
        address(),
    ),
)
REPORTS = Table(
    "evaluation_reports",
    "A report of an evaluation; one that is not published says why",
    lambda scope: _of_evaluations(scope, EvaluationReport).select_related("source"),
    (
        text("report", "Its number; it stays the same", "pk"),
        _evaluation(),
        text("title", "Its title"),
        choice("kind", "What kind of report", EvaluationReport),
        day("published", "When it was published"),
        text("url", "Where it is to be read"),
        text("not_published_because", "Why it is not published", blank="it is, or not known"),
        source(),
        address(),
    ),
)
FINDINGS = Table(
    "evaluation_findings",
    "What an evaluation found, also where nothing changed; replaced ones are kept and say so",
    _findings,
    (
        text("finding", "Its number, also in its address; it stays the same", "pk"),
        _evaluation(),
        text(
            "pilot",
            "The pilot: its key in pilots.csv",
            "evaluation.pilot.slug",
            blank="of the programme itself",
        ),
        text("claim", "What was found"),
        choice("direction", "Which way it went", EvaluationFinding),
        choice("evidence", "What it rests on", EvaluationFinding),
        choice("confidence", "How sure one can be", EvaluationFinding),
        text("confidence_why", "Why so sure"),
        choice("concerns", "Whom it concerns", EvaluationFinding),
        _indicator("The indicator that it is about", "none is named"),
        text("topic", "Its theme", "topic.name", blank="none of its own"),
        yes_no("interim", "Whether it was found before the evaluation ended", "is_interim"),
        text(
            "report",
            "The report that says it: its number in evaluation_reports.csv",
            "report_id",
            blank="none is named",
        ),
        Column(
            "state",
            "Whether it stands; a later row may replace it, and both are kept",
            _how_it_stands,
            f"{NOT_YET}; {STANDS}; {REPLACED}",
        ),
        text(
            "replaced_by",
            "The finding that replaces it: its number",
            "superseded_by.pk",
            blank="none, or not one that you can see",
        ),
        text("published_at", "When it was published", values="time in the UK", blank="not yet"),
        seen_by("Who can see it once it is published"),
        address(),
    ),
)
WORTH = Table(
    "costs_and_benefits",
    "A cost or a benefit of a pilot in pounds; lines differ in years and prices: never add them up",
    lambda scope: of_pilots(scope, CostLine).select_related("pilot", "organisation", "source"),
    (
        text("line", "Its number; it stays the same", "pk"),
        pilot(),
        choice("side", "Whether it is a cost or a benefit", CostLine),
        text("item", "What it is for"),
        *figure("amount", "How much", lambda row: row.amount, "pounds"),
        text("years", "Which years it is for"),
        text("price_year", "The year in whose prices it is", values="year"),
        text(
            "organisation",
            "Whose it is: the body’s key in addresses",
            "organisation.slug",
            blank="not known, or described only",
        ),
        text("whose", "Whose it is, by today’s name or as described", "of_whom"),
        text("comparator", "What would have happened without the pilot"),
        choice("basis", "How it is known", CostLine),
        source(),
    ),
)
SPREAD = Table(
    "spread",
    "Somebody else took up what a pilot tried",
    _spread,
    (
        text("spread", "Its number; it stays the same", "pk"),
        pilot(),
        text("place", "The place: its key in addresses", "place.slug", blank="no one place"),
        text("place_name", "Its name today", "place.name", blank="no one place"),
        text(
            "organisation",
            "The body: its key in addresses",
            "organisation.slug",
            blank="no body is named",
        ),
        text("organisation_name", "Its name today", "organisation.name", blank="no body is named"),
        text("description", "Who took it up, as described", blank="nothing more is said"),
        text("what", "What was taken up"),
        day("on", "Since when"),
        text("known_from", "How that is known"),
        source(),
    ),
)
TABLES = (THEORIES, BOXES, LINKS, EVALUATIONS, REPORTS, FINDINGS, WORTH, SPREAD)
