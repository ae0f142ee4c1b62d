"""Evaluations: who looked, reports, findings; theories of change; costs, benefits, spread."""

from __future__ import annotations

from django.utils import timezone

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from demo.load.updates import noon
from pilots.models import (
    CostLine,
    Evaluation,
    EvaluationFinding,
    EvaluationReport,
    Spread,
    Theory,
    TheoryBox,
    TheoryLink,
)

_WORDS = ("independence", "questions", "methods", "stopped_because")


def load_evaluation(file: DataFile, record: Record) -> None:
    """Everything that a file says of evaluation."""
    for entry in file.take("evaluations", "evaluation"):
        _evaluation(entry, record)
    for entry in file.take("theories", "theory"):
        _theory(entry, record)
    for entry in file.take("costs", "cost"):
        _cost(entry, record)
    for entry in file.take("spread", "spread"):
        _spread(entry, record)
    record.flush()


def _evaluation(entry: Entry, record: Record) -> None:
    reports, findings = entry.children("reports", "report"), entry.children("findings", "finding")
    evaluation = record.written(
        entry,
        Evaluation(
            pilot_id=record.maybe_id(entry, "pilot", entry.text("pilot")),
            programme_id=record.maybe_id(entry, "programme", entry.text("programme")),
            title=entry.needed("title"),
            reach=entry.text("reach", "local"),
            evaluator_id=record.maybe_id(entry, "organisation", entry.text("evaluator")),
            evaluator_said=entry.text("evaluator_said"),
            **{name: entry.text(name) for name in _WORDS},
            **entry.dated("start"),
            **entry.dated("interim"),
            **entry.dated("final", last=True),
            state=entry.needed("state"),
            visibility=entry.text("visibility", "public"),
            source_id=record.source(entry),
        ),
    )
    for report in reports:
        _report(report, record, evaluation)
    for finding in findings:  # a later one stands before the one that it replaces
        _finding(finding, record, evaluation)


def _report(entry: Entry, record: Record, evaluation: int) -> None:
    record.written(
        entry,
        EvaluationReport(
            evaluation_id=evaluation,
            title=entry.needed("title"),
            kind=entry.needed("kind"),
            **entry.dated("published"),
            url=entry.text("url"),
            not_published_because=entry.text("not_published_because"),
            source_id=record.source(entry),
        ),
    )


def _finding(entry: Entry, record: Record, evaluation: int) -> None:
    early = entry.flag("not_published")
    siblings, whole = entry.key.rpartition("/")[0], entry.key.partition("/finding/")[0]
    record.written(
        entry,
        EvaluationFinding(
            evaluation_id=evaluation,
            claim=entry.needed("claim"),
            indicator_id=record.maybe_id(entry, "pilot", entry.text("indicator")),
            topic_id=record.maybe_id(entry, "topic", entry.text("topic")),
            **{name: entry.text(name) for name in ("evidence", "confidence", "concerns")},
            confidence_why=entry.text("confidence_why"),
            impacts=entry.names("impacts"),
            direction=entry.needed("direction"),
            is_interim=entry.flag("interim"),
            report_id=record.maybe_id(entry, f"{whole}/report", entry.text("report")),
            superseded_by_id=record.maybe_id(entry, siblings, entry.text("replaced_by")),
            visibility=entry.text("visibility", "public"),
            published_at=None if early else noon(entry.day("published")) or timezone.now(),
            created_by_id=record.user(entry, "by"),
        ),
    )


def _theory(entry: Entry, record: Record) -> None:
    boxes, links = entry.children("boxes", "box"), entry.children("links", "link")
    theory = record.written(
        entry,
        Theory(
            pilot_id=record.id(entry, "pilot", entry.needed("pilot")),
            number=int(entry.needed_number("number")),
            why=entry.text("why"),
            agreed_at=noon(entry.day("agreed")),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for box in boxes:
        row = TheoryBox(
            theory_id=theory,
            kind=box.needed("kind"),
            text=box.needed("text"),
            assumption=box.text("assumption"),
            indicator_id=record.maybe_id(box, "pilot", box.text("indicator")),
        )
        record.written(box, row)
    for link in links:
        ends = {
            f"{name}_id": record.id(link, f"{entry.key}/box", link.needed(column))
            for name, column in (("start", "from"), ("end", "to"))
        }
        record.add(link, TheoryLink(theory_id=theory, assumption=link.text("if"), **ends))
    record.flush()


def _cost(entry: Entry, record: Record) -> None:
    year = entry.number("price_year")
    record.add(
        entry,
        CostLine(
            pilot_id=record.id(entry, "pilot", entry.needed("pilot")),
            side=entry.needed("side"),
            item=entry.needed("item"),
            **entry.figure("amount", "low", "high", "qualifier"),
            price_year=None if year is None else int(year),
            organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
            **{name: entry.text(name) for name in ("years", "whose", "comparator", "basis")},
            source_id=record.source(entry),
        ),
    )


def _spread(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        Spread(
            pilot_id=record.id(entry, "pilot", entry.needed("pilot")),
            place_id=record.maybe_id(entry, "place", entry.text("place")),
            organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
            description=entry.text("description"),
            what=entry.needed("what"),
            **entry.dated("on"),
            known_from=entry.text("known_from"),
            source_id=record.source(entry),
        ),
    )
