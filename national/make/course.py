"""How pilots go: milestones and their moves, changes of plan, risks, phases, what goes on."""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import DEPARTMENTS, cycle, day, many, pick, those, when
from pilots.status.checklist import STEPS

_PILOT = 'id AS pilot, id AS p, status AS stands, start AS first, "end" AS last'
_ENDED = "status IN ('closed', 'stopped')"
_SETTING_UP = "status IN ('proposed', 'setting_up')"
# When each went live, was extended and ended
_TURNS = f"""(SELECT pilot, before, after, day FROM {those("pilots.Pilot", _PILOT)}, LATERAL (VALUES
    (1, 'setting_up', 'live', first, stands NOT IN ('proposed', 'setting_up')),
    (2, 'live', 'extended', NULL, stands = 'extended'),
    (3, 'live', stands, last, stands IN ('closed', 'stopped'))
  ) turn(at, before, after, day, came) WHERE came ORDER BY pilot, at
) turns"""  # noqa: S608
# A set-up of twelve weeks for half of them, delivery, extensions of half a year each
_EXTENSIONS = when("id = 1", ":largest_course / 6", "(status = 'extended')::int")
_COURSE = ":largest_course"

COURSE = kinds(
    f"""
-- one behind and one to come; one in twenty of those behind is late
pilots.Milestone FROM {many("pilot", "2", largest=_COURSE)}
SELECT 'Made-up milestone ' || n || ' of pilot ' || p AS text,
{when("n % 2 = 1", day(-300, -1), day(1, 300))} AS due,
{when("n % 2 = 1 AND n % 20 <> 1", "due + n::int % 9 - 4")} AS done, :made

-- each fifth was planned for another day first
pilots.MilestoneMove FROM {
        those("pilots.Milestone", "id AS milestone, due - 42 AS before, due AS after", "id % 5 = 0")
    }
SELECT :made

pilots.PlanChange FROM {many("pilot", "(p % 2 = 0)::int", largest=_COURSE)}
SELECT 'One made-up plan ' || n AS before, 'Another' AS after, 'Made up' AS why,
'A made-up board' AS agreed_by, {day(-390, -1)} AS on, :made

pilots.Risk FROM {many("pilot", "1", largest=_COURSE)}
SELECT {sql.upto("3")} AS likelihood, {sql.upto("3")} AS effect, n % :posts + 1 AS owner,
'Made-up job role' AS owner_said, {day(-60, 180)} AS review_on,
{pick({"open": 60, "closed": 20, "passed": 12, "happened": 8})} AS state,
{when("state = 'open'", "''", "'Said in a made-up word'")} AS state_said, :made

pilots.StatusChange FROM {_TURNS}
SELECT coalesce(day, {day(-300, -1)}) AS on,
{when("after IN ('closed', 'stopped')", "'Why it ended is made up'", "''")} AS why, :made

pilots.Phase FROM {those("pilots.Pilot", _PILOT, times=f"1 + (id % 2 = 0)::int + {_EXTENSIONS}")}
SELECT k - 1 - (p % 2 = 0)::int AS _nth,
CASE _nth WHEN -1 THEN 'set_up' WHEN 0 THEN 'delivery' ELSE 'extension' END AS kind,
{when("_nth > 0", "last + (_nth - 1) * 182", "first + _nth * 84")} AS planned_start,
CASE WHEN _nth < 0 THEN first ELSE last + _nth * 182 END AS planned_end,
{when("stands <> 'proposed' AND planned_start < :today", "planned_start")} AS start,
{when("planned_end < :today AND start IS NOT NULL", "planned_end")} AS end,
{sql.but(3, f"p % {DEPARTMENTS} + 1", key="p")} AS paid_by,
{when("paid_by > 0", "''", "'A made-up fund'")} AS paid_by_said, :made

-- half of the start-up checklist of those that set up, all of it of others
pilots.StartStep FROM {
        those(
            "pilots.Pilot",
            _PILOT,
            f"({_SETTING_UP} OR id = 1) AND (k % 2 = 1 OR id % 2 = 0)",
            times=str(len(STEPS)),
        )
    }
SELECT {cycle(*(step.key for step in STEPS), by="k - 1")} AS step, 'done' AS state,
'Made-up job role' AS by_role, :made

-- of each that ended, and of the largest as if it had
pilots.Legacy FROM {
        those(
            "pilots.Pilot", _PILOT, times=when("id = 1", ":largest_course / 4", f"({_ENDED})::int")
        )
    }
SELECT 'Made-up thing ' || k || ' that goes on after pilot ' || p AS what,
{cycle("goes_on", "ended", "not_known", by="p + k - 1")} AS state,
{when("state = 'goes_on'", f"p % {DEPARTMENTS} + 1")} AS funder,
{when("state = 'goes_on'", day(100, 900))} AS until, :made
"""  # noqa: S608
)
