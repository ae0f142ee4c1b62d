"""``manage.py bench``: the speed table of the synthetic national install."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings

from config.frames import settle
from national.bench import imports, pages
from national.bench.pages import Before, Measured
from records.telling import progress_to, telling

ROW = "{:<30} {:<19} {:>4} {:>6} {:>7} {:>7} {:>7} {:>7} {:>8} {:>8}  {}"
HEADS = ("page", "reader", "of", "rows", "queries", "calls", "blocks", "ours", "database", "wall")


class Command(BaseCommand):
    """Makes the national install at a scale where it is missing, and measures its pages."""

    help = """Print what each page costs on the synthetic national install: processor time of this
        program and of PostgreSQL, and blocks that it looks at (PostgreSQL 18 counts them)."""
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The scale, what is measured, and how it is told."""
        parser.add_argument("--scale", type=float, default=0.1, help="1 is the whole of England")
        parser.add_argument("--pages", default="", help="only pages whose name holds this")
        parser.add_argument(
            "--json", action="store_true", help="a list for machines, the table on stderr"
        )
        against = "a list for machines; no page may take a tenth more than in it"
        parser.add_argument("--against", type=Path, help=against)
        parser.add_argument("--fresh", action="store_true", help="make the install anew")
        once = "each page once, and no imports: what is slow of a whole England"
        parser.add_argument("--once", action="store_true", help=once)
        in_place = "without a copy, for which a whole England wants twice the space"
        parser.add_argument("--in-place", action="store_true", help=in_place)

    def handle(self, **options: Any) -> None:
        """Exit status 1 where a page is over its budget, or slower by a tenth than before."""
        name = f"placebook_national_{options['scale']}".replace(".", "_")
        before = read(options["against"].read_text()) if options["against"] else {}
        table, found = self.stderr if options["json"] else self.stdout, []
        with (
            progress_to(self.stderr, options["verbosity"]),
            national(
                name, options["scale"], fresh=options["fresh"], copied=not options["in_place"]
            ),
            override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]),
        ):
            settle()  # as a server does
            last = "processor, calls, blocks to before" if before else ""
            table.write(ROW.format(*HEADS, last).rstrip(), str)
            for one in measured(options, before):
                table.write(row(one, before), str)
                found.append(one)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=1))
        if any(one.over for one in found):
            raise SystemExit(1)


def measured(options: dict[str, Any], before: Before) -> Iterator[Measured]:
    """Every page whose name holds what ``--pages`` says; the imports last."""
    only = options["pages"]
    yield from pages.run(before, only, single=options["once"])
    for kind, called in imports.CALLED.items():
        if only in called and not options["once"]:
            for one in imports.measured(imports.rows_at(kind, options["scale"]), kind):
                one.over += pages.slower(one, before.get((one.page, one.reader)))
                yield one


def read(text: str) -> Before:
    """What was measured before, as ``--json`` wrote it."""
    rows = [Measured(**row) for row in json.loads(text)]
    return {(row.page, row.reader): row for row in rows}


def row(one: Measured, before: Before) -> str:
    """A line of the table."""
    said = [f"OVER: {reason}" for reason in one.over]
    if was := before.get((one.page, one.reader)):
        said.insert(0, ", ".join(f"{times:.2f}" for times in one.times(was).values()))
    counted = "" if one.blocks is None else f"{one.blocks:.0f}"
    times = (f"{time:.1f}" for time in (one.ours_ms, one.database_ms, one.wall_ms))
    cells = (one.page, one.reader, one.readers, one.rows, one.queries, one.calls, counted, *times)
    return ROW.format(*cells, "; ".join(said)).rstrip()


@contextmanager
def national(name: str, scale: float, *, fresh: bool, copied: bool) -> Iterator[None]:
    """Work in the install of this scale on the configured server, or in a copy of it; fill it where
    it is missing. What a page writes is rolled back, and makes tables and indexes larger all the
    same, until others are read instead: with a copy each run begins with the same."""
    before, copy = connection.settings_dict["NAME"], f"{name}_copy"
    if fresh:
        _run(f'DROP DATABASE IF EXISTS "{name}"')
    missing = not _run("SELECT 1 FROM pg_database WHERE datname = %s", name)
    if missing:
        _run(f'CREATE DATABASE "{name}"')
    try:
        _use(name)
        done = MigrationRecorder(connection).applied_migrations()
        with telling("Making the tables"):
            call_command("migrate", verbosity=0)  # an install of last month follows the code
        if missing:
            call_command("createcachetable")
            call_command("load_national", scale=scale)
        if MigrationRecorder(connection).applied_migrations() != done:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # also of columns that came with a migration
        _use(before)
        _run(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        if copied:
            with telling("Copying the install", brief=True):
                _run(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    except BaseException:
        _use(before)
        if missing:  # half-filled, it must not look like a whole one the next time
            _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        raise
    try:
        _use(copy if copied else name)
        with connection.cursor() as cursor:  # one process of PostgreSQL, so that all is counted
            cursor.execute("SET max_parallel_workers_per_gather = 0")
        yield
    finally:
        _use(before)
        _run(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _run(sql: str, *values: str) -> bool:
    """Whether a statement outside all databases of ours found something."""
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 - Django's own test runner does so
        cursor.execute(sql, values)
        return cursor.rowcount > 0
