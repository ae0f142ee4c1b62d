"""``manage.py check_grants FILE``: whether a file of grants keeps the 360Giving Data Standard."""

from __future__ import annotations

import io
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from funding.exchange import standard
from funding.exchange.checking import is_of_grants, problems
from records.files.lists import read_list
from records.files.tables import Unreadable
from records.telling import progress_to, telling

SHOWN = 100


class File(io.BytesIO):
    """A file as the browser would send it."""

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.getvalue())


class Command(BaseCommand):
    """Prints what is wrong, row by row; ends with an error where anything is."""

    help = f"Hold a file of grants (JSON, CSV, XLSX) against the standard, {standard.VERSION}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it as an import would."""
        try:
            with progress_to(self.stderr, options["verbosity"]), telling("Reading it", brief=True):
                held = _held(options["file"])
        except (OSError, Unreadable) as problem:
            raise CommandError(str(problem)) from problem
        if not held:
            raise CommandError("No sheet of the file has the headings of the standard")
        found = [problem for of_sheet in held for problem in of_sheet]
        for one in found[:SHOWN]:
            self.stdout.write(str(one))
        if found:
            raise CommandError("The file does not keep the standard")
        self.stdout.write("The file keeps the standard")


def _held(path: Path) -> list[list[Any]]:
    """The first problems of each sheet of grants."""
    with read_list(File(path.read_bytes())) as file:
        return [list(islice(problems(each), SHOWN + 1)) for each in file if is_of_grants(each)]
