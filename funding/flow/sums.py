"""The rules of ``funding.flow.totals`` for many flows at once, in one query of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from funding.flow.totals import ZERO, Total
from funding.models import Flow
from partnerships.models import Place

# More flows than this are not added up on a page: narrow the list first.
MOST = 5_000
COLUMNS = ("pk", "parent_id", "meaning", "amount_low", "amount_high", "amount_qualifier")

# One statement, in steps. ``listed`` are the flows of the list, ``chosen`` the same unless there
# are too many to add up. Children and place links are looked up flow by flow (``LATERAL … OFFSET
# 0``), because a scan of all flows would take far longer at national size. ``down`` follows from
# each known one what is passed on by flows that the reader sees, as far as the nearest known one
# of the same meaning (``passed``); ``term`` is what each leg adds, unless it is ``held`` in a leg
# above it; ``off`` is what goes on in flows outside the list, which is counted there.
TOTALS = """
WITH RECURSIVE listed AS MATERIALIZED (
  SELECT * FROM ({chosen}) AS s (id, parent_id, meaning, low, high, qualifier, first, last)
  LIMIT {most} + 1
), chosen AS MATERIALIZED (
  SELECT *,
    (extract(year FROM first) - (extract(month FROM first) < 4)::int)::int AS first_year,
    (extract(year FROM last) - (extract(month FROM last) < 4)::int)::int AS last_year
  FROM listed WHERE (SELECT count(*) FROM listed) <= {most}
), down (root, meaning, node, low, high, qualifier, counts) AS (
  SELECT id, meaning, id, NULL::numeric, NULL::numeric, ''::varchar, false
  FROM chosen WHERE low IS NOT NULL
  UNION
  SELECT down.root, down.meaning, child.id, child.low, child.high, child.qualifier,
         child.meaning = down.meaning AND child.low IS NOT NULL
  FROM down
  CROSS JOIN LATERAL ({visible} OFFSET 0)
    AS child (id, parent_id, meaning, low, high, qualifier)
  WHERE NOT down.counts AND child.id <> down.root
), passed AS (
  SELECT down.*, kept.id IS NOT NULL AND kept.low IS NOT NULL AS inside
  FROM down LEFT JOIN chosen kept ON kept.id = down.node WHERE down.counts
), leg AS (
  SELECT chosen.*,
    coalesce(taken.sum > coalesce(chosen.high, chosen.low), false) AS spent,
    coalesce(taken.outside, false) AS passes_outside
  FROM chosen LEFT JOIN (
    SELECT root, sum(low) AS sum, bool_or(NOT inside) AS outside FROM passed GROUP BY root
  ) taken ON taken.root = chosen.id
), contained AS (
  SELECT DISTINCT passed.node AS id FROM passed JOIN leg ON leg.id = passed.root AND NOT leg.spent
), part AS ({part}
), term AS (
  SELECT leg.id, leg.meaning, leg.first_year, leg.last_year, leg.low AS known,
    contained.id IS NOT NULL AS held, leg.passes_outside OR leg.spent AS unsplit,
    CASE WHEN leg.spent OR leg.qualifier = 'at_most' OR part.shared_out THEN 0
      ELSE round(leg.low * part.share, 2) END AS lower,
    CASE WHEN leg.spent THEN 0
      WHEN leg.qualifier IN ('at_least', 'more_than') THEN NULL
      ELSE round(coalesce(leg.high, leg.low) * part.share, 2) END AS upper,
    leg.qualifier IN ('at_least', 'more_than') AS open_above, false AS open_below,
    leg.qualifier = 'about' AND NOT leg.spent AS is_about,
    leg.qualifier = 'more_than' AND NOT leg.spent AS is_more, leg.spent, part.share
  FROM leg JOIN part ON part.id = leg.id LEFT JOIN contained ON contained.id = leg.id
), off AS (
  SELECT passed.root AS id, passed.meaning,
    -coalesce(passed.high, passed.low) AS lower,
    -CASE WHEN passed.qualifier = 'at_most' OR part.share < 1 THEN 0 ELSE passed.low END AS upper,
    passed.qualifier IN ('at_least', 'more_than') AS open_below,
    passed.qualifier = 'about' AS is_about
  FROM passed JOIN leg ON leg.id = passed.root AND NOT leg.spent
  JOIN part ON part.id = passed.root
  LEFT JOIN leg kept ON kept.id = passed.node
  WHERE NOT passed.inside OR kept.spent
), counted AS (
  SELECT id, meaning, NULL::int AS year, lower, upper, open_above, open_below, is_about, is_more
  FROM term WHERE known IS NOT NULL AND NOT held
  UNION ALL
  SELECT id, meaning, NULL, lower, upper, false, open_below, is_about, false FROM off
)
SELECT meaning, NULL::int, count(*), count(*) FILTER (WHERE low IS NULL),
  NULL, NULL, NULL, NULL, NULL, NULL, 'rows' FROM listed GROUP BY meaning
UNION ALL
SELECT meaning, NULL, count(*), 0, sum(lower), sum(upper), bool_or(open_above),
  bool_or(open_below), bool_or(is_about), bool_or(is_more), 'all' FROM counted GROUP BY meaning
{years}
"""

WHOLE = """
  SELECT id, 1::numeric AS share, false AS shared_out FROM chosen"""

# The part of each flow that is for a place and those within it: the whole, its share, or, where the
# source does not split it between this and other places, anything from none to all of it.
OF_PLACE = """
  SELECT chosen.id, coalesce(
      CASE WHEN split.all_here THEN 1 WHEN split.is_split THEN least(split.share, 1) ELSE 1 END, 1
    ) AS share,
    coalesce(NOT split.all_here AND NOT split.is_split, false) AS shared_out
  FROM chosen CROSS JOIN LATERAL (
    SELECT bool_and(here.place_id IS NOT NULL) AS all_here,
      bool_and(link.share IS NOT NULL) AS is_split,
      coalesce(sum(link.share) FILTER (WHERE here.place_id IS NOT NULL), 0) AS share
    FROM funding_flowplace link
    LEFT JOIN partnerships_placereach here
      ON here.place_id = link.place_id AND here.ancestor_id = %s
    WHERE link.flow_id = chosen.id
  ) AS split"""

AT_EACH = """
SELECT at.id, sums.* FROM unnest(%s::bigint[]) AS at (id) CROSS JOIN LATERAL ({statement}) AS sums
  (meaning, year, flows, unknown, lower, upper, open_above, open_below, is_about, is_more, what)"""

# By financial year (2026 is 2026 to 2027): as the flow's own profile says, or whole where its
# period lies within one year.
BY_YEAR = """
UNION ALL
SELECT meaning, year, count(*), count(*) FILTER (WHERE lower IS NULL), coalesce(sum(lower), 0),
  coalesce(sum(upper), 0), coalesce(bool_or(open_above) FILTER (WHERE lower IS NOT NULL), false),
  coalesce(bool_or(open_below), false), coalesce(bool_or(is_about), false),
  coalesce(bool_or(is_more), false), 'year'
FROM (
  SELECT term.meaning,
    CASE WHEN term.unsplit THEN NULL
      WHEN profile.year IS NOT NULL THEN profile.year
      WHEN term.first_year = term.last_year THEN term.first_year END AS year,
    CASE WHEN profile.year IS NULL THEN term.lower
      WHEN profile.amount IS NULL THEN NULL
      WHEN term.lower = 0 AND term.known > 0 THEN 0
      ELSE round(profile.amount * term.share, 2) END AS lower,
    CASE WHEN profile.year IS NULL THEN term.upper
      ELSE round(profile.amount * term.share, 2) END AS upper,
    open_above, open_below, is_about, is_more
  FROM term LEFT JOIN funding_flowyear profile ON profile.flow_id = term.id AND NOT term.unsplit
  WHERE NOT (term.held AND term.known IS NOT NULL) AND NOT (term.spent AND NOT term.open_above)
  UNION ALL
  SELECT meaning, NULL, lower, upper, false, open_below, is_about, false FROM off
) spread
GROUP BY meaning, year
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a list of flows.

    ``by_meaning`` has one Total for each meaning that occurs, ``by_year`` one for each meaning and
    financial year (year None: not split by year). ``too_many`` means that nothing was added up.
    """

    by_meaning: dict[str, Total] = field(default_factory=dict)
    by_year: dict[tuple[str, int | None], Total] = field(default_factory=dict)
    too_many: bool = False

    @property
    def flows(self) -> int:
        """How many flows there are, over all meanings."""
        return sum(total.flows for total in self.by_meaning.values())

    @property
    def years(self) -> list[int]:
        """The financial years that amounts could be given to."""
        return sorted({year for _, year in self.by_year if year is not None})

    def of(self, meaning: str) -> Total:
        """The total of one meaning; of no rows where there is none."""
        return self.by_meaning.get(meaning, Total())

    def in_year(self, meaning: str, year: int | None) -> Total:
        """The total of one meaning that falls in a financial year; None: not split by year."""
        return self.by_year.get((meaning, year), Total())


def totals(
    chosen: QuerySet[Flow],
    visible: QuerySet[Flow],
    *,
    place: Place | None = None,
    by_year: bool = False,
    most: int = MOST,
) -> Totals:
    """Add up the flows of ``chosen`` for a reader who sees ``visible``, in one query.

    With ``place``, a flow for several places counts with this place's share. Lists of more than
    ``most`` flows are not added up.
    """
    part, years = WHOLE if place is None else OF_PLACE, BY_YEAR if by_year else ""
    try:
        statement, values = _statement(chosen, visible, most=most, part=part, years=years)
    except EmptyResultSet:
        return Totals()
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *([place.pk] if place is not None else [])])
        fetched = cursor.fetchall()
    return _read(fetched, most)


def totals_at_each(
    visible: QuerySet[Flow], places: Iterable[Place], *, most: int = MOST
) -> dict[int, Totals]:
    """The totals of the flows at each of these places, by its id, as ``totals`` adds them up.

    Each place is added up by itself, so that a flow for two of them stands in both. One query.
    """
    here = visible.filter(reach_ids__contains=RawSQL("ARRAY[at.id]", ()))
    part = OF_PLACE.replace("%s", "at.id")
    ids = [place.pk for place in places]
    try:
        statement, values = _statement(here, visible, most=most, part=part, years="")
    except EmptyResultSet:
        return {pk: Totals() for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute(AT_EACH.format(statement=statement), [ids, *values])
        fetched = cursor.fetchall()
    return {pk: _read([row[1:] for row in fetched if row[0] == pk], most) for pk in ids}


def _statement(
    chosen: QuerySet[Flow], visible: QuerySet[Flow], *, most: int, part: str, years: str
) -> tuple[str, tuple[Any, ...]]:
    """What adds up, and its values but those of ``part``. Raises ``EmptyResultSet`` for none."""
    rows_sql, rows = _compiled(chosen, *COLUMNS, "start", "end")
    seen_sql, seen = _compiled(visible.filter(parent_id=RawSQL("down.node", ())), *COLUMNS)
    statement = TOTALS.format(chosen=rows_sql, visible=seen_sql, most=most, part=part, years=years)
    return statement, (*rows, *seen)


def _compiled(queryset: QuerySet[Flow], *columns: str) -> tuple[str, tuple[Any, ...]]:
    return queryset.order_by().values_list(*columns).query.sql_with_params()


def _read(fetched: list[tuple[Any, ...]], most: int) -> Totals:
    rows = {row[0]: (row[2], row[3]) for row in fetched if row[-1] == "rows"}
    if sum(flows for flows, _ in rows.values()) > most:
        return Totals(too_many=True)
    sums = {row[0]: row for row in fetched if row[-1] == "all"}
    return Totals(
        by_meaning={
            meaning: _total(flows, unknown, sums.get(meaning))
            for meaning, (flows, unknown) in rows.items()
        },
        by_year={
            (row[0], row[1]): _total(row[2], row[3], row) for row in fetched if row[-1] == "year"
        },
    )


def _total(flows: int, unknown: int, row: tuple[Any, ...] | None) -> Total:
    if row is None:
        return Total(flows=flows, unknown=unknown)
    _, _, _, _, lower, upper, open_above, open_below, is_about, is_more, _ = row
    return Total(
        flows=flows,
        unknown=unknown,
        lower=ZERO if open_below else max(lower, ZERO),
        upper=None if open_above else max(upper or ZERO, ZERO),
        is_about=is_about,
        is_more=is_more,
    )
