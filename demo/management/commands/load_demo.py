from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.load.board_kinds import send_packs
from demo.load.entries import DATA, LoadError
from demo.load.everything import load, make_findable
from demo.load.record import Record
from demo.management.commands.load_practice import say
from demo.remove import remove_example
from demo.sign_ins import PASSWORD, SIGN_INS
from records.telling import progress_to, telling
from search.words import make_anew


class Command(BaseCommand):
    """Loads the published record and the example county; running it again changes nothing."""

    help = "Load the published record, the example county and, with DEBUG on, the demo's accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help="read other data files")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--remove-example", action="store_true", help="remove Exampleshire, and load nothing"
        )
        which.add_argument("--example", action="store_true", help="bring Exampleshire back")
        which.add_argument("--no-example", action="store_true", help="without Exampleshire")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove_example"]:
            with progress_to(self.stderr, options["verbosity"]):
                with telling("Removing Exampleshire"):
                    removed = remove_example()
                make_anew()
            self.stdout.write(f"Exampleshire is removed: {removed:,} rows and their history.")
            return
        example = {True: True, False: None}[options["example"]]
        if options["no_example"]:
            example = False
        try:
            with progress_to(self.stderr, options["verbosity"]):
                record = load(options["data"], example=example, accounts=settings.DEBUG)
                make_findable()
                with telling("Making packs of the example", brief=True):
                    send_packs()
        except LoadError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from None
        if options["verbosity"]:
            self.say(record)

    def say(self, record: Record) -> None:
        """What was loaded, and who can sign in."""
        say(self.stdout, record)
        if settings.DEBUG:
            self.stdout.write(f"Sign in with the password {PASSWORD}")
            widest = max(len(email) for email, _ in SIGN_INS)
            for email, who in SIGN_INS:
                self.stdout.write(f"  {email.ljust(widest)}  {who}")
