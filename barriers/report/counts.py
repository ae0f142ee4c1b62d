"""Barriers counted by place, by body, by kind and by nature, in one query whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from barriers.barrier.models.kind import Kind, key_of
from barriers.models import Barrier
from barriers.register.filters import BarrierFilter
from barriers.report.part import Part
from interface import words
from interface.charts.heat import Cell, HeatMap, Row
from partnerships.models import Organisation, Place
from partnerships.place.models.place import PlaceQuerySet

# What the reader sees is read once and gathered in three ways at the same time, so that a place
# with a thousand barriers is one row; only then are the places that each lies in told apart. A
# barrier of two places counts in both, and once in the totals.
_SEEN = """
WITH seen AS MATERIALIZED (
  SELECT grouping({spot}) AS without_spot, grouping(nature) AS without_nature,
    {spot} AS spot, col, category_id, nature, status, count(*) AS n
  FROM ({barriers}) AS barrier
  GROUP BY GROUPING SETS (({spot}, col), (category_id, nature, status), (col))
)
SELECT 'kind' AS part, NULL::bigint AS place_id, category_id, nature, status, NULL AS col, n
FROM seen WHERE without_spot = 1 AND without_nature = 0
UNION ALL
SELECT 'all', NULL, NULL, NULL, NULL, col::text, n
FROM seen WHERE without_spot = 1 AND without_nature = 1
"""
_PLACES = """
UNION ALL
SELECT 'row', place_id, NULL, NULL, NULL, col::text, sum(n)::bigint
FROM (SELECT unnest(spot) AS place_id, col, n FROM seen WHERE without_spot = 0) AS spread
WHERE place_id = ANY(%s) GROUP BY place_id, col
UNION ALL
SELECT CASE WHEN made_up THEN 'example' ELSE 'elsewhere' END, NULL, NULL, NULL, NULL,
  col::text, sum(n)::bigint
FROM (
  SELECT col, n, spot && ARRAY(SELECT id FROM partnerships_place WHERE is_example) AS made_up
  FROM seen WHERE without_spot = 0 AND NOT spot && %s::bigint[]
) AS outside
GROUP BY made_up, col
"""
_BODIES = """
UNION ALL
SELECT 'row', spot, NULL, NULL, NULL, col::text, n FROM seen WHERE without_spot = 0
"""


@dataclass
class Counts:
    """How many barriers there are. A value is what a column counts, as text; None is no kind yet.

    ``at[row, value]``: at a place or within it, or for a body to change (None: nobody is named);
    ``of[value]``, ``natures[kind, nature]`` and ``statuses[kind, status]``: each barrier once, a
    kind being its id; ``elsewhere[value]``: at none of the places asked for; ``examples[value]``:
    at none of them either, but at a made-up place.
    """

    at: Counter[tuple[int | None, str | None]] = field(default_factory=Counter)
    of: Counter[str | None] = field(default_factory=Counter)
    natures: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    statuses: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    elsewhere: Counter[str | None] = field(default_factory=Counter)
    examples: Counter[str | None] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All barriers, each once."""
        return self.of.total()

    def of_kind(self, kind: int | None) -> int:
        """All barriers of a kind, each once."""
        return sum(n for (status_kind, _), n in self.statuses.items() if status_kind == kind)


def count(barriers: QuerySet, place_ids: list[int] | None) -> Counts:
    """Count these barriers, which the reader may see, at these places; without places, by body.

    Each has the value of its column as ``col``.
    """
    counts = Counts()
    spot = "unlocker_id" if place_ids is None else "reach_ids"
    names = dict.fromkeys((spot, "category_id", "nature", "status", "col"))
    try:
        sql, params = barriers.order_by().values(*names).query.sql_with_params()
    except EmptyResultSet:
        return counts
    made = _SEEN.format(barriers=sql, spot=spot)
    arguments: tuple[Any, ...] = (*params,)
    if place_ids is None:
        made += _BODIES
    else:
        made += _PLACES
        arguments += (place_ids, place_ids)
    with connection.cursor() as cursor:
        cursor.execute(made, arguments)
        for part, row, kind, nature, status, column, n in cursor.fetchall():
            match part:
                case "row":
                    counts.at[row, column] += n
                case "elsewhere":
                    counts.elsewhere[column] += n
                case "example":
                    counts.examples[column] += n
                case "all":
                    counts.of[column] += n
                case "kind":
                    counts.natures[kind, nature] += n
                    counts.statuses[kind, status] += n
    return counts


BODY = "body"
MOST = 30
MOST_WITHIN = 100
SAID = {
    Place.Kind.CITY_CORPORATION: "city corporations",
    Place.Kind.COUNTY: "counties",
    Place.Kind.COMBINED_AUTHORITY: "combined authorities",
    Place.Kind.STRATEGIC_AUTHORITY: "strategic authorities",
    Place.Kind.PARISH: "parishes",
    Place.Kind.CUSTOM: "areas drawn for a purpose",
}


def plural(kind: str) -> str:
    """Several of a kind of place: "counties", "London boroughs"."""
    return SAID.get(Place.Kind(kind), f"{Place.Kind(kind).label}s")


@dataclass(frozen=True)
class Rows:
    """The places of a report, or the bodies that could change something (None: nobody is named).

    ``words`` names them ("places of …", "counties"). ``narrows`` says that a row is a way on to
    the report of that region; ``note`` why.
    """

    all: Sequence[Place | Organisation | None] = field(default_factory=list)
    words: str = "places"
    kind: str = ""
    narrows: bool = False
    note: str = ""
    problem: str = ""

    @property
    def are_regions(self) -> bool:
        """Whether every barrier is in one of these rows or in no region."""
        return self.kind == Place.Kind.REGION

    @property
    def are_bodies(self) -> bool:
        """Whether a row is a body that could change something."""
        return self.kind == BODY

    @property
    def corner(self) -> str:
        """The head of the rows."""
        if self.are_bodies:
            return "Who could change it"
        return "Region" if self.are_regions else "Place"


def rows_of(chosen: BarrierFilter, asked: str) -> Rows:
    """The places of the chosen programme, or else those of one kind (``asked``), in scope.

    More than 30 show regions first; within one region or place up to 100 are shown.
    """
    scope = chosen.value("place") or chosen.region_chosen
    programme = chosen.programme_chosen
    if programme is not None:
        rows = Place.objects.filter(pk__in=programme.place_links.values("place"))
        return _bounded(chosen, rows, scope, f"places of {programme}", "")
    kind = asked or Place.Kind.REGION
    if kind not in Place.Kind.values:
        return Rows(problem="There is no such kind of place. Choose one of those listed.")
    if scope is not None and not asked:
        return Rows([scope], "places", kind="")
    if kind == Place.Kind.REGION and scope is None:
        return Rows(list(chosen.regions.values()), "regions", kind)
    return _bounded(chosen, Place.objects.filter(kind=kind), scope, plural(kind), kind)


def of_bodies(counts: Counts) -> Rows:
    """The bodies named most often, and a row for what names nobody. One query."""
    named: Counter[int] = Counter()
    for (body, _), n in counts.at.items():
        if body is not None:
            named[body] += n
    shown = [pk for pk, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:MOST]]
    bodies = Organisation.objects.in_bulk(shown)
    note = ""
    if len(named) > len(shown):
        note = f"The {MOST} that are named most often. Choose others in the filter."
    nobody = [None] if any(body is None for body, _ in counts.at) else []
    return Rows([*(bodies[pk] for pk in shown), *nobody], "bodies", BODY, note=note)


def _bounded(
    chosen: BarrierFilter, rows: PlaceQuerySet, scope: Place | None, words: str, kind: str
) -> Rows:
    within = rows.within(scope) if scope is not None else rows
    most = MOST if scope is None else MOST_WITHIN
    places = list(within[: most + 1])
    if len(places) <= most:
        return Rows(places, words, kind)
    if scope is None:
        note = (
            f"There are more than {MOST} {words}, so regions come first. "
            "Open a region to see its own."
        )
        return Rows(list(chosen.regions.values()), "regions", Place.Kind.REGION, True, note)
    note = f"There are more than {MOST_WITHIN} {words} in {scope}. Choose a smaller place."
    return Rows([scope], "places", "", note=note)


KEPT_IN_VIEW = (Barrier.Status.NO_ACTION, Barrier.Status.CLOSED_UNRESOLVED)


@dataclass(frozen=True)
class ByKind(Part):
    """The tables whose rows or columns are the kinds of barrier, whatever the places are."""

    counts: Counts = field(default_factory=Counts)

    @property
    def rule_kinds(self) -> list[Kind]:
        """The kinds shown that claim a rule."""
        shown = {pk for pk, _, _ in self.kinds_shown}
        return [kind for kind in self.filter.kinds if kind.concerns_rules and kind.pk in shown]

    @property
    def natures(self) -> HeatMap | None:
        """Claims about rules by kind and nature; None where none of the kinds shown claims one."""
        if not self.rule_kinds:
            return None
        labels = [(value, label.capitalize()) for value, label in Barrier.Nature.choices]
        made = []
        for kind in self.rule_kinds:
            cells = [
                Cell(
                    n := self.counts.natures[kind.pk, value],
                    label,
                    self.list_url(category=kind.key, nature=key_of(value)),
                    f"{n}: {kind.short_name}, nature {label.lower()}",
                )
                for value, label in labels
            ]
            n = self.counts.of_kind(kind.pk)
            total = Cell(n, url=self.list_url(category=kind.key), name=f"{n}: {kind.name}")
            made.append(Row(kind.short_name, tuple(cells), total))
        return HeatMap(
            title="Claims about rules, by kind and nature. Each number opens its list",
            columns=tuple(label for _, label in labels),
            rows=tuple(made),
            corner="Kind",
        )

    @property
    def unstated(self) -> str:
        """How many claims say nothing of their nature: "For 6 of these 7 nobody has said"."""
        every = sum(self.counts.of_kind(kind.pk) for kind in self.rule_kinds)
        silent = sum(self.counts.natures[kind.pk, "not_stated"] for kind in self.rule_kinds)
        if not every or not silent:
            return ""
        silent_words = "all" if silent == every else words.number(silent)
        return f"For {silent_words} of these {words.number(every)} nobody has said."

    @property
    def kept(self) -> HeatMap | None:
        """What is not being worked on and is not solved either, by kind; None where all is."""
        made = []
        for status in KEPT_IN_VIEW:
            at = {"status": key_of(status)}
            label = status.label.capitalize()
            cells = [
                Cell(
                    n := self.counts.statuses[pk, status],
                    name,
                    self.list_url(category=key, **at),
                    f"{n}: {name}, {status.label}",
                )
                for pk, key, name in self.kinds_shown
            ]
            n = sum(cell.count for cell in cells)
            total = Cell(n, url=self.list_url(**at), name=f"{n}: {status.label}")
            made.append(Row(label, tuple(cells), total))
        if not any(row.total.count for row in made):
            return None
        return HeatMap(
            title="Neither solved nor worked on, by status and kind. Each number opens its list",
            columns=tuple(name for _, _, name in self.kinds_shown),
            rows=tuple(made),
            corner="Status",
            none_label="none of these",
        )
