"""An update that was sent with a figure, and what these tests do about it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.urls import reverse

from pilots.indicator.actions import NewFigure
from pilots.models import Actual, Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.actions import Report, submit_update

QUARTER = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
REPORT = Report(QUARTER, confidence="on_track", happened="Doors were opened.")


def send(pilot: Pilot, by: Any, *values: int, report: Report = REPORT, **figure: Any) -> Update:
    """An update, with figures of the pilot's indicators in their order."""
    indicators = pilot.indicators.order_by("number")
    figure = {"as_of": dt.date(2026, 9, 30), "counts": "same", **figure}
    figures = [
        NewFigure(indicator=indicator, low=Decimal(value), **figure)
        for indicator, value in zip(indicators, values, strict=False)
    ]
    return submit_update(pilot=pilot, by=by, report=report, figures=figures)


def page_of(update: Update, name: str = "page") -> str:
    """The address of the update's page, or of one below it."""
    return reverse(f"pilot_update_{name}", args=[update.pilot.slug, update.number])


def standing(pilot: Pilot) -> list[int]:
    """The figures of the pilot that stand."""
    rows = Actual.objects.live().filter(indicator__pilot=pilot).order_by("indicator", "as_of")
    return [int(row.value_low) for row in rows]
