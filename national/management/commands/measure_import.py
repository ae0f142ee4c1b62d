"""``manage.py measure_import``: how long a tracker of many rows takes to come in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from national.bench import imports


class Command(BaseCommand):
    """Sends, looks at, imports and takes back a spreadsheet of pilots; then all is as it was."""

    help = "Print how long an import of many rows takes, step by step. Nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--rows``."""
        parser.add_argument("--rows", type=int, default=imports.ROWS)

    def handle(self, **options: Any) -> None:
        """As the first place editor that there is."""
        for step in imports.steps(options["rows"]):
            took = f"{step.name:<10} {step.seconds:6.1f} s"
            self.stdout.write(f"{took}   at most {step.megabytes} MB")
