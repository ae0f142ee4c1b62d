"""By when a body that is asked says that the ask arrived, and by when it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from barriers.models import Barrier, EscalationRule
from records.working_days import after_working_days


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days that a body has. ``climbs_after``: None where only people pass an ask up."""

    acknowledge: int = EscalationRule.ACKNOWLEDGE
    answer: int = EscalationRule.ANSWER
    climbs_after: int | None = None

    def acknowledge_by(self, sent: dt.date) -> dt.date:
        """The last day on which the body may say that it arrived."""
        return after_working_days(sent, self.acknowledge)

    def answer_by(self, sent: dt.date) -> dt.date:
        """The last day on which it may answer."""
        return after_working_days(sent, self.answer)

    def climbs_from(self, answer_by: dt.date) -> dt.date | None:
        """The day from which an ask without an answer goes up by itself."""
        if self.climbs_after is None:
            return None
        return after_working_days(answer_by, self.climbs_after + 1)


def clock_of(barrier: Barrier) -> Clock:
    """What the barrier's programme agreed; else five days to acknowledge and twenty to answer."""
    if barrier.programme_id is None:
        return Clock()
    rule = EscalationRule.objects.filter(programme=barrier.programme_id).first()
    return Clock(rule.acknowledge_days, rule.answer_days, rule.climbs_after) if rule else Clock()
