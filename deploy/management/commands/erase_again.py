"""``manage.py erase_again``: what was erased goes once more from a database that was put back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from records.telling import progress_to
from registry.erased import erase_again


class Command(BaseCommand):
    """Run by ``restore`` where the tables are those of this code; else by hand, after migrate."""

    help = "Remove again the names and addresses that a backup brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--from``."""
        parser.add_argument(
            "--from", type=Path, default=settings.BACKUPS_DIR, dest="folder", help="the folder"
        )

    def handle(self, **options: Any) -> None:
        """Says what was removed; nothing where all of it is gone."""
        try:
            with progress_to(self.stderr, options["verbosity"]):
                for line in erase_again(options["folder"]):
                    self.stdout.write(line)
        except (OSError, ValueError) as problem:
            raise CommandError(f"What was erased is not known: {problem}") from problem
