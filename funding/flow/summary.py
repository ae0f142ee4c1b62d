"""The totals of a list of money as a file of their own: a row for each meaning, never added."""

from __future__ import annotations

from interface.columns import Column

TOO_MANY = "There are too many amounts to add up. Filter to {most:,} or fewer, by place or fund."
COLUMNS = (
    Column("meaning", "Meaning", "What the amounts mean", lambda row: row.label),
    Column("means", "In words", "What that meaning means", lambda row: row.means),
    Column(
        "at_least",
        "At least",
        "The total, counting each pound once: an amount counts less what is passed on in another "
        "row that you can see. If amounts are ranges, or not split between places, this is the "
        "lower end",
        lambda row: row.total.lower if row.total.known else None,
        pounds=True,
    ),
    Column(
        "at_most",
        "At most",
        "The upper end of the sum; the same as the lower one where all is exact",
        lambda row: row.total.upper if row.total.known else None,
        pounds=True,
    ),
    Column("about", "About", "Whether an amount in it is about", lambda row: row.total.is_about),
    Column("flows", "Flows", "How many amounts have this meaning", lambda row: row.total.flows),
    Column(
        "unknown",
        "Amounts not known",
        "How many of them have no amount that is known. They are in no sum",
        lambda row: row.total.unknown,
    ),
)
