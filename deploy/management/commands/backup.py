"""``manage.py backup``: the database and the attached files, of one moment, read back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from deploy.backup import BackupError, back_up
from deploy.models import JobRun, noted
from deploy.programs import ProgramError
from records.telling import progress_to


class Command(BaseCommand):
    """Made each night by a timer, and before each upgrade."""

    help = "Back up the database and the attached files, and read the dump back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--to`` and ``--keep``."""
        parser.add_argument("--to", type=Path, default=settings.BACKUPS_DIR, help="the folder")
        parser.add_argument(
            "--keep", type=int, default=settings.BACKUPS_KEPT, help="how many stay, this one too"
        )

    def handle(self, **options: Any) -> None:
        """Says where it is and what it holds; anything wrong ends with status 1."""
        if options["keep"] < 1:
            raise CommandError("--keep takes a number from 1.")
        try:
            with noted(JobRun.Job.BACKUP) as run:
                with progress_to(self.stderr, options["verbosity"], is_job=True):
                    made = back_up(options["to"], keep=options["keep"])
                run.say(str(made))
                if lacks := made.lacks:
                    run.say(lacks)
        except (BackupError, ProgramError, DatabaseError, OSError) as problem:
            raise CommandError(f"No backup was made. {problem}") from None
        self.stdout.write(str(made))
        if lacks:
            self.stderr.write(lacks)
