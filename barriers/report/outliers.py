"""Which barriers stand out: open for longest, costing or shared most, and those left lying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from barriers.barrier.facts import place_names
from barriers.barrier.models.kind import key_of
from barriers.models import Barrier, BarrierLink
from barriers.register.filters import ANY_OPEN, BarrierFilter
from barriers.report.part import Part
from interface import exports, words
from records.dates import DateWithPrecision

MOST = 10
LONGEST, COST, TIME, SHARED = "longest", "cost", "time", "shared"
UNSURE, UNDATED = Barrier.Status.NOT_KNOWN.value, "undated"

# Of both ends of a link the reader sees the barrier: so it is told of no other
_SHARED = """
WITH link AS ({links}), pair AS (
  SELECT barrier_id AS here, other_id AS there FROM link
  UNION ALL SELECT other_id, barrier_id FROM link
)
SELECT pair.here, count(DISTINCT pair.there), count(DISTINCT place.place_id)
FROM pair
JOIN ({barriers}) AS barrier ON barrier.id = pair.here
LEFT JOIN barriers_barrierplace place ON place.barrier_id = pair.there AND NOT EXISTS (
  SELECT 1 FROM barriers_barrierplace own
  WHERE own.barrier_id = pair.here AND own.place_id = place.place_id
)
GROUP BY pair.here
ORDER BY 3 DESC, 2 DESC, 1 LIMIT %s
"""


@dataclass(frozen=True)
class Outlier:
    """A barrier that stands out, and what it stands out by."""

    barrier: Barrier
    places: str
    said: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Ranking:
    """Up to ten barriers of which there is most of one thing."""

    key: str
    title: str
    head: str
    says: str
    none: str
    rows: list[Outlier]
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Outliers(Part):
    """The part of the report that shows single barriers."""

    rankings: list[Ranking] = field(default_factory=list)
    unsure: int = 0

    template: ClassVar[str] = "barriers/report/outliers.html"
    export_name: ClassVar[str] = "barrier-report-standing-out"
    problem: ClassVar[str] = ""

    @property
    def lead(self) -> str:
        """Which barriers are looked at."""
        if self.filter.value("status"):
            return "Up to ten of each, with the status you chose."
        said = "Up to ten of each that are still in the way, then those that nobody is working on."
        if not self.unsure:
            return said
        left = words.capitalised(words.count_words(self.unsure, "barrier"))
        if self.unsure == 1:
            return f"{said} {left} is not included: we don’t know whether it is still in the way."
        return f"{said} {left} are not included: we don’t know whether they are still in the way."

    @property
    def file_columns(self) -> list[exports.Column]:
        """The columns of the file, with what they mean."""
        return [
            exports.Column("list", "List", "Why it stands out", lambda at: at[0].title),
            exports.Column(
                "reference", "Reference", "What people call it", lambda at: at[1].barrier.reference
            ),
            exports.Column(
                "barrier", "Barrier", "What is in the way", lambda at: at[1].barrier.title
            ),
            exports.Column("places", "Places", "Places affected", lambda at: at[1].places),
            exports.Column(
                "figure",
                "Figure",
                "Logged when, cost, staff time, or how many others were joined or linked to it",
                lambda at: at[1].said,
            ),
            exports.Column(
                "note", "Note", "Its basis, or where the others are", lambda at: at[1].note
            ),
            exports.Column(
                "address", "Address", "Its page", lambda at: at[1].barrier.get_absolute_url()
            ),
        ]

    def exported(self) -> Iterator[tuple[Ranking, Outlier]]:
        """Each barrier of each list."""
        for ranking in self.rankings:
            for outlier in ranking.rows:
                yield ranking, outlier


def build(part: Part) -> Outliers:
    """What stands out, for these filters. Four queries."""
    chosen = part.filter
    looked_at = chosen.qs if chosen.value("status") else chosen.qs.open()
    still = chosen.value("status") or ANY_OPEN
    by_key = _keys(chosen, looked_at)
    unsure, undated = (sum(by_key.pop(name, [])) for name in (UNSURE, UNDATED))
    shared = _shared(chosen, looked_at)
    keys = {pk for listed in by_key.values() for pk in listed} | shared.keys()
    rows = Barrier.objects.visible_to(chosen.user).filter(pk__in=keys).for_rows().in_bulk()

    def listed(key: str, describe: Any) -> list[Outlier]:
        ranked = (rows[pk] for pk in by_key.get(key, []) if pk in rows)
        return [Outlier(barrier, place_names(barrier), *describe(barrier)) for barrier in ranked]

    made = [
        Ranking(
            LONGEST, "Open for longest", "Logged", "By when it was first raised, if the "
            f"day, month or year is known.{_left_out(undated)}",
            "We don’t know when any of them was logged.",
            listed(LONGEST, _logged), part.list_url(status=still, sort="logged"),
            "All, oldest first",
        ),
        Ranking(
            COST, "Costing most", "Cost", "In order of the highest cost given. Costs are not "
            "added up, because each was estimated in its own way.",
            "No cost is known. That does not mean that these barriers cost nothing.",
            listed(COST, _cost),
        ),
        Ranking(
            TIME, "Taking most staff time", "Staff time", "Staff hours a month, not added to "
            "money.", "No staff time is known.", listed(TIME, _time),
        ),
        Ranking(
            SHARED, "Shared by most", "Joined or linked", "By how many other places have a barrier "
            "that people joined or linked to it.",
            "Nobody has joined or linked any of them yet.", _sharing(shared, rows),
        ),
    ]  # fmt: skip
    for status in Barrier.UNSOLVED:
        if chosen.value("status") in (None, key_of(status)):
            title = status.label.capitalize()
            made.append(
                Ranking(
                    status, title, "Last changed", "Neither solved nor being worked on. The "
                    "most recently changed are shown.", "There is none that you can see.",
                    listed(status, _changed), part.list_url(status=key_of(status)), "All of them",
                )
            )  # fmt: skip
    return Outliers(chosen, part.params, made, unsure)


def _keys(chosen: BarrierFilter, looked_at: QuerySet) -> dict[str, list[int]]:
    """The barriers of each list, in its order, and how many have no known status. One query."""

    def first(name: str, rows: QuerySet, *order: Any) -> QuerySet:
        ranked = rows.order_by(*order, "id").annotate(part=Value(name, CharField()), key=F("id"))
        return ranked.values_list("part", "key")[:MOST]

    cost, time = Coalesce("cost_high", "cost_low"), Coalesce("time_high", "time_low")
    dated = looked_at.filter(logged_on__isnull=False)

    def counted(name: str, rows: QuerySet) -> QuerySet:
        parts = rows.order_by().annotate(part=Value(name, CharField())).values("part")
        return parts.annotate(key=Count("id")).values_list("part", "key")

    lists = [
        first(LONGEST, dated, "logged_on"),
        first(COST, looked_at.filter(cost_low__isnull=False), cost.desc()),
        first(TIME, looked_at.filter(time_low__isnull=False), time.desc()),
        *(first(of, chosen.qs.filter(status=of), "-updated_at") for of in Barrier.UNSOLVED),
        counted(UNSURE, chosen.qs.filter(status=UNSURE)),
        counted(UNDATED, looked_at.filter(logged_on=None)),
    ]
    by_key: dict[str, list[int]] = {}
    for part, key in lists[0].union(*lists[1:], all=True):
        by_key.setdefault(part, []).append(key)
    return by_key


def _shared(chosen: BarrierFilter, looked_at: QuerySet) -> dict[int, tuple[int, int]]:
    """How many others are joined or linked to each, in how many other places. One query."""
    links = BarrierLink.objects.visible_to(chosen.user).order_by().values("barrier_id", "other_id")
    try:
        linked, params = links.query.sql_with_params()
        sql, more = looked_at.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SHARED.format(links=linked, barriers=sql), [*params, *more, MOST])
        return {pk: (others, places) for pk, others, places in cursor.fetchall()}


def _sharing(shared: dict[int, tuple[int, int]], rows: dict[int, Barrier]) -> list[Outlier]:
    made = []
    for pk, (others, places) in shared.items():
        if barrier := rows.get(pk):
            others_words = words.count_words(others, "barrier")
            note = (
                f"in {words.count_words(places, 'other place')}"
                if places
                else "none in another place"
            )
            url = f"{reverse('barriers')}?linked={barrier.reference}"
            made.append(Outlier(barrier, place_names(barrier), others_words, note, url))
    return made


def _left_out(undated: int) -> str:
    """Of how many it is not known when they were first said, as a sentence of its own."""
    if not undated:
        return ""
    of_them = words.count_words(undated, "barrier")
    they = "it is" if undated == 1 else "they are"
    return f" We don’t know this for {of_them}, so {they} left out."


def _logged(barrier: Barrier) -> tuple[str]:
    return (str(DateWithPrecision.of(barrier, "logged_on") or ""),)


def _cost(barrier: Barrier) -> tuple[str, str]:
    return str(barrier.cost), barrier.cost_basis


def _time(barrier: Barrier) -> tuple[str, str]:
    return str(barrier.time), barrier.time_basis


def _changed(barrier: Barrier) -> tuple[str]:
    return (words.date_words(timezone.localdate(barrier.updated_at)),)
