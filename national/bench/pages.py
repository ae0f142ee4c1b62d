"""What each page costs on the synthetic national install, by reader (docs/decisions/0013)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from statistics import median, median_low
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.frames import in_one_piece
from national.bench.addresses import pages
from national.bench.budgets import TIMES, BenchPage, Budget
from national.bench.cost import Cost, blocks, calls, watched
from national.bench.readers import readers

WARM_UP = 3
TRIES = 3
SLOWER = 1.1  # times what it was before


@dataclass
class Measured:
    """Queries and milliseconds of a page, of the reader in the middle; calls of functions for one;
    blocks on average, or None where nobody counts them."""

    page: str
    reader: str
    readers: int
    rows: int
    queries: int
    calls: int
    blocks: float | None
    ours_ms: float
    database_ms: float
    wall_ms: float
    over: list[str] = field(default_factory=list)

    @property
    def processor_ms(self) -> float:
        """Of this process and of the database's."""
        return self.ours_ms + self.database_ms

    def times(self, before: Measured) -> dict[str, float]:
        """How many times as much it takes as before. Neighbours add no calls and no blocks."""
        pairs = {
            "processor time": (self.processor_ms, before.processor_ms),
            "calls": (self.calls, before.calls),
            "blocks": (self.blocks, before.blocks),
        }
        return {what: now / was if now and was else 1.0 for what, (now, was) in pairs.items()}


# Of a run before, by page and reader
Before = Mapping[tuple[str, str], Measured]


def run(before: Before, only: str = "", *, single: bool = False) -> Iterator[Measured]:
    """Measure every page whose name holds ``only``, for each kind of reader who may read it; with
    ``single`` one time each, after another that is not counted."""
    wanted = [page for page in pages() if only in page.name]
    if single:
        wanted = [replace(page, times=1) for page in wanted]
    for reader, people in readers().items():
        own = [page for page in wanted if reader in page.readers]
        clients = [signed_in(one) for one in people] if own else []
        for page in own:
            if single and page.sent is None:
                once(clients[0], page)
            yield judged(page, reader, clients, before.get((page.name, reader)))


def signed_in(user: User | None) -> Client:
    """The browser of somebody; of a resident, for None."""
    client = Client()
    if user:
        client.force_login(user)
        client.get(reverse("privacy"))  # what waits for somebody is counted anew once an hour
    return client


def judged(
    page: BenchPage, reader: str, clients: list[Client], before: Measured | None = None
) -> Measured:
    """What is over a bound is measured again: others on the machine can make work only longer."""
    found: list[Measured] = []
    while len(found) < TRIES:
        found.append(measure(page, reader, clients))
        least = min(found, key=lambda one: one.processor_ms)
        least.over = [*_over(least, page.budget), *slower(least, before)]
        if not least.over:
            break
    return least


def measure(page: BenchPage, reader: str, clients: list[Client]) -> Measured:
    """Its readers come in turn, beginning with another one for each page."""
    turn = islice(cycle(clients), crc32(page.name.encode()) % len(clients), None)
    for _ in range(WARM_UP if page.times == TIMES else 0):
        once(next(turn), page)
    costs: list[Cost] = []
    content, read = b"", blocks()
    for client in islice(turn, page.times):
        with watched() as cost:
            content = in_one_piece(once, client, page)  # as a server calls it
        costs.append(cost)
    read = None if read is None else ((blocks() or 0) - read) / page.times
    called = calls(once, next(turn), page) if page.times == TIMES else 0
    return Measured(
        page.name,
        reader,
        len(clients),
        content.count(b"<tr") + content.count(b"<li"),
        median_low(cost.queries for cost in costs),
        called,
        read,
        *(median(getattr(cost, of) for cost in costs) for of in ("ours", "database", "wall")),
    )


def once(client: Client, page: BenchPage) -> bytes:
    """What it answers, to the last byte."""
    if page.sent is None:
        response = client.get(page.url)
    else:
        with transaction.atomic():
            file = {"file": SimpleUploadedFile("figures.csv", page.file)} if page.file else {}
            response = client.post(page.url, {**page.sent, **file})
            transaction.set_rollback(True)
    if response.status_code != page.answer:
        raise RuntimeError(f"{page.name} ({page.url}) answered {response.status_code}")
    return response.getvalue()


def _over(found: Measured, budget: Budget) -> Iterator[str]:
    for taken, most, what in (
        (found.queries, budget.queries, "queries"),
        (found.blocks, budget.blocks, "blocks"),
        (found.processor_ms, budget.processor_ms, "ms"),
        (found.database_ms, budget.database_ms, "ms of the database"),
    ):
        if taken and most and taken > most:
            yield f"{taken:.0f} {what}, not {most:.0f}"


def slower(found: Measured, before: Measured | None) -> Iterator[str]:
    """What it takes a tenth more of than before."""
    if before:
        for what, times in found.times(before).items():
            if times > SLOWER:
                yield f"{times:.2f} times the {what} of before"
