"""Who was met, counted once: distinct teams, distinct departments, and people.

Nobody's name is kept, so people are counted by team. Of a team that a pilot met twice, those are
added whom it met for the first time; where that is not said, there were at least as many as came to
the largest meeting. Of a team that two pilots met, the larger number counts. What is not exact says
"at least".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet

from interface.words import capitalised, count_words, list_words
from partnerships.models import Organisation
from pilots.engagement.models import EngagementTotal
from pilots.people_counts import hides_few, shown
from records.dates import DateWithPrecision
from records.figures import Qualifier, Quantity

# Each team or body with the pilot that met it. Departments are what a team is within at the top.
# Small counts that the reader may not know are taken as not known, so that no sum gives them away.
MET = """
WITH met AS (
  SELECT e.pilot_id, b.organisation_id, b.id, e.on_key, b.people IS NULL AS is_unknown,
    coalesce(second.id, first.id, body.id) AS root,
    coalesce(second.sector, first.sector, body.sector) = ANY(%(national)s) AS is_national,
    coalesce(second.sector, first.sector, body.sector) = %(arms_length)s AS is_apart,
    body.parent_id IS NOT NULL AS is_team,
    coalesce(%(hides)s AND (b.people BETWEEN 1 AND 4 OR b.first_time BETWEEN 1 AND 4), false)
      AS is_hidden,
    CASE WHEN NOT (%(hides)s AND b.people BETWEEN 1 AND 4) THEN b.people END AS people,
    CASE WHEN NOT (%(hides)s AND b.first_time BETWEEN 1 AND 4) THEN b.first_time END AS first_time,
    row_number() OVER (PARTITION BY e.pilot_id, b.organisation_id ORDER BY e.on_key, b.id) AS nth
  FROM pilots_engagementbody b
  JOIN pilots_engagement e ON e.id = b.engagement_id
  JOIN partnerships_organisation body ON body.id = b.organisation_id
  LEFT JOIN partnerships_organisation first ON first.id = body.parent_id
  LEFT JOIN partnerships_organisation second ON second.id = first.parent_id
  WHERE e.id IN ({seen})
), fresh AS (
  SELECT *, coalesce(first_time, CASE WHEN nth = 1 AND NOT is_hidden THEN people END) AS new
  FROM met
), team AS (
  SELECT pilot_id, organisation_id, root, is_national, is_apart, is_team,
    CASE WHEN bool_and(new IS NOT NULL) THEN sum(new) ELSE greatest(max(people), sum(new)) END
      AS people,
    bool_and(new IS NOT NULL) AS is_exact,
    count(*) FILTER (WHERE is_unknown) AS unknown, count(*) FILTER (WHERE is_hidden) AS hidden
  FROM fresh GROUP BY pilot_id, organisation_id, root, is_national, is_apart, is_team
)
"""
IN_ALL = """, once AS (
  SELECT organisation_id, root, is_national, is_apart, is_team, max(people) AS people,
    bool_and(is_exact) AND count(*) = 1 AS is_exact, sum(unknown) AS unknown, sum(hidden) AS hidden
  FROM team GROUP BY organisation_id, root, is_national, is_apart, is_team
)
SELECT is_national, 0, count(*) FILTER (WHERE is_team), count(*), count(DISTINCT root),
  count(DISTINCT root) FILTER (WHERE is_apart), sum(people), bool_and(is_exact), sum(unknown),
  sum(hidden)
FROM once GROUP BY is_national
"""
BY_PILOT = """
SELECT is_national, pilot_id, count(*) FILTER (WHERE is_team), count(*), count(DISTINCT root),
  count(DISTINCT root) FILTER (WHERE is_apart), sum(people), bool_and(is_exact), sum(unknown),
  sum(hidden)
FROM team GROUP BY is_national, pilot_id
"""


NO_NUMBER = Quantity(None, unit="people")


@dataclass(frozen=True)
class Bodies:
    """Bodies met of one sort, and how many of their people.

    ``teams`` are those within a larger body; ``whole`` counts the larger bodies, of which so many
    are ``arms_length`` bodies, which are no departments. ``unknown`` is how
    often nobody said how many people there were, ``hidden`` how often there were fewer than five
    and the reader may not know how many.
    """

    teams: int = 0
    bodies: int = 0
    whole: int = 0
    arms_length: int = 0
    people: Quantity = NO_NUMBER
    unknown: int = 0
    hidden: int = 0

    @property
    def whole_words(self) -> str:
        """Departments and arm's-length bodies, counted apart: "2 departments and 1 arm’s-length
        body"."""
        counts = [
            (self.whole - self.arms_length, "department"),
            (self.arms_length, "arm’s-length body,arm’s-length bodies"),
        ]
        return list_words([count_words(count, noun) for count, noun in counts if count])

    @property
    def left_out(self) -> str:
        """What the number of people does not hold, in words; empty where it holds all."""
        if not self.people.known and not self.hidden:
            return "How many people is not known"
        parts = []
        if self.unknown:
            parts.append(f"{count_words(self.unknown, 'number')} not known")
        if self.hidden:
            parts.append(f"{count_words(self.hidden, 'number')} of fewer than 5")
        return f"Left out: {list_words(parts)}" if parts else ""


@dataclass(frozen=True)
class Met:
    """Who was met: teams of departments, and other organisations."""

    national: Bodies = Bodies()
    others: Bodies = Bodies()

    @property
    def words(self) -> str:
        """26 people in 10 teams of 2 departments and 1 arm’s-length body; how many people first
        where it is known."""
        bodies = self.national
        if not bodies.bodies:
            return "No team of a department"
        departments = bodies.whole_words
        teams = count_words(bodies.teams, "team")
        # Some were met without a team of theirs being named
        text = f"{teams} of {departments}" if bodies.teams == bodies.bodies else departments
        if 0 < bodies.teams < bodies.bodies:
            text = f"{departments}, with {teams} named"
        return f"{bodies.people} in {text}" if bodies.people.known else text


def met(user: Any, seen: QuerySet[Any]) -> Met:
    """Who was met at these engagements, which the caller has narrowed to what the reader sees."""
    return _rows(user, seen, IN_ALL).get(0, Met())


def met_by_pilot(user: Any, seen: QuerySet[Any]) -> dict[int, Met]:
    """The same for each pilot by itself. One query."""
    return _rows(user, seen, BY_PILOT)


def _rows(user: Any, seen: QuerySet[Any], final: str) -> dict[int, Met]:
    inner, values = seen.held().order_by().values("pk").query.sql_with_params()
    names = {f"seen_{number}": value for number, value in enumerate(values)}
    named = inner % tuple(f"%({name})s" for name in names) if names else inner
    sql = MET.replace("{seen}", named) + final
    with connection.cursor() as cursor:
        arms_length = Organisation.Sector.ARMS_LENGTH_BODY.value
        given = {
            "national": list(Organisation.NATIONAL),
            "arms_length": arms_length,
            "hides": hides_few(user),
            **names,
        }
        cursor.execute(sql, given)
        rows_by_pilot: dict[int, dict[str, Bodies]] = defaultdict(dict)
        for is_national, pilot, *rest in cursor.fetchall():
            rows_by_pilot[pilot]["national" if is_national else "others"] = _bodies(rest)
    return {pilot: Met(**sorts) for pilot, sorts in rows_by_pilot.items()}


def _bodies(row: list[Any]) -> Bodies:
    teams, bodies, whole, arms_length, people, is_exact, unknown, hidden = row
    exact = Qualifier.EXACTLY if is_exact else Qualifier.AT_LEAST
    number = Quantity(people, None, exact, "people")
    return Bodies(teams, bodies, whole, arms_length, number, int(unknown), int(hidden))


@dataclass(frozen=True)
class Total:
    """What a source says in all, as it says it."""

    people: Quantity
    teams: int | None
    departments: int | None
    as_of: str
    source: Any
    pk: int = 0

    @classmethod
    def of(cls, user: Any, row: EngagementTotal) -> Self:
        """As this reader may know it."""
        return cls(
            pk=row.pk,
            people=shown(user, row.people),
            teams=row.teams,
            departments=row.departments,
            as_of=str(DateWithPrecision.of(row, "as_of") or ""),
            source=row.source,
        )

    @property
    def words(self) -> str:
        """More than 26 people in 10 teams of 2 departments."""
        parts = [str(self.people) if self.people.known else ""]
        where = [
            count_words(number, noun)
            for number, noun in ((self.teams, "team"), (self.departments, "department"))
            if number is not None
        ]
        text = " in ".join(part for part in [*parts, " of ".join(where)] if part)
        return capitalised(text)


def totals(user: Any, rows: Any) -> list[Total]:
    """Totals as their sources say them."""
    return [Total.of(user, row) for row in rows.select_related("source")]
