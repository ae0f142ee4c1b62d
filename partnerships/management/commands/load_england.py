from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerships.england.load import TableError, load_england
from partnerships.england.plan import Plan
from partnerships.england.table import TABLE

HEADS = {
    "new": "New",
    "ended": "Ended",
    "renamed": "Renamed",
    "recoded": "With another code",
    "merged": "Replaced",
    "moved": "Within another place",
    "kind": "Of another kind",
    "filled": "Filled in or corrected",
}
SHOWN = 20


class Command(BaseCommand):
    """Loads the official places of England; running it again changes nothing."""

    help = "Load the official places of England, or a newer list of them, and say what changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=TABLE, help="a newer list, as CSV")
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, help="from when changes without a day hold"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        try:
            made = load_england(options["file"], on=options["on"], dry_run=dry)
        except TableError as refused:
            lines = "\n".join(f"  {problem}" for problem in refused.problems)
            raise CommandError(f"Nothing was loaded. What is wrong:\n{lines}") from None
        if options["verbosity"]:
            self.say(made, dry=dry, everything=options["verbosity"] > 1)

    def say(self, made: Plan, *, dry: bool, everything: bool) -> None:
        """What changed, by kind of change, the first few of each."""
        if not made.changes:
            self.stdout.write("Nothing changes: the record agrees with the list.")
        for what, count in made.counts.items():
            self.stdout.write(f"{HEADS[what]}: {count:,}")
            words = [change.words for change in made.changes if change.what == what]
            for line in words if everything else words[:SHOWN]:
                self.stdout.write(f"  {line}")
            if len(words) > SHOWN and not everything:
                self.stdout.write(f"  and {len(words) - SHOWN:,} more (all with -v 2)")
        for line in made.older:
            self.stdout.write(f"Left as it is, since the list is older than the record: {line}")
        if dry:
            self.stdout.write("This was a dry run: nothing was saved.")
