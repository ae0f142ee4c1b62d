"""How fast each page is on the synthetic national install, by reader (design §12)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from config.frames import in_one_piece
from national.bench.addresses import keepers, pages, readers
from national.bench.budgets import TIMES, BenchPage, Budget

WARM_UP = 3


@dataclass
class Measured:
    """The medians of one page for one reader; milliseconds. ``ratio`` is to the bare page."""

    page: str
    reader: str
    rows: int
    queries: int
    sql_ms: float
    server_ms: float
    ratio: float
    over: list[str] = field(default_factory=list)


class Stopwatch:
    """Adds up the time and number of queries while it is installed."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries += 1


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Queries of this connection run past a stopwatch meanwhile."""
    watch = Stopwatch()
    with connection.execute_wrapper(watch):
        yield watch


def measure(page: BenchPage, reader: str, client: Client, bare_ms: float | None) -> Measured:
    """Medians over its requests after warm-up; ``bare_ms`` is what the bare page took."""
    for _ in range(WARM_UP if page.times == TIMES else 0):
        once(client, page)
    server, sql = [], []
    queries = rows = 0
    for _ in range(page.times):
        with watched() as watch:
            began = time.perf_counter()
            content = in_one_piece(once, client, page)  # as a server calls it
            server.append((time.perf_counter() - began) * 1000)
        sql.append(watch.seconds * 1000)
        queries = watch.queries
        rows = content.count(b"<tr") + content.count(b"<li")
    took = median(server)
    found = Measured(page.name, reader, rows, queries, median(sql), took, took / (bare_ms or took))
    found.over = list(_over(found, page.budget))
    return found


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
    if budget.queries and found.queries > budget.queries:
        yield f"{found.queries} queries, not {budget.queries}"
    if budget.sql_share and found.sql_ms > budget.sql_share * found.server_ms:
        yield f"{found.sql_ms / found.server_ms:.0%} of its time in SQL"
    if budget.server_ms and found.server_ms > budget.server_ms:
        yield f"{found.server_ms:.0f} ms, not {budget.server_ms:.0f}"
    if budget.sql_ms and found.sql_ms > budget.sql_ms:
        yield f"{found.sql_ms:.0f} ms of SQL, not {budget.sql_ms:.0f}"


def run(only: str = "") -> Iterator[Measured]:
    """Measure every page whose name holds ``only``, for each reader who may read it."""
    wanted = [page for page in pages() if only in page.name]
    bare = BenchPage("bare page", reverse("bare"), Budget())
    everybody = readers()
    for reader, user in {**everybody, **keepers()}.items():
        if reader in everybody:
            own = [one for one in wanted if one.read_by(reader)]
        else:
            own = [one for one in wanted if one.reader == reader]
        if not own:
            continue
        client = Client()
        if user is not None:
            client.force_login(user)
        base = measure(bare, reader, client, None)
        yield base
        for page in own:
            yield measure(page, reader, client, base.server_ms)
