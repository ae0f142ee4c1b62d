"""``manage.py bench``: the speed table of the synthetic national install."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import override_settings

from config.frames import settle
from national.bench import imports, pages
from national.bench.pages import Measured

ROW = "{:<26} {:<12} {:>6} {:>8} {:>8} {:>10} {:>6}  {}"


class Command(BaseCommand):
    """Makes the national install at a scale where it is missing, and measures its pages."""

    help = "Print how fast each page is on the synthetic national install."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--scale``, ``--pages`` and ``--json``."""
        parser.add_argument("--scale", type=float, default=0.1, help="1 is the whole of England")
        parser.add_argument("--pages", default="", help="only pages whose name holds this")
        parser.add_argument("--json", action="store_true", help="a list for machines")
        parser.add_argument("--fresh", action="store_true", help="make the install anew")

    def handle(self, **options: Any) -> None:
        """Exit status 1 where a page is over its budget."""
        name = f"placebook_national_{options['scale']}".replace(".", "_")
        with (
            national(name, options["scale"], fresh=options["fresh"]),
            override_settings(
                ROOT_URLCONF="national.bench.urls", DEBUG=False, ALLOWED_HOSTS=["testserver"]
            ),
        ):
            settle()  # as a server does
            measured = list(self.shown(options["pages"], options["scale"], quiet=options["json"]))
        if options["json"]:
            self.stdout.write(json.dumps([_plain(one) for one in measured], indent=1))
        if any(one.over for one in measured):
            raise SystemExit(1)

    def shown(self, only: str, scale: float, *, quiet: bool) -> Iterator[Measured]:
        """Measure, and print each row as it comes."""
        heads = ("page", "reader", "rows", "queries", "sql ms", "server ms", "ratio", "")
        if not quiet:
            self.stdout.write(ROW.format(*heads))
        for one in self.measured(only, scale):
            if not quiet:
                self.stdout.write(
                    ROW.format(
                        one.page,
                        one.reader,
                        one.rows,
                        one.queries,
                        f"{one.sql_ms:.1f}",
                        f"{one.server_ms:.1f}",
                        f"{one.ratio:.1f}",
                        "; ".join(f"OVER: {reason}" for reason in one.over),
                    ).rstrip()
                )
            yield one

    def measured(self, only: str, scale: float) -> Iterator[Measured]:
        """Every page whose name holds ``only``; imports of a tracker and of grants last."""
        yield from pages.run(only)
        for kind, called in imports.CALLED.items():
            if only in called:
                yield from imports.measured(imports.rows_at(kind, scale), kind)


def _plain(one: Measured) -> dict[str, Any]:
    return {
        name: round(value, 2) if isinstance(value, float) else value
        for name, value in asdict(one).items()
    }


@contextmanager
def national(name: str, scale: float, *, fresh: bool) -> Iterator[None]:
    """Work in the database of this scale on the configured server; fill it where it is missing."""
    before = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 - Django's own test runner does so
        if fresh:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        missing = cursor.fetchone() is None
        if missing:
            cursor.execute(f'CREATE DATABASE "{name}"')
    _use(name)
    try:
        try:
            call_command("migrate", verbosity=0)  # an install of last month follows the code
            if missing:
                call_command("createcachetable")
                call_command("load_national", scale=scale)
            with connection.cursor() as cursor:  # also of columns that came with a migration
                cursor.execute("ANALYZE")
        except BaseException:
            if missing:
                _drop(name, before)
            raise
        yield
    finally:
        _use(before)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _drop(name: str, before: str) -> None:
    """A half-filled install must not look like a whole one the next time."""
    _use(before)
    with connection._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
