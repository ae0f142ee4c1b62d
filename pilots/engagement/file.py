"""Meetings and visits as a file: one row for each body that was there, as this reader sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from interface.exports import Column
from pilots.engagement.reading import ReadEngagement, read
from pilots.indicator.codebook import iso
from pilots.models import Engagement

AT_ONCE = 500


def told(user: Any, today: dt.date, rows: Iterable[Engagement]) -> Iterator[Engagement]:
    """The rows with ``told``: each as this reader sees it. Two queries for every 500."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        for row, one in zip(some, read(user, some, today), strict=True):
            row.told = one
            yield row


def columns() -> list[Column]:
    """The columns of rows that were ``told``."""

    def said(name: str) -> Any:
        return lambda row: getattr(row.told, name)

    return [
        Column("number", "Number", "Within the pilot", lambda row: row.number),
        Column("kind", "Kind", "Meeting, visit, workshop or outreach", said("kind")),
        Column("state", "State", "Took place, planned or called off", said("state")),
        Column("day", "Day", "No more exact than known", lambda row: iso(row.day)),
        Column("place", "Place", "Where", said("place")),
        Column("method", "How", "How people met; empty is not known", said("method")),
        Column("purpose", "About", "What it was about", said("purpose")),
        Column(
            "met",
            "Who was there",
            "Teams and organisations, with how many of their people where that is known",
            said("met"),
        ),
        Column(
            "people",
            "People",
            "How many came or were reached; from 1 to 4 the public reads that they are fewer than "
            "5, and no total from which that could be worked out",
            lambda row: str(row.told.came) if row.told.came.known else None,
        ),
        Column("findings", "Learned", "Only for signed-in readers", said("findings")),
        Column("decisions", "Decided", "Only for signed-in readers", said("decisions")),
        Column(
            "promises",
            "Promised",
            "What, by whom and by when; only for signed-in readers",
            lambda row: "; ".join(_promises(row.told)),
        ),
        Column("source", "Source", "Where it is from", lambda row: row.source),
        Column("address", "Address", "Its page", said("url")),
    ]


def _promises(one: ReadEngagement) -> Iterable[str]:
    return (f"{each.text} ({each.owner}, {each.due}, {each.status})" for each in one.promises)
