from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from geography.data_load.actions import load_official
from geography.data_load.bodies import LoadedBodies, load_bodies
from geography.england.context.load import ContextError
from geography.england.context.load import Loaded as LoadedContext
from geography.england.context.table import FOLDER
from geography.england.load import load_england
from geography.england.planned import Change, Plan
from geography.england.table import TABLE, TableError
from geography.locality.load import ListError, Loaded, another_release
from geography.locality.tables import BY_NAME, CARRIED, ListedTable
from records import large
from records.telling import progress_to

HEADS = {
    "new": "New",
    "ended": "Ended",
    "renamed": "Renamed",
    "recoded": "With another code",
    "merged": "Replaced",
    "moved": "Within another place",
    "kind": "Of another kind",
    "filled": "Filled in or corrected",
    "body": "New organisations",
    "joined": "Organisations with a number, a place or a former name added",
}
SHOWN = 20


class Command(BaseCommand):
    """Loads the places of England and what people call them; running it again changes nothing."""

    help = (
        "Load the official places and bodies of England, with towns, wards, postcodes and "
        "service areas, or a newer list of them, and report what changes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, help="a newer list, as CSV")
        parser.add_argument(
            "--list", choices=sorted(BY_NAME), help="which list the file is; without it, places"
        )
        parser.add_argument("--release", help="what the publisher calls the list: 2026")
        parser.add_argument(
            "--as-of", type=dt.date.fromisoformat, help="the day that the list is about"
        )
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, help="from when changes without a day hold"
        )
        parser.add_argument("--context", type=Path, help="a folder with newer context figures")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["list"] and (options["release"] or options["as_of"]):
            raise CommandError("--release and --as-of are of one list: name it with --list.")
        dry, path = options["dry_run"], options["file"]
        tables = [_listed(options)] if options["list"] else [] if path else CARRIED
        made, loaded, bodies = Plan(), list[Loaded](), LoadedBodies()
        context: LoadedContext | None = None
        try:
            with progress_to(self.stderr, options["verbosity"]), large.transaction():
                if not options["list"]:
                    made = load_england(path or TABLE, on=options["on"])
                folder = options["context"] or (None if path else FOLDER)
                loaded, context = load_official(tables, path=path, folder=folder)
                if not path and not options["list"]:
                    bodies = load_bodies()
                if dry:
                    transaction.set_rollback(True)
        except (TableError, ListError, ContextError) as refused:
            lines = [f"  {problem}" for problem in refused.problems]
            if more := getattr(refused, "more", 0):
                lines.append(f"  and {more:,} more")
            raise CommandError("\n".join(["Nothing was loaded. What is wrong:", *lines])) from None
        if options["verbosity"]:
            for words in context.words if context else []:
                self.stdout.write(words)
            made.changes += [Change("body", name) for name in bodies.made]
            made.changes += [Change("joined", name) for name in bodies.joined]
            self.say(made, loaded, dry=dry, everything=options["verbosity"] > 1)

    def say(self, made: Plan, loaded: list[Loaded], *, dry: bool, everything: bool) -> None:
        """What changed, by kind of change, the first few of each; then each list."""
        if not made.changes and not loaded:
            self.stdout.write("Nothing changes: the record agrees with the list.")
        for what, count in made.counts.items():
            self.stdout.write(f"{HEADS[what]}: {count:,}")
            words = [change.words for change in made.changes if change.what == what]
            for line in words if everything else words[:SHOWN]:
                self.stdout.write(f"  {line}")
            if len(words) > SHOWN and not everything:
                self.stdout.write(f"  and {len(words) - SHOWN:,} more (all with -v 2)")
        for listed in loaded:
            self.stdout.write(listed.words[0].upper() + listed.words[1:])
        for line in made.older:
            self.stdout.write(f"Left as it is, since the list is older than the record: {line}")
        if dry:
            self.stdout.write("This was a dry run: nothing was saved.")


def _listed(options: dict[str, Any]) -> ListedTable:
    """The list that is named: the project's own, or a file's in the release that is named."""
    table = BY_NAME[options["list"]]
    said = [options[name] for name in ("file", "release", "as_of")]
    if table.is_carried and not any(said):
        return table
    if not all(said):
        raise CommandError(
            "A file of a list needs --file, --release and --as-of, as 2026-05-07, together."
            if table.is_carried
            else "Placebook does not come with this list: give it with --file, --release and "
            f"--as-of, together. It is made of {table.made_of}"
        )
    return another_release(table, options["release"], options["as_of"])
