"""``manage.py measure_import``: how long a file of many rows takes to come in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.frames import settle
from national.bench import imports
from records.telling import progress_to


class Command(BaseCommand):
    """Sends, looks at, imports and takes back a file of pilots or grants; then all is as it was."""

    help = "Print how long an import of many rows takes, step by step. Nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--rows`` and ``--kind``."""
        parser.add_argument("--rows", type=int, default=imports.ROWS)
        parser.add_argument("--kind", choices=("pilots", "grants"), default="pilots")

    def handle(self, **options: Any) -> None:
        """As the first place editor that there is."""
        settle()  # as a server does
        with progress_to(self.stderr, options["verbosity"]):
            for step in imports.steps(options["rows"], options["kind"]):
                self.stdout.write(said(step))


def said(step: imports.Step) -> str:
    """Its line."""
    cost = step.cost
    took = f"{step.name:<10} {cost.wall / 1000:6.1f} s, {cost.ours / 1000:5.1f} s of Python"
    took += f", {cost.database / 1000:5.1f} s of PostgreSQL"
    return f"{took}   at most {step.megabytes} MB"
