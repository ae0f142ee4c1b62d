"""Where money first comes from: the giver of the first leg, as far up as a reader sees it."""

from __future__ import annotations

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from funding.models import Flow
from partnerships.models import Organisation

# From each flow that passes money on up to the first that the reader sees
TRACED = """
SELECT traced.start FROM (
  WITH RECURSIVE up (start, id, parent_id, giver_id) AS (
    SELECT rows.id, rows.id, rows.parent_id, rows.giver_id
    FROM ({rows}) AS rows (id, parent_id, giver_id)
    UNION
    SELECT up.start, next.id, next.parent_id, next.giver_id
    FROM up CROSS JOIN LATERAL ({above} OFFSET 0) AS next (id, parent_id, giver_id)
  )
  SELECT up.start FROM up WHERE up.giver_id = %s
    AND NOT EXISTS (SELECT FROM up next WHERE next.start = up.start AND next.id = up.parent_id)
) traced"""


def first_from(rows: QuerySet[Flow], visible: QuerySet[Flow], body: Organisation) -> QuerySet[Flow]:
    """The flows of ``rows`` whose money first comes from a body, directly or passed on by others.

    A leg whose parent is not in ``visible`` comes first from its own giver.
    """
    columns = ("pk", "parent_id", "giver_id")
    onward = rows.filter(parent__isnull=False).order_by().values_list(*columns)
    above = visible.filter(pk=RawSQL("up.parent_id", ())).order_by().values_list(*columns)
    try:
        onward_sql, onward_values = onward.query.sql_with_params()
        above_sql, above_values = above.query.sql_with_params()
    except EmptyResultSet:
        return rows.none()
    sql = TRACED.format(rows=onward_sql, above=above_sql)
    traced = RawSQL(sql, (*onward_values, *above_values, body.pk))  # noqa: S611 - values are bound
    return rows.filter(Q(parent=None, giver=body) | Q(pk__in=traced))
