"""How definitions of figures come in from a list: what pilots count, before anything is counted."""

from __future__ import annotations

from typing import Any

from access.permissions import contributes
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import reference_column
from pilots.models import Indicator
from pilots.pilot.import_names import known_by, of_pilots, pilot_column, pilots_logged
from registry.import_new import column_of_new
from registry.import_readers import Choice, Text
from registry.imported import ImportFormat, Row, Scope

DIRECTION = Choice.of(
    Indicator,
    "direction",
    up="higher,higher is better,increase,more",
    down="lower,lower is better,decrease,fewer,less",
)


def _finish(row: Row, scope: Scope) -> None:
    row.fresh["number"] = 0


# The next numbers of each pilot, in the order of the rows
NUMBERS = """
UPDATE import_row SET fresh = fresh || jsonb_build_object('number', drawn.number)
FROM (
  SELECT row.number AS row_number, coalesce(had.last, 0)
    + row_number() OVER (PARTITION BY row.only_new ->> 'pilot_id' ORDER BY row.number) AS number
  FROM import_row row
  LEFT JOIN (SELECT pilot_id, max(number) AS last FROM pilots_indicator GROUP BY pilot_id) had
    ON had.pilot_id = (row.only_new ->> 'pilot_id')::bigint
  WHERE row.is_new) drawn
WHERE import_row.number = drawn.row_number
"""


def _before_writing(cursor: Any, _: Scope) -> None:
    """Each new figure has the next number of its pilot; nobody else draws one meanwhile."""
    cursor.execute(
        "SELECT 1 FROM pilots_pilot WHERE id IN (SELECT (only_new ->> 'pilot_id')::bigint "
        "FROM import_row WHERE is_new) ORDER BY id FOR UPDATE"
    )
    cursor.execute(NUMBERS)


IN_FILES = ImportFormat(
    key="indicators",
    noun="figure",
    title="What pilots count",
    makes=Indicator,
    columns=(
        reference_column("indicator", "figure", "kpi"),
        pilot_column(),
        column_of_new(
            *("name", "Figure", Text(200), "indicator", "kpi", "measure", "metric", "name"),
            is_needed=True,
            only_new=False,
        ),
        column_of_new(
            *("unit", "Unit", Text(60), "counted in", "unit of measure", "units"), is_needed=True
        ),
        column_of_new(
            *("definition", "What is counted, and how", Text(LONGEST, lines=True)),
            *("definition", "description", "how measured", "data source"),
        ),
        column_of_new("direction", "Higher or lower is better", DIRECTION, "direction", "polarity"),
        column_of_new("condition", "Condition", Text(300), "caveat"),
        column_of_new("counted_by", "Whose figures", Text(200), "collected by", "source of data"),
    ),
    permission=contributes,
    there=lambda scope: known_by(Indicator.objects.filter(pilot__in=pilots_logged(scope)), "name"),
    finish=_finish,
    key_of=lambda row: f"{row.said('pilot_id')} {row.said('name') or ''}",
    named_by="name",
    called_by="name",
    before_writing=_before_writing,
    shown=lambda one: (f"{one.name}: {one.pilot.title}", one.get_absolute_url()),
    holds="A list of what each pilot counts; plans and counts are entered afterwards",
    note="Whoever sees the pilot reads them. Plans and counts are entered on their pages.",
    in_programme=of_pilots(),
    order=13,
)
