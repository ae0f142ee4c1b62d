"""How long it takes: until a body that is asked says something, and until a barrier ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection

from access.subqueries import middle_words
from barriers.barrier.models.kind import key_of
from barriers.models import Barrier, Escalation, EscalationReply
from barriers.register.filter_fields import NOT_KNOWN
from barriers.register.filters import ANY_ENDED, BarrierFilter
from barriers.report.part import Part
from interface import exports, words
from interface.charts.heat import Cell

# Of each barrier that was escalated: from the first escalation to the first word of a body
_ASKED = """
SELECT barrier.category_id, grouping(barrier.category_id), count(*), count(asked.days),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY asked.days), min(asked.days), max(asked.days), 0
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
SELECT category_id, grouping(category_id), count(*) FILTER (WHERE NOT unsure), count(days),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY days), min(days), max(days),
  count(*) FILTER (WHERE unsure)
FROM (
  SELECT category_id, status = 'not_known' AS unsure,
    CASE WHEN status <> 'not_known' AND logged_on_precision = 'day' AND ended_on >= logged_on
      THEN ended_on - logged_on END AS days
  FROM ({barriers}) AS barrier
) AS ended
GROUP BY GROUPING SETS ((category_id), ())
"""


@dataclass(frozen=True)
class Span:
    """How many there are, of how many the days are known, and the middle number of days.

    ``least`` and ``most`` are the two where there are two. ``unsure``: of how many more it is not
    known whether they belong here.
    """

    every: int = 0
    known: int = 0
    days: float | None = None
    least: int | None = None
    most: int | None = None
    unsure: int = 0

    @property
    def unknown(self) -> int:
        """For how many the days are not known."""
        return self.every - self.known

    @property
    def median(self) -> str:
        """The median in words, the two numbers where there are two; empty where none is known."""
        if self.days is None:
            return ""
        least, most = dt.timedelta(days=self.least or 0), dt.timedelta(days=self.most or 0)
        return middle_words(self.known, self.days, least, most)

    def within(self, did: str) -> str:
        """The median as a sentence says it: "half did so within 12 days", or how long each took."""
        if self.known == 1:
            return f"The one {did} took {_days(self.days)}."
        if self.known == 2:
            took = f"{self.least} and {_days(self.most)}"
            return f"The two {did} took {_days(self.days) if self.least == self.most else took}."
        return f"Of the {self.known} {did}, half took no more than {_days(self.days)}."


def _days(days: float | None) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}"


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
    unsure: Cell


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
            said = "about which a body has said something"
            parts.append(heard.within(said))
        if ended.median:
            parts.append(ended.within("that ended with both dates known"))
        if ended.unsure:
            parts.append(self.not_known)
        if not parts and ended.every:
            parts.append("We don’t know how long any of them took to end.")
        return " ".join(parts) or "None that you can see has ended yet."

    @property
    def not_known(self) -> str:
        """Of how many it is not known whether they ended; empty where it is known of all."""
        ended = self.ended.get(ALL, Span())
        if not ended.unsure:
            return ""
        more = " more" if ended.every else ""
        if ended.unsure == 1:
            return f"We don’t know the status of one{more}, so we don’t know whether it ended."
        of = f"{words.number(ended.unsure)}{more}"
        return f"We don’t know the status of {of}, so we don’t know whether they ended."

    @property
    def lines(self) -> list[Line]:
        """The kinds that have anything to tell."""
        kinds = [(pk, name, {"category": key}) for pk, key, name in self.kinds_shown]
        made = [self._line(name, pk, at) for pk, name, at in kinds]
        return [line for line in made if line.asked.every or line.ended.every or line.ended.unsure]

    @property
    def foot(self) -> Line:
        """All kinds together; its medians are of all barriers, not of the lines above."""
        return self._line("All kinds", ALL, {})

    def _line(self, label: str, key: int | str | None, at: dict[str, str]) -> Line:
        asked, ended = self.asked.get(key, Span()), self.ended.get(key, Span())
        status = self.filter.value("status") or ANY_ENDED

        def cell(n: int, column: str, **filters: str) -> Cell:
            url = self.list_url(**filters, **at)
            return Cell(n, column, url, f"{n}: {column.lower()}, {label}")

        return Line(
            label,
            asked,
            cell(asked.known, "Responded", asked="heard"),
            cell(asked.unknown, "No response yet", asked="silent"),
            ended,
            cell(ended.known, "Days known", took="known", status=status),
            cell(ended.unknown, "Days not known", took=NOT_KNOWN, status=status),
            cell(ended.unsure, "Status not known", status=key_of(Barrier.Status.NOT_KNOWN)),
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
                    "Median days to a first response",
                    FIRST_WORD,
                    lambda o: o.asked.days,
                ),
            ]
        return [
            *made,
            exports.Column("ended_known", "Ended, days known", ENDED, _ended_known),
            exports.Column("ended_unknown", "Ended, days not known", NO_DAYS, _ended_unknown),
            exports.Column(
                "status_not_known", "Status not known", UNSURE, lambda o: o.ended.unsure
            ),
            exports.Column(
                "ended_median_days", "Median days to the end", TO_END, lambda o: o.ended.days
            ),
        ]

    def exported(self) -> Iterator[Line]:
        """The rows of the table."""
        yield from (*self.lines, self.foot)


ALL = "all"
HEARD = "Barriers about which an organisation was asked and has replied, as far as you can see it"
SILENT = (
    "Barriers about which an organisation was asked and has not replied yet. Withdrawn escalations "
    "are not counted"
)
FIRST_WORD = (
    "The middle number of days from the first escalation of a barrier to the first response of the "
    "organisation: an acknowledgement, an answer or a note that it was passed on. Calendar days; "
    "empty means not known"
)
ENDED = "Barriers that stand resolved or closed unresolved, with both days known"
NO_DAYS = "Barriers that ended, of which the day of logging or of the end is not known"
UNSURE = (
    "Barriers whose status is not known, so they may or may not have ended. If we don’t know of "
    "any that ended, the two columns about ended barriers are empty"
)
TO_END = (
    "The middle number of days from logging to the end. Calendar days; empty means not known. One "
    "that was opened again has not ended"
)


def _label(line: Line) -> str:
    return line.label


def _ended_known(line: Line) -> int | None:
    return None if line.ended.unsure and not line.ended.every else line.ended.known


def _ended_unknown(line: Line) -> int | None:
    return None if line.ended.unsure and not line.ended.every else line.ended.unknown


def build(part: Part) -> Pace:
    """How long it takes, for these filters."""
    chosen = part.filter
    return Pace(chosen, part.params, asked=_asked(chosen), ended=_ended(chosen))


def _asked(chosen: BarrierFilter) -> dict[int | str | None, Span]:
    """By kind, from the first escalation to the first word. One query; none if signed out."""
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
    """By kind, from logging to the end, of those that ended or may have. One query."""
    names = ("category_id", "logged_on", "logged_on_precision", "ended_on", "status")
    may_have = (*Barrier.ENDED, Barrier.Status.NOT_KNOWN)
    seen = chosen.qs.filter(status__in=may_have).order_by().values(*names)
    try:
        sql, params = seen.query.sql_with_params()
    except EmptyResultSet:
        return {}
    return _spans(_ENDED.format(barriers=sql), list(params))


def _spans(sql: str, params: list[Any]) -> dict[int | str | None, Span]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {
            ALL if is_all else kind: Span(*numbers) for kind, is_all, *numbers in cursor.fetchall()
        }
