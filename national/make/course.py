"""How pilots go: milestones and their moves, changes of plan, risks, phases, what goes on."""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import DEPARTMENTS, cycle, day, pick, when
from pilots.status.checklist import STEPS

_COURSE = ":largest_course"
_ENDED = "status IN ('closed', 'stopped')"
# Went live, was extended, ended
_CAME = f"""CASE k WHEN 1 THEN status NOT IN ('proposed', 'setting_up')
  WHEN 2 THEN status = 'extended' ELSE {_ENDED} END"""
# A set-up of twelve weeks for half of them, delivery, extensions of half a year each
_EXTENSIONS = sql.largest(f"{_COURSE} / 6", "(status = 'extended')::int")

COURSE = kinds(
    f"""
-- one behind and one to come; one in twenty of those behind is late
pilots.Milestone FROM pilots.Pilot TIMES {sql.largest(_COURSE, "2")}
SELECT 'Made-up milestone ' || n || ' of pilot ' || p AS text,
{when("n % 2 = 1", day(-300, -1), day(1, 300))} AS due,
{when("n % 2 = 1 AND n % 20 <> 1", "due + n::int % 9 - 4")} AS done, :made

-- each fifth was planned for another day first
pilots.MilestoneMove FROM pilots.Milestone WHERE id % 5 = 0
SELECT it.due - 42 AS before, it.due AS after, :made

pilots.PlanChange FROM pilots.Pilot TIMES {sql.largest(_COURSE, "(id % 2 = 0)::int")}
SELECT 'One made-up plan ' || n AS before, 'Another' AS after, 'Made up' AS why,
'A made-up board' AS agreed_by, {day(-390, -1)} AS on, :made

pilots.Risk FROM pilots.Pilot TIMES {sql.largest(_COURSE, "1")}
SELECT {sql.upto("3")} AS likelihood, {sql.upto("3")} AS effect, n % :posts + 1 AS owner,
'Made-up job role' AS owner_said, {day(-60, 180)} AS review_on,
{pick({"open": 60, "closed": 20, "passed": 12, "happened": 8})} AS state,
{when("state = 'open'", "''", "'Said in a made-up word'")} AS state_said, :made

pilots.StatusChange FROM pilots.Pilot WHERE {_CAME} TIMES 3
SELECT {cycle("setting_up", "live", "live", by="k - 1")} AS before,
CASE k WHEN 1 THEN 'live' ELSE it.status END AS after,
CASE k WHEN 1 THEN it.start WHEN 2 THEN {day(-300, -1)} ELSE it.end END AS on,
{when("after IN ('closed', 'stopped')", "'Why it ended is made up'", "''")} AS why, :made

pilots.Phase FROM pilots.Pilot TIMES 1 + (id % 2 = 0)::int + {_EXTENSIONS}
SELECT k - 1 - (p % 2 = 0)::int AS _nth,
CASE _nth WHEN -1 THEN 'set_up' WHEN 0 THEN 'delivery' ELSE 'extension' END AS kind,
{when("_nth > 0", "it.end + (_nth - 1) * 182", "it.start + _nth * 84")} AS planned_start,
CASE WHEN _nth < 0 THEN it.start ELSE it.end + _nth * 182 END AS planned_end,
{when("it.status <> 'proposed' AND planned_start < :today", "planned_start")} AS start,
{when("planned_end < :today AND start IS NOT NULL", "planned_end")} AS end,
{sql.but(3, f"p % {DEPARTMENTS} + 1", key="p")} AS paid_by,
{when("paid_by > 0", "''", "'A made-up fund'")} AS paid_by_said, :made

-- half of the start-up checklist of those that set up, all of it of others
pilots.StartStep FROM pilots.Pilot
WHERE (status IN ('proposed', 'setting_up') OR id = 1) AND (k % 2 = 1 OR id % 2 = 0)
TIMES {len(STEPS)}
SELECT {cycle(*(step.key for step in STEPS), by="k - 1")} AS step, 'done' AS state,
'Made-up job role' AS by_role, :made

-- of each that ended, and of the largest as if it had
pilots.Legacy FROM pilots.Pilot TIMES {sql.largest(f"{_COURSE} / 4", f"({_ENDED})::int")}
SELECT 'Made-up thing ' || k || ' that goes on after pilot ' || p AS what,
{cycle("goes_on", "ended", "not_known", by="p + k - 1")} AS state,
{when("state = 'goes_on'", f"p % {DEPARTMENTS} + 1")} AS funder,
{when("state = 'goes_on'", day(100, 900))} AS until, :made
"""  # noqa: S608
)
