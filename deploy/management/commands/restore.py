"""``manage.py restore``: a backup put into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from deploy.restore import chosen, restore
from records.telling import progress_to


class Command(BaseCommand):
    """Into the database of the settings, which holds nothing yet."""

    help = "Put a backup back into the database of the settings, which must be empty."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup, and ``--from``."""
        parser.add_argument("name", nargs="?", default="", help="its name or path; the latest")
        parser.add_argument(
            "--from", type=Path, default=settings.BACKUPS_DIR, dest="folder", help="the folder"
        )

    def handle(self, **options: Any) -> None:
        """Says each step; anything wrong ends with status 1."""
        try:
            backup = chosen(options["folder"], options["name"])
            with progress_to(self.stderr, options["verbosity"]):
                for line in restore(backup):
                    self.stdout.write(line)
        except Exception as problem:  # a storage has errors of its own
            raise CommandError(f"Not restored to the end. {problem}") from problem
