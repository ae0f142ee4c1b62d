"""What a measured page may cost, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

TIMES = 20
SIGNED_IN, SIGNED_OUT = "signed in", "signed out"
# Who logs progress at a place with as many pilots as a council has
ORDINARY = "council officer"


@dataclass(frozen=True)
class Budget:
    """What a page may cost (docs/decisions/0013). None: no bound."""

    queries: int | None = 12
    server_ms: float | None = None
    sql_share: float | None = None
    sql_ms: float | None = None


LIST = Budget(server_ms=75, sql_share=0.5)
# Names of accounts are searched without an index: 20,000 are read through in 25 ms
PEOPLE = replace(LIST, sql_share=None)
PAGE = replace(LIST, queries=30)
# Hundreds of areas drawn, each of which is asked what is in it
MAP = replace(PAGE, server_ms=100, sql_share=None)
DASHBOARD = Budget(queries=30, server_ms=60)
# Six places at once, each with all that it has
COMPARED = Budget(queries=20, server_ms=100)
REPORT = Budget(queries=15, sql_ms=300)
# What changed in a region is read kind by kind, and written down
DRAFT = replace(REPORT, queries=30)
# Everything that would move is written down and taken back, kind by kind
PREVIEW = replace(REPORT, queries=100)
# As much as any pilot may have, drawn on one page
LARGEST_PILOT = Budget(queries=30, server_ms=500)
# What waits for one person is looked for in every part; who is measured keeps a tenth of all
MY_WORK = replace(PAGE, queries=40, server_ms=300, sql_share=None)
# What waits for an officer of one council
OWN_WORK = replace(PAGE, sql_ms=60, sql_share=None)
# Everything about a programme, written while it is sent
WHOLE = Budget(queries=None, server_ms=60_000)
UPLOAD = Budget(queries=60, server_ms=20_000)
SEARCH = replace(DASHBOARD, queries=20, server_ms=150)
# Asked with each letter that somebody types
FINDING = Budget(queries=12, sql_ms=10)
ASKING = replace(DASHBOARD, server_ms=100)


@dataclass(frozen=True)
class BenchPage:
    """One address to measure, with its budget.

    ``sent`` is what is posted to it, and taken back, with ``file`` where one is sent along.
    ``times`` is how often it is asked for. ``reader`` names who alone may read it: one of
    ``readers``, or of ``keepers``, or ``SIGNED_IN`` for all of ``readers`` that are. Without one,
    everybody of ``readers`` does.
    """

    name: str
    url: str
    budget: Budget
    reader: str = ""
    sent: dict[str, str] | None = None
    answer: int = 200
    file: bytes = b""
    times: int = TIMES

    def read_by(self, reader: str) -> bool:
        """Whether it is measured for this reader of everybody."""
        return self.reader in ("", reader) or (self.reader == SIGNED_IN and reader != SIGNED_OUT)
