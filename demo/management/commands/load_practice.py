from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.load.entries import DATA, LoadError
from demo.load.everything import load, make_findable
from demo.load.record import Record
from records.telling import progress_to


class Command(BaseCommand):
    """Loads what was published, for an install of one's own; running it again changes nothing."""

    help = (
        "Load the practice library, topics, other words and the published record, without the "
        "made-up county and without accounts. What people typed before stays and is joined."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help="read other data files")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress_to(self.stderr, options["verbosity"]):
                record = load(options["data"], example=False)
                make_findable()
        except LoadError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from None
        if options["verbosity"]:
            say(self.stdout, record)


def say(out: Any, record: Record) -> None:
    """What was loaded, changed, joined and kept."""
    loaded = {kind: number for kind, number in record.added.items() if number}
    anything = loaded or record.changed or record.withdrawn
    out.write("Loaded:" if anything else "Everything was loaded before.")
    for kind, number in loaded.items():
        out.write(f"  {number:5}  {kind}")
    for counts, words in (
        (record.changed, "changed with the files"),
        (record.withdrawn, "withdrawn with the files"),
    ):
        for kind, number in counts.items():
            out.write(f"  {number:5}  {kind} {words}")
    for key in sorted(record.joined):
        out.write(f"  joined, and kept as people typed it: {key}")
    for key in sorted(record.kept):
        out.write(f"  kept, as people have taken it up since: {key}")
