from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.load.entries import LoadError
from demo.load.everything import load_record


class Command(BaseCommand):
    """Loads the published record and the example county; running it again changes nothing."""

    help = "Load the published record, the example county and, with DEBUG on, the demo's accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove-example", action="store_true", help="remove Exampleshire, and load nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            record = load_record()
        except LoadError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from None
        for kind, number in record.added.items():
            self.stdout.write(f"{kind}: {number}")
