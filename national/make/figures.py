"""Figures of pilots: what each counts, what was planned, and long series, some of it corrected."""

from __future__ import annotations

from national.make.rows import MADE, TIMES, TOPICS, Rows, cycle, day, draw, many, those
from pilots.models import (
    Actual,
    Indicator,
    IndicatorDefinition,
    IndicatorPlan,
    Remeasure,
    SharedDefinition,
    SharedDefinitionTopic,
    TargetOutcome,
)

_UNITS = ("people", "homes", "visits", "days a week", "%")
# Long series, and the last one in a hundred of them corrected: so that the next row replaces it
_SERIES = f"""(
    SELECT i.id AS f, back, m, c, value FROM (
        SELECT i.id, i.unit, back, row_number() OVER (ORDER BY i.id, back DESC) AS m,
          sum(floor({draw("step of a figure", "i.id * 1000 + back")} * 9)) OVER (
            PARTITION BY i.id ORDER BY back DESC
          ) + floor({draw("start of a figure", "i.id")} * 20) AS value
        FROM pilots_indicator i, LATERAL generate_series(
          0, CASE WHEN pilot_id = 1 THEN greatest(:actuals_each, :largest_updates)
             ELSE :actuals_each END - 1
        ) back
    ) i, LATERAL generate_series(0, (m % 97 = 0 AND m % 20 > 0)::int) c ORDER BY m, c
) series"""  # noqa: S608

FIGURES = (
    Rows(  # one in five means something else since
        SharedDefinition,
        "generate_series(1, :shared_definitions)",
        {
            "slug": "'made-up-definition-' || n",
            "name": "'Made-up definition ' || n",
            "unit": cycle(*_UNITS),
            "definition": "'What it means is made up.'",
            "how": "'How it is counted is made up.'",
            "may_add": "unit <> '%'",
            "edition": "1 + (n % 5 = 0)::int",
            "edition_why": "CASE WHEN edition > 1 THEN 'Made up' ELSE '' END",
            "programme": "n % :programmes + 1",
            "version": "2",  # when made, and with its topic
            **TIMES,
        },
    ),
    Rows(
        SharedDefinitionTopic,
        "generate_series(1, :shared_definitions)",
        {"shared": "n", "topic": f"n % {TOPICS} + 1"},
    ),
    Rows(  # one in three follows a shared definition, a few of them often
        Indicator,
        many(":indicators_each", largest="greatest(:indicators_each, :largest_indicators)"),
        {
            "pilot": "p",
            "number": "k",
            "name": "'Made-up figure ' || k",
            "shared": "CASE WHEN (p + k) % 3 = 0 THEN pg_temp.shared(:u) END",
            "unit": f"CASE WHEN shared > 0 THEN {cycle(*_UNITS, by='shared')} "
            f"ELSE {cycle(*_UNITS, by='(p + k)')} END",
            "part_of": "CASE WHEN k > 1 AND n % 4 = 0 THEN n - 1 END",
            # Some follow an old edition, some differ
            "shared_edition": "CASE WHEN shared % 5 = 0 AND n % 3 > 0 THEN 2 "
            "WHEN shared > 0 THEN 1 END",
            "shared_difference": "CASE WHEN shared > 0 AND n % 5 = 0 "
            "THEN 'A made-up difference' ELSE '' END",
            **MADE,
        },
    ),
    Rows(
        IndicatorPlan,
        those("pilots_indicator", "id AS f, unit AS counted"),
        {
            "indicator": "f",
            "definition": "'What the plan counts is made up'",
            "target_low": "least(50 + f % 400, CASE WHEN counted = '%' THEN 100 END)",
            **MADE,
        },
    ),
    Rows(  # monthly; one in twenty is not known, one in a hundred was corrected
        Actual,
        _SERIES,
        {
            "indicator": "f",
            "counts": cycle("different", "same", "same", by="f"),
            "difference": "CASE WHEN f % 3 = 0 THEN 'It counts another made-up thing.' ELSE '' END",
            "source_said": "'Made-up case records'",
            "missing": "CASE WHEN m % 20 = 0 THEN 'not_counted' ELSE '' END",
            "superseded": "m % 97 = 0 AND m % 20 > 0 AND c = 0",
            "value_low": "CASE WHEN m % 20 > 0 THEN value - superseded::int END",
            "as_of": ":today - 30 * back",
            "replaces": "CASE WHEN c = 1 THEN n - 1 END",
        },
    ),
    Rows(
        IndicatorDefinition,
        those("pilots_indicator", "id AS f", "id % 50 = 0"),
        {
            "indicator": "f",
            "definition": "'What it counted before is made up'",
            "until": day(-600, -90),
            "why": "'Made up'",
            **MADE,
        },
    ),
    Rows(
        Remeasure,
        those(
            "pilots_indicator",
            "id AS f",
            "number = 1 AND pilot_id % 4 = 0 OR pilot_id = 1",
        ),
        {
            "indicator": "f",
            "due": day(-30, 500),
            "who": "'Made-up job role'",
            "state": "CASE WHEN f % 3 = 0 THEN 'proposed' ELSE 'agreed' END",
            **MADE,
        },
    ),
    Rows(
        TargetOutcome,
        "(SELECT i.id AS f FROM pilots_indicator i JOIN pilots_pilot p ON p.id = i.pilot_id "
        "WHERE p.status IN ('closed', 'stopped') ORDER BY i.id) ended",
        {"plan": "f", "outcome": cycle(*TargetOutcome.Outcome.values, by="f"), **MADE},
    ),
)
