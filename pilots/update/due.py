"""What the next update of a pilot is about: its period, and the figures that are due with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pilots.indicator import measures
from pilots.indicator.measures import Measure
from pilots.models import Pilot, Update
from pilots.update import schedule
from pilots.update.schedule import Period


def coming(user: Any, pilot: Pilot, today: dt.date) -> tuple[Update | None, Period]:
    """The newest update that this reader sees, and what the next one covers, as it is prefilled."""
    last = pilot.updates.visible_to(user).order_by("-number").first()
    period = schedule.period_to_report(
        rhythm=pilot.rhythm if pilot.is_under_way or pilot.update_due else None,
        due=pilot.update_due,
        covered_to=last.period_end if last else None,
        today=today,
    )
    return last, period


def measures_due(user: Any, pilot: Pilot, today: dt.date) -> list[Measure]:
    """Figures of what the pilot does; not those of the area before it, nor those that ended."""
    return [one for one in measures.of_pilot(user, pilot) if _is_due(one, today)]


def _is_due(measure: Measure, today: dt.date) -> bool:
    indicator = measure.indicator
    ended = indicator.ended_on is not None and indicator.ended_on < today
    return not (indicator.is_context or ended)
