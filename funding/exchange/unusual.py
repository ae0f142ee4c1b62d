"""Amounts of a file that are probably wrong: far above the others, or those of their fund.

They are shown before the file is confirmed, and keep nobody from confirming it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from funding.flow.doubts import (
    COMPARED,
    WRONG_MAGNITUDE,
    far_more_than_fund,
    largest_of_funds,
)
from interface.words import pounds
from registry.imported import Scope

FEWEST = 5  # rows of which one can be said to be unlike the others
TIMES = 1_000
MOST = 20
LARGER_THAN_OTHERS = """
WITH middle AS (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) AS amount, count(*) AS rows,
    max(amount) AS largest
  FROM (SELECT (said ->> 'amount_low')::numeric AS amount FROM import_row OFFSET 0) every
) SELECT number, (said ->> 'amount_low')::numeric, NULL
FROM import_row, middle
WHERE rows >= %(fewest)s AND middle.amount > 0 AND largest >= %(times)s * middle.amount
  AND (said ->> 'amount_low')::numeric >= %(times)s * middle.amount
"""
# First legs, as a form compares them (``funding/flow/doubts.py``)
OF_FUNDS = """
SELECT number, (said ->> 'amount_low')::numeric AS amount, (fresh ->> 'fund_id')::bigint AS fund
FROM import_row
WHERE is_new AND fresh ? 'fund_id' AND NOT fresh ? 'passed_on_from'
  AND coalesce(said ->> 'meaning', fresh ->> 'meaning') = ANY(%(compared)s)
  AND coalesce(said ->> 'kind', 'money') = 'money'
"""
LARGER_THAN_FUND = f"""
SELECT number, named.amount, known.value::numeric
FROM ({OF_FUNDS}) named JOIN jsonb_each_text(%(largest)s) known ON known.key = named.fund::text
WHERE named.amount > %(magnitude)s * known.value::numeric
"""  # noqa: S608 - our own words


def unusual(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """Rows whose amount is far off, the first of them first."""
    values: dict[str, Any] = {
        "fewest": FEWEST,
        "times": TIMES,
        "compared": list(COMPARED),
        "magnitude": WRONG_MAGNITUDE,
    }
    larger = f"({LARGER_THAN_OTHERS})"
    if scope.may_fill("fund_id"):
        cursor.execute(f"SELECT DISTINCT fund FROM ({OF_FUNDS}) named", values)  # noqa: S608
        largest = largest_of_funds(scope.user, [fund for (fund,) in cursor.fetchall()])
        values["largest"] = json.dumps({fund: str(amount) for fund, amount in largest.items()})
        larger += f" UNION ALL ({LARGER_THAN_FUND})"
    cursor.execute(f"{larger} ORDER BY 1 LIMIT {MOST}", values)
    for number, amount, of_fund in cursor.fetchall():
        if of_fund is None:
            text = (
                f"{pounds(amount)} is {TIMES:,} times the middle amount of this file, or more. "
                "Is it in pounds?"
            )
        else:
            text = far_more_than_fund(amount, of_fund)
        yield number, "amount", text
