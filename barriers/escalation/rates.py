"""How organisations answer: asked, answered in time, after how many days, and whether it helped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Min,
    Q,
    QuerySet,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from access.subqueries import Median, middle_words
from barriers.escalation.models import overdue
from barriers.models import Escalation
from interface.columns import Column
from partnerships.models import Organisation

State, Helped = Escalation.State, Escalation.Helped

# A team answers for the body that it is a part of
_DEPARTMENT = Coalesce("to__parent__parent", "to__parent", "to")


@dataclass(frozen=True)
class Rate:
    """The answers of one body and the teams within it.

    ``asked`` counts what they had to answer: not what they passed on or what was withdrawn.
    ``climbed`` of those were escalated further without an answer. ``in_time`` is by the day first
    given.
    """

    body: Organisation
    asked: int
    answered: int
    in_time: int
    late: int
    climbed: int
    median: dt.timedelta | None
    least: dt.timedelta | None
    most: dt.timedelta | None
    helped_much: int
    helped_partly: int
    not_helped: int

    @property
    def waiting(self) -> int:
        """Escalations that still wait for an answer."""
        return self.asked - self.answered - self.climbed

    @property
    def not_said(self) -> int:
        """Answers of which nobody has said whether they helped."""
        return self.answered - self.helped_much - self.helped_partly - self.not_helped

    @property
    def said(self) -> int:
        """Answers of which somebody has said whether they helped."""
        return self.answered - self.not_said

    @property
    def median_days(self) -> float | None:
        """The middle number of days from escalation to answer; None where nothing was answered."""
        return None if self.median is None else self.median / dt.timedelta(days=1)

    @property
    def days(self) -> str:
        """The median in words, of one or two answers each; empty where nothing was answered."""
        days = self.median_days
        return "" if days is None else middle_words(self.answered, days, self.least, self.most)


def rates(user: Any, escalations: QuerySet[Escalation] | None = None) -> list[Rate]:
    """Each body that the reader sees asked, with its teams, the most asked first. Two queries."""
    seen = Escalation.objects.visible_to(user) if escalations is None else escalations
    rows = seen.counted().order_by()
    answered, today = Q(state__in=Escalation.ANSWERS), timezone.localdate()
    took = ExpressionWrapper(F("ended_on") - F("sent_on"), output_field=DurationField())
    rows_by_body: Any = list(
        rows.values(body=_DEPARTMENT).annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=answered),
            in_time=Count("pk", filter=answered & Q(ended_on__lte=F("first_due"))),
            late=Count("pk", filter=overdue(today)),
            climbed=Count("pk", filter=Q(state=State.CLIMBED)),
            median=Median(took, filter=answered),
            least=Min(took, filter=answered),
            most=Max(took, filter=answered),
            helped_much=Count("pk", filter=Q(helped=Helped.YES)),
            helped_partly=Count("pk", filter=Q(helped=Helped.PARTLY)),
            not_helped=Count("pk", filter=Q(helped=Helped.NO)),
        )
    )
    bodies = Organisation.objects.in_bulk([row["body"] for row in rows_by_body])
    made = [Rate(**{**row, "body": bodies[row["body"]]}) for row in rows_by_body]
    return sorted(made, key=lambda row: (-row.asked, row.body.name))


COLUMNS = (
    Column(
        "body",
        "Escalated to",
        "The organisation, with the teams within it",
        lambda row: row.body.name,
    ),
    Column(
        "asked",
        "Asked",
        "Those that it had to answer: not those that it passed on or that were withdrawn",
        lambda row: row.asked,
    ),
    Column("answered", "Answered", "Answered, or declined with a reason", lambda row: row.answered),
    Column(
        "in_time",
        "Answered in time",
        "By the day first given, whatever holding replies moved it to",
        lambda row: row.in_time if row.answered else None,
    ),
    Column("waiting", "Waiting", "Not answered yet", lambda row: row.waiting),
    Column("late", "Overdue", "Of those, past the date the answer was due", lambda row: row.late),
    Column(
        "climbed",
        "Escalated further",
        "Escalated further without an answer",
        lambda row: row.climbed,
    ),
    Column(
        "median_days",
        "Median days",
        "Calendar days from escalation to answer, the middle value of those answered",
        lambda row: row.median_days,
    ),
    Column(
        "helped",
        "Helped",
        "Answers that the asker has rated this way; empty if none has been rated",
        lambda row: row.helped_much if row.said else None,
    ),
    Column(
        "partly",
        "Helped a little",
        "The same",
        lambda row: row.helped_partly if row.said else None,
    ),
    Column(
        "not_helped",
        "Did not help",
        "The same",
        lambda row: row.not_helped if row.said else None,
    ),
    Column("not_said", "Not said", "Answers that nobody has rated", lambda row: row.not_said),
)
