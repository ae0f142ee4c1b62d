"""When evaluations are to report."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from access.visibility import reader_of
from partnerships.models import Programme
from pilots.models import Evaluation
from pilots.subjects import of_its_pilots
from registry.calendar import Reading
from registry.record_day import RecordDay


def _evaluations(reading: Reading) -> QuerySet[Any]:
    """Those of its pilots and of its programmes."""
    subject, rule, reader = reading.calendar.subject, Q(), reader_of(reading.user)
    if isinstance(subject, Programme):
        rule = Q(programme=subject)
    elif subject is None and reader:
        rule = Q(programme__in=sorted(reader.programmes))
    rule = rule | of_its_pilots(reading) if rule else of_its_pilots(reading)
    rows = Evaluation.objects.visible_to(reading.user)
    return rows.filter(rule, state__in=Evaluation.MAY_BE_AHEAD)


def _report(key: str, day: str, called: str) -> RecordDay:
    return RecordDay(
        key=key,
        rows=_evaluations,
        day=day,
        text=lambda one: f"{called}: {one.title}",
        queryset=Evaluation.objects.all,
    )


CALENDAR = (
    _report("interim-reports", "interim", "Interim report").events(
        noun="Evaluation", order=230, within="recounts"
    ),
    _report("final-reports", "final", "Final report").events(
        noun="Evaluation", order=231, within="recounts"
    ),
)
