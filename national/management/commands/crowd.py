"""``manage.py crowd``, which ``bin/load`` runs: many people at once at a demo of this machine."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from national.bench import crowd
from records.telling import progress_to, telling


class Command(BaseCommand):
    """Exit status 1 where one page in twenty took more than a second, or one failed."""

    help = "Many people at once at a demo that runs on this machine."
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--at``, ``--people``, ``--seconds``, ``--seed``, ``--writing`` and ``--as``."""
        parser.add_argument("--at", default=f"127.0.0.1:{os.environ.get('PORT', '8000')}")
        parser.add_argument("--people", type=int, default=100)
        parser.add_argument("--seconds", type=int, default=120)
        parser.add_argument("--seed", type=int, default=1, help="the same opens the same pages")
        parser.add_argument("--writing", action="store_true", help="they also write and take away")
        who = "emails of those who come signed in, by the demo's password; the demo's people else"
        parser.add_argument("--as", nargs="+", dest="emails", metavar="EMAIL", help=who)

    def handle(self, *, at: str, people: int, seconds: int, seed: int, **options: Any) -> None:
        """Let them come, and say what they saw."""
        known = options["emails"] or crowd.people_of_the_demo()
        if at.rpartition(":")[0] not in crowd.LOOPBACK:
            raise CommandError("Only a server of this machine is loaded, such as 127.0.0.1:8000.")
        if not 0 < people <= crowd.MOST_PEOPLE or not 0 < seconds <= crowd.MOST_SECONDS:
            raise CommandError(
                f"At most {crowd.MOST_PEOPLE} people and {crowd.MOST_SECONDS} seconds."
            )
        before = crowd.busy()
        try:
            with (
                progress_to(self.stderr, options["verbosity"]),
                telling(f"{people} people at {at} for {seconds} s"),
            ):
                there = crowd.arrive(at, people, known)
                crowd.stay(there, seconds, seed, writing=options["writing"])
        except ConnectionError as error:
            raise CommandError(f"Nobody can come to {at}: {error}") from error
        worked, in_all = (now - was for now, was in zip(crowd.busy(), before, strict=True))
        for line in crowd.table(there, seconds):
            self.stdout.write(line)
        self.stdout.write(
            f"Processors at work {worked / in_all:.0%}, these people's part included."
        )
        if crowd.is_over(there):
            raise SystemExit(1)
