"""How long it takes: until a body that is asked says something, and until a barrier ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection

from barriers.models import Barrier, Escalation, EscalationReply
from barriers.register.filter_fields import NOT_KNOWN
from barriers.register.filters import ANY_ENDED, BarrierFilter
from barriers.report.part import Part
from interface import exports
from interface.charts.heat import Cell

# Of each barrier about which a body was asked: from the first ask to the first word of a body
_ASKED = """
SELECT barrier.category_id, grouping(barrier.category_id), count(*), count(asked.days),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY asked.days)
FROM ({barriers}) AS barrier
JOIN (
  SELECT ask.barrier_id,
    min((reply.at AT TIME ZONE 'Europe/London')::date) - min(ask.sent_on) AS days
  FROM ({asks}) AS ask
  LEFT JOIN barriers_escalationreply reply
    ON reply.escalation_id = ask.id AND reply.kind = ANY(%s)
  GROUP BY ask.barrier_id
) AS asked ON asked.barrier_id = barrier.id
GROUP BY GROUPING SETS ((barrier.category_id), ())
"""
_ENDED = """
SELECT category_id, grouping(category_id), count(*), count(days),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
FROM (
  SELECT category_id,
    CASE WHEN logged_on_precision = 'day' AND closed_on >= logged_on
      THEN closed_on - logged_on END AS days
  FROM ({barriers}) AS barrier
) AS ended
GROUP BY GROUPING SETS ((category_id), ())
"""


@dataclass(frozen=True)
class Span:
    """How many there are, of how many the days are known, and the middle number of days."""

    every: int = 0
    known: int = 0
    days: float | None = None

    @property
    def unknown(self) -> int:
        """For how many the days are not known."""
        return self.every - self.known

    @property
    def median(self) -> str:
        """The median in words; empty where none is known."""
        if self.days is None:
            return ""
        return f"{self.days:g} day{'' if self.days == 1 else 's'}"


@dataclass(frozen=True)
class Line:
    """A kind with both spans, and the numbers with their lists."""

    label: str
    asked: Span
    heard: Cell
    silent: Cell
    ended: Span
    known: Cell
    unknown: Cell


@dataclass(frozen=True)
class Pace(Part):
    """The part of the report that shows how long it takes."""

    asked: dict[int | str | None, Span] = field(default_factory=dict)
    ended: dict[int | str | None, Span] = field(default_factory=dict)

    template: ClassVar[str] = "barriers/report/pace.html"
    export_name: ClassVar[str] = "barrier-report-time"
    problem: ClassVar[str] = ""

    @property
    def shows_asks(self) -> bool:
        """Whether the reader may be told what bodies are asked."""
        return bool(self.filter.user.is_authenticated)

    @property
    def lead(self) -> str:
        """The two medians over all kinds."""
        parts = []
        heard, ended = self.asked.get(ALL, Span()), self.ended.get(ALL, Span())
        if self.shows_asks and heard.median:
            parts.append(f"Where a body has said something, half did so within {heard.median}.")
        if ended.median:
            parts.append(f"Of the barriers that ended, half did so within {ended.median}.")
        return " ".join(parts) or "Nothing that you can see has run its course yet."

    @property
    def lines(self) -> list[Line]:
        """The kinds that have anything to tell."""
        kinds = [(pk, name, {"category": key}) for pk, key, name in self.kinds_shown]
        made = [self._line(name, pk, at) for pk, name, at in kinds]
        return [line for line in made if line.asked.every or line.ended.every]

    @property
    def foot(self) -> Line:
        """All kinds together; its medians are of all barriers, not of the lines above."""
        return self._line("All kinds", ALL, {})

    def _line(self, label: str, key: int | str | None, at: dict[str, str]) -> Line:
        asked, ended = self.asked.get(key, Span()), self.ended.get(key, Span())
        status = self.filter.value("status") or ANY_ENDED

        def cell(n: int, label: str, **filters: str) -> Cell:
            return Cell(n, label, self.list_url(**filters, **at), f"{n}: {label.lower()}, {label}")

        return Line(
            label,
            asked,
            cell(asked.known, "Something said", asked="heard"),
            cell(asked.unknown, "Nothing said yet", asked="silent"),
            ended,
            cell(ended.known, "Days known", took="known", status=status),
            cell(ended.unknown, "Days not known", took=NOT_KNOWN, status=status),
        )

    @property
    def file_columns(self) -> list[exports.Column]:
        """The columns of the file, with what they mean."""
        made = [exports.Column("kind", "Kind", "One of six kinds, or not sure yet", _label)]
        if self.shows_asks:
            made += [
                exports.Column(
                    "asked_known", "Asked, something said", HEARD, lambda o: o.asked.known
                ),
                exports.Column(
                    "asked_unknown", "Asked, nothing said yet", SILENT, lambda o: o.asked.unknown
                ),
                exports.Column(
                    "asked_median_days",
                    "Median days to a first word",
                    FIRST_WORD,
                    lambda o: o.asked.days,
                ),
            ]
        return [
            *made,
            exports.Column("ended_known", "Ended, days known", ENDED, lambda o: o.ended.known),
            exports.Column(
                "ended_unknown", "Ended, days not known", NO_DAYS, lambda o: o.ended.unknown
            ),
            exports.Column(
                "ended_median_days", "Median days to the end", TO_END, lambda o: o.ended.days
            ),
        ]

    def exported(self) -> Iterator[Line]:
        """The rows of the table."""
        yield from (*self.lines, self.foot)


ALL = "all"
HEARD = "Barriers about which a body was asked and has said something, as far as you can see it"
SILENT = (
    "Barriers about which a body was asked and has said nothing yet. What was taken back is not "
    "counted"
)
FIRST_WORD = (
    "The middle number of days from the first ask about a barrier to the first word of a body: "
    "that it arrived, an answer, or that it is passed on. Days of the calendar; empty is not known"
)
ENDED = "Barriers that stand resolved or closed unresolved, with both days known"
NO_DAYS = "Barriers that ended, of which the day of logging or of the end is not known"
TO_END = (
    "The middle number of days from logging to the end. Days of the calendar; empty is not known. "
    "One that was opened again has not ended"
)


def _label(line: Line) -> str:
    return line.label


def build(part: Part) -> Pace:
    """How long it takes, for these filters."""
    chosen = part.filter
    return Pace(chosen, part.params, asked=_asked(chosen), ended=_ended(chosen))


def _asked(chosen: BarrierFilter) -> dict[int | str | None, Span]:
    """By kind, from the first ask to the first word. One query; none for who is signed out."""
    if not chosen.user.is_authenticated:
        return {}
    seen = chosen.qs.order_by().values("id", "category_id")
    asks = Escalation.objects.visible_to(chosen.user).exclude(state="withdrawn").order_by()
    try:
        sql, params = seen.query.sql_with_params()
        asks_sql, more = asks.values("id", "barrier_id", "sent_on").query.sql_with_params()
    except EmptyResultSet:
        return {}
    made = _ASKED.format(barriers=sql, asks=asks_sql)
    return _spans(made, [*params, *more, list(EscalationReply.BY_BODY)])


def _ended(chosen: BarrierFilter) -> dict[int | str | None, Span]:
    """By kind, from logging to the end, of those that ended. One query."""
    names = ("category_id", "logged_on", "logged_on_precision", "closed_on")
    seen = chosen.qs.filter(status__in=Barrier.ENDED).order_by().values(*names)
    try:
        sql, params = seen.query.sql_with_params()
    except EmptyResultSet:
        return {}
    return _spans(_ENDED.format(barriers=sql), list(params))


def _spans(sql: str, params: list[Any]) -> dict[int | str | None, Span]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {
            ALL if is_all else kind: Span(every, is_known, days)
            for kind, is_all, every, is_known, days in cursor.fetchall()
        }
