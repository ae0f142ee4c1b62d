"""Amounts of a file that are probably wrong: far larger than the others, or than all of their fund.

They are shown before the file is confirmed, and keep nobody from confirming it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interface.words import pounds
from partnerships.imported import Scope

FEWEST = 5  # rows of which one can be said to be unlike the others
TIMES = 1_000
MOST = 20
LARGER_THAN_OTHERS = """
WITH middle AS (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (said ->> 'amount_low')::numeric) AS amount,
    count(*) AS rows
  FROM import_row
) SELECT number, (said ->> 'amount_low')::numeric, NULL
FROM import_row, middle
WHERE rows >= %(fewest)s AND middle.amount > 0
  AND (said ->> 'amount_low')::numeric >= %(times)s * middle.amount
"""
LARGER_THAN_FUND = """
WITH named AS (
  SELECT number, (said ->> 'amount_low')::numeric AS amount, (fresh ->> 'fund_id')::bigint AS fund
  FROM import_row WHERE is_new AND fresh ? 'fund_id'
    AND coalesce(said ->> 'meaning', fresh ->> 'meaning') IN ('committed', 'paid', 'forecast')
    AND coalesce(said ->> 'kind', 'money') = 'money'
), known AS (
  SELECT fund_id, sum(amount_low) AS amount FROM funding_flow
  WHERE id IN (SELECT id FROM import_there) AND kind = 'money' AND meaning = 'committed'
  GROUP BY fund_id
) SELECT number, named.amount, known.amount
FROM named JOIN known ON known.fund_id = named.fund AND named.amount > known.amount
"""


def unusual(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    """Rows whose amount is far off, the first of them first."""
    values = {"fewest": FEWEST, "times": TIMES}
    cursor.execute(
        f"({LARGER_THAN_OTHERS}) UNION ALL ({LARGER_THAN_FUND}) ORDER BY 1 LIMIT {MOST}",
        values,
    )
    for number, amount, of_fund in cursor.fetchall():
        if of_fund is None:
            text = f"{pounds(amount)} is {TIMES:,} times the middle amount of this file, or more"
        else:
            text = f"{pounds(amount)} is more than the {pounds(of_fund)} known of its fund so far"
        yield number, "amount", f"{text}. Is it in pounds?"
