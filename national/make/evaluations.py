"""Who evaluates and what they found; theories of change; costs and benefits; who took it up."""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import cycle, day, when
from pilots.theory.actions import MOST_BOXES
from pilots.theory.drawing import COLUMN

_COURSE = ":largest_course"
_DIRECTIONS = {"positive": 40, "no_effect": 20, "negative": 10, "mixed": 15, "unclear": 15}
# Every programme, the largest pilot several times, and one pilot in twenty
_SUBJECTS = f"""(
  SELECT NULL::int AS pilot, programme FROM generate_series(1, :programmes) programme
  UNION ALL SELECT 1, NULL FROM generate_series(1, {_COURSE} / 10)
  UNION ALL SELECT p, NULL FROM generate_series(1, :pilots, 20) p
) subjects"""  # noqa: S608
# One of one pilot in forty, and more of the largest, the last of them a draft
_VERSIONS = f"""(
  SELECT p AS pilot, 1 AS number FROM generate_series(1, :pilots, 40) p
  UNION ALL SELECT 1, k FROM generate_series(2, {_COURSE} / 10 + 1) k
) versions"""  # noqa: S608

EVALUATIONS = kinds(
    f"""
pilots.Evaluation FROM {_SUBJECTS}
SELECT {when("pilot > 0", "'local'", "'national'")} AS reach,
n * 29 % :organisations + 1 AS evaluator, 'Who pays is made up.' AS independence,
'What it asks is made up.' AS questions, 'How it looks is made up.' AS methods,
{cycle("planned", "under_way", "reported", "reported", "unknown")} AS state,
{when("n % 8 = 0", "'network'", "'public'")} AS visibility, :made

-- an interim and a final one of each; the final one of some is not out
pilots.EvaluationReport FROM pilots.Evaluation TIMES 2
SELECT {cycle("interim", "final", by="k - 1")} AS kind,
{when("k = 1 OR n % 3 > 0", day(-390, -1))} AS published,
{when("published IS NULL", "''", "'https://reports.example/' || n")} AS url, :made

-- a few are not published, one in ten is replaced by the one after it
pilots.EvaluationFinding FROM pilots.Evaluation TIMES {when("pilot_id = 1", _COURSE, "6")}
SELECT 'What was found is made up (' || n || ').' AS claim, {sql.every(3, ":topic")} AS topic,
{cycle("perception", "measured", "judgement", "study", "")} AS evidence,
{cycle("low", "medium", "high", "")} AS confidence,
CASE confidence WHEN '' THEN '' ELSE 'Why so sure is made up.' END AS confidence_why,
{cycle("person", "organisation", "society", "")} AS concerns, {sql.pick(_DIRECTIONS)} AS direction,
n % 2 = 1 AS is_interim, p * 2 - n % 2 AS report,
{when("k < most AND n % 10 = 0", "n + 1")} AS superseded_by,
{sql.level(2, 5, 8, 15, 70)} AS visibility,
{when("superseded_by > 0 OR n % 12 > 0", ":now")} AS published_at, :made

pilots.Theory FROM {_VERSIONS}
SELECT {when("number > 1", "'Why it is new is made up'", "''")} AS why,
{when(f"number <= {_COURSE} / 10", ":now")} AS agreed_at, :made

-- from the problem to what changes in the end
pilots.TheoryBox FROM pilots.Theory
TIMES {when("pilot_id = 1", f"greatest(8, least({MOST_BOXES}, {_COURSE}))", "8")}
SELECT {cycle(*COLUMN, by=f"(k - 1) * {len(COLUMN)} / most")} AS kind, 'Made-up step ' || k AS text,
:made

-- each leads on to the next two
pilots.TheoryLink FROM pilots.TheoryBox
WHERE theory_id = (SELECT theory_id FROM pilots_theorybox other WHERE other.id = it.id + k) TIMES 2
SELECT it.theory_id AS theory, p AS start, p + k AS end, :made

-- a cost and a benefit each; many of the largest pilot
pilots.CostLine FROM pilots.Pilot TIMES {sql.largest(f"{_COURSE} / 2", "2 * (id % 5 = 1)::int")}
SELECT {cycle("cost", "benefit", by="k - 1")} AS side, 'Made-up amount ' || k AS item,
{sql.but(7, "(p + k - 1) % 90 * 1000", key="(p + k - 1)")} AS amount_low, '2025/26' AS years,
2025 AS price_year, 'estimate' AS basis, :made

-- another place took it up
pilots.Spread FROM pilots.Pilot WHERE id % 20 = 1
SELECT 'What they took up is made up' AS what, {day(-390, -1)} AS on, :place AS place,
'A made-up letter' AS known_from, :made
"""  # noqa: S608
)
