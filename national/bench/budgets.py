"""What a measured page may cost, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

TIMES = 20
SIGNED_IN, SIGNED_OUT = "signed in", "signed out"
EVERYBODY = ("contributor", "lead", SIGNED_OUT)
# Who logs progress at a place with as many pilots as a council has
ORDINARY = "council officer"


@dataclass(frozen=True)
class Budget:
    """What a page may cost (docs/decisions/0013): processor time of this program and PostgreSQL's
    together, and of the latter alone, blocks that it looks at. None: no bound."""

    queries: int | None = 12
    processor_ms: float | None = None
    database_ms: float | None = None
    blocks: int | None = None


LIST = Budget(processor_ms=75, database_ms=37.5, blocks=25_000)
# Names of accounts are searched without an index: 20,000 are read through in 25 ms
PEOPLE = replace(LIST, database_ms=None)
PAGE = replace(LIST, queries=30, blocks=15_000)
# Of somebody who keeps a tenth of all pilots: sixty kinds of day are asked for in one statement
CALENDAR = replace(PAGE, blocks=25_000)
# Hundreds of areas drawn, each of which is asked what is in it
MAP = replace(PAGE, processor_ms=100, database_ms=None, blocks=20_000)
DASHBOARD = Budget(queries=30, processor_ms=60, blocks=25_000)
# Six places at once, each with all that it has
COMPARED = Budget(queries=20, processor_ms=100, blocks=25_000)
REPORT = Budget(queries=15, database_ms=300, blocks=45_000)
# What changed in a region is read kind by kind, and written down
DRAFT = replace(REPORT, queries=30, blocks=12_000)
# Everything that would move is written down and taken back, kind by kind
PREVIEW = replace(REPORT, queries=100, blocks=1_000)
# As much as any pilot may have, drawn on one page
LARGEST_PILOT = Budget(queries=30, processor_ms=500, blocks=25_000)
# What waits for one person is looked for in every part; who is measured keeps a tenth of all
MY_WORK = replace(PAGE, queries=40, processor_ms=90, database_ms=65)
# What waits for an officer of one council
OWN_WORK = replace(PAGE, database_ms=60, blocks=4_000)
# Everything about a programme, written while it is sent
WHOLE = Budget(queries=None, processor_ms=60_000, blocks=700_000)
UPLOAD = Budget(queries=60, processor_ms=20_000, blocks=600_000)
SEARCH = replace(DASHBOARD, queries=20, processor_ms=150, blocks=20_000)
# Asked with each letter that somebody types
FINDING = Budget(queries=12, database_ms=10, blocks=2_000)
ASKING = replace(DASHBOARD, processor_ms=100)


@dataclass(frozen=True)
class BenchPage:
    """One address to measure, with its budget.

    ``sent`` is what is posted to it, and taken back, with ``file`` where one is sent along.
    ``times`` is how often it is asked for. ``reader`` names who alone may read it, or is
    ``SIGNED_IN``; without one ``EVERYBODY`` may.
    """

    name: str
    url: str
    budget: Budget
    reader: str = ""
    sent: dict[str, str] | None = None
    answer: int = 200
    file: bytes = b""
    times: int = TIMES

    @property
    def readers(self) -> tuple[str, ...]:
        """The kinds of reader that it is measured for."""
        return {"": EVERYBODY, SIGNED_IN: EVERYBODY[:2]}.get(self.reader, (self.reader,))


def at(view: str, *args: object, **asked: str) -> str:
    """The address of a page, with what is asked of it."""
    url = reverse(view, args=args)
    return f"{url}?{urlencode(asked)}" if asked else url
