"""Figures of pilots: what each counts, what was planned, and long series, some of it corrected."""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import cycle, day, draw, when
from pilots.models import TargetOutcome

_UNITS = ("people", "homes", "visits", "days a week", "%")
_LENGTH = when("pilot_id = 1", "greatest(:actuals_each, :largest_updates)", ":actuals_each")
# Long series, and one in a hundred of them corrected: the next row replaces it
_SERIES = f"""(
    SELECT indicator, back, m, c, least(value, most) AS value FROM (
        SELECT i.id AS indicator, back, {when("unit = '%'", "100")} AS most,
          row_number() OVER (ORDER BY i.id, back DESC) AS m,
          sum(floor({draw("step of a figure", "i.id * 1000 + back")} * 9)) OVER (
            PARTITION BY i.id ORDER BY back DESC
          ) + floor({draw("start of a figure", "i.id")} * 20) AS value
        FROM pilots_indicator i, LATERAL generate_series(0, {_LENGTH} - 1) back
    ) i, LATERAL generate_series(0, (m % 97 = 0 AND m % 20 > 0)::int) c ORDER BY m, c
) series"""  # noqa: S608
_DEFINITIONS = ":shared_definitions"
_ENDED = "(SELECT id FROM pilots_pilot WHERE status IN ('closed', 'stopped'))"

FIGURES = kinds(
    f"""
-- one in five means something else since
pilots.SharedDefinition FROM {_DEFINITIONS}
SELECT {cycle(*_UNITS)} AS unit, unit <> '%' AS may_add, 1 + (n % 5 = 0)::int AS edition,
'How it is counted is made up.' AS how, {when("edition > 1", "'Made up'", "''")} AS edition_why,
n % :programmes + 1 AS programme, 2 AS version, :times

pilots.SharedDefinitionTopic FROM {_DEFINITIONS}
SELECT n AS shared

-- one in three follows a shared definition, a few of them often; some an old edition
pilots.Indicator FROM pilots.Pilot
TIMES {sql.largest("greatest(:indicators_each, :largest_indicators)", ":indicators_each")}
SELECT 'Made-up figure ' || k AS name, k AS number,
{when("(p + k) % 3 = 0", "pg_temp.shared(:u)")} AS shared,
{cycle(*_UNITS, by="coalesce(shared, p + k)")} AS unit,
{when("k > 1 AND n % 4 = 0", "n - 1")} AS part_of,
{when("shared > 0", "1 + (shared % 5 = 0 AND n % 3 > 0)::int")} AS shared_edition,
{when("shared > 0 AND n % 5 = 0", "'A made-up difference'", "''")} AS shared_difference, :made

pilots.IndicatorPlan FROM pilots.Indicator
SELECT 'What the plan counts is made up' AS definition, :made,
least(50 + p % 400, {when("it.unit = '%'", "100")}) AS target_low

-- monthly; one in twenty is not known
pilots.Actual FROM {_SERIES}
SELECT {cycle("different", "same", "same", by="indicator")} AS counts,
{when("indicator % 3 = 0", "'It counts another made-up thing.'", "''")} AS difference,
'Made-up case records' AS source_said, m % 97 = 0 AND m % 20 > 0 AND c = 0 AS superseded,
{when("m % 20 = 0", "'not_counted'", "''")} AS missing, :today - 30 * back AS as_of,
{when("m % 20 > 0", "greatest(value - superseded::int, 0)")} AS value_low,
{when("c = 1", "n - 1")} AS replaces

pilots.IndicatorDefinition FROM pilots.Indicator WHERE id % 50 = 0
SELECT 'What it counted before is made up' AS definition, {day(-600, -90)} AS until, :made

pilots.Remeasure FROM pilots.Indicator WHERE number = 1 AND pilot_id % 4 = 0 OR pilot_id = 1
SELECT {day(-30, 500)} AS due, 'Made-up job role' AS who,
{when("p % 3 = 0", "'proposed'", "'agreed'")} AS state, :made

pilots.TargetOutcome FROM pilots.Indicator WHERE pilot_id IN {_ENDED}
SELECT {cycle(*TargetOutcome.Outcome.values, by="p")} AS outcome, p AS plan, :made
"""  # noqa: S608
)
