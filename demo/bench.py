"""How fast each page is on the synthetic national install, by reader (design §12)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from accounts.models import User
from barriers.models import Barrier
from partnerships.models import Assignment, Place
from pilots.models import Pilot

TIMES = 20
WARM_UP = 3


@dataclass(frozen=True)
class Budget:
    """What a page may cost. ``ratio`` is to the bare page; milliseconds otherwise."""

    queries: int = 12
    ratio: float | None = 3.0
    sql_share: float | None = 0.5
    server_ms: float | None = None
    sql_ms: float | None = None


LIST = Budget()
DASHBOARD = Budget(queries=30, ratio=None, sql_share=None, server_ms=60)
REPORT = Budget(queries=15, ratio=None, sql_share=None, sql_ms=300)
PAGE = Budget(queries=30)


@dataclass(frozen=True)
class BenchPage:
    """One address to measure, with its budget."""

    name: str
    url: str
    budget: Budget


@dataclass
class Measured:
    """The medians of one page for one reader; milliseconds."""

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


def pages() -> list[BenchPage]:
    """The addresses to measure, with real slugs and keys of the data at hand."""
    busiest = Place.objects.annotate(n=Count("pilot_links")).order_by("-n", "id")
    large, region = busiest[0], Place.objects.filter(kind="region").order_by("id")[0]
    small = busiest.filter(n=1)[0]
    pilot = Pilot.objects.filter(visibility="public").order_by("id")[0]
    word = pilot.name.split()[0]
    return [
        BenchPage("directory", reverse("places"), LIST),
        BenchPage("directory, filtered", f"{reverse('places')}?region={region.slug}", LIST),
        BenchPage("directory, searched", f"{reverse('places')}?q={large.name[:6]}", LIST),
        BenchPage("place dashboard, small", reverse("place", args=[small.slug]), DASHBOARD),
        BenchPage("place dashboard, largest", reverse("place", args=[large.slug]), DASHBOARD),
        BenchPage("pilot", reverse("pilot", args=[pilot.slug]), PAGE),
        BenchPage("barrier report", reverse("barrier_report"), REPORT),
        BenchPage("barrier list", reverse("barriers"), LIST),
        BenchPage("barrier list, deep page", f"{reverse('barriers')}?after={_deep_key()}", LIST),
        BenchPage("flows", reverse("flows"), LIST),
        BenchPage("search", f"{reverse('search')}?q={word}", LIST),
    ]


def _deep_key() -> str:
    """The key of a barrier nine tenths down the list, newest change first."""
    at = Barrier.objects.count() * 9 // 10
    updated_at, pk = Barrier.objects.order_by("-updated_at", "-id").values_list("updated_at", "pk")[
        at
    ]
    return f"{updated_at.isoformat()}~{pk}".replace("+", "%2B")


def readers() -> dict[str, User | None]:
    """A contributor of the largest place, a lead of the largest programme, and a resident."""

    def busiest(role: str, scope: str) -> User:
        found = Assignment.objects.filter(role=role).annotate(
            n=Count(f"{scope}__pilot_links" if scope == "place" else f"{scope}__pilots")
        )
        return found.order_by("-n", "id").select_related("user")[0].user

    return {
        "contributor": busiest("contributor", "place"),
        "lead": busiest("programme_lead", "programme"),
        "signed out": None,
    }


def measure(page: BenchPage, reader: str, client: Client, bare_ms: float | None) -> Measured:
    """Medians over TIMES requests after warm-up; ``bare_ms`` is what the bare page took."""
    for _ in range(WARM_UP):
        _get(client, page)
    server, sql = [], []
    queries = rows = 0
    for _ in range(TIMES):
        with watched() as watch:
            began = time.perf_counter()
            response = _get(client, page)
            server.append((time.perf_counter() - began) * 1000)
        sql.append(watch.seconds * 1000)
        queries = watch.queries
        rows = response.content.count(b"<tr") + response.content.count(b"<li")
    took = median(server)
    found = Measured(page.name, reader, rows, queries, median(sql), took, took / (bare_ms or took))
    found.over = list(_over(found, page.budget))
    return found


def _get(client: Client, page: BenchPage) -> Any:
    response = client.get(page.url)
    if response.status_code != 200:
        raise RuntimeError(f"{page.name} ({page.url}) answered {response.status_code}")
    return response


def _over(found: Measured, budget: Budget) -> Iterator[str]:
    if found.queries > budget.queries:
        yield f"{found.queries} queries, not {budget.queries}"
    if budget.ratio and found.ratio > budget.ratio:
        yield f"{found.ratio:.1f} times the bare page, not {budget.ratio:.0f}"
    if budget.sql_share and found.sql_ms > budget.sql_share * found.server_ms:
        yield f"{found.sql_ms / found.server_ms:.0%} of its time in SQL"
    if budget.server_ms and found.server_ms > budget.server_ms:
        yield f"{found.server_ms:.0f} ms, not {budget.server_ms:.0f}"
    if budget.sql_ms and found.sql_ms > budget.sql_ms:
        yield f"{found.sql_ms:.0f} ms of SQL, not {budget.sql_ms:.0f}"


def run(only: str = "") -> Iterator[Measured]:
    """Measure every page whose name holds ``only``, for each reader."""
    wanted = [page for page in pages() if only in page.name]
    bare = BenchPage("bare page", reverse("bare"), Budget(ratio=None, sql_share=None))
    for reader, user in readers().items():
        client = Client()
        if user is not None:
            client.force_login(user)
        base = measure(bare, reader, client, None)
        yield base
        for page in wanted:
            yield measure(page, reader, client, base.server_ms)
