"""A file of grants held against the standard: ``manage.py check_grants``."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests import builders
from tests.builders import Cast
from tests.funding.exchange.test_import import HEAD, line
from tests.imports.record_import.brought import lines

pytestmark = pytest.mark.django_db


def check(path: Path, content: bytes) -> tuple[list[str], bool]:
    """What is said of a file, and whether it keeps the standard."""
    file, said = path / "grants", StringIO()
    file.write_bytes(content)
    try:
        call_command("check_grants", str(file), stdout=said)
    except CommandError:
        return said.getvalue().splitlines(), False
    return said.getvalue().splitlines(), True


def test_files_that_placebook_writes_keep_it(client: Client, cast: Cast, tmp_path: Path) -> None:
    for name in ("Warm homes", "=1+1"):
        flow = builders.flow(
            cast.bradford, 12, description=name, giver=cast.council, receiver_said="Hub",
            awarded_on=dt.date(2026, 3, 4),
        )  # fmt: skip
        flow.place_links.create(place=cast.luton)
    for form in ("json", "csv"):
        content = client.get(f"/funding/grants/?format={form}").getvalue()
        assert check(tmp_path, content) == (["The file keeps the standard"], True)


def test_each_problem_is_told_by_row_and_column(tmp_path: Path) -> None:
    csv = lines(
        f"{HEAD},For Regrant Type",
        f"{line(1)},FRG010",
        f"{line(2, 'lots')},FRG999",
        f"{line(3, day='4 March', title='')},",
        f"{line(1)},",
    )
    told, keeps = check(tmp_path, csv)
    assert not keeps
    assert sorted(told) == [
        "line 3, Amount Awarded: is not a number",
        "line 3, For Regrant Type: is not a code of the standard",
        "line 4, Award Date: is not written as the standard has it",
        "line 4, Title: is missing",
        "line 5, Identifier: is in row 2 as well",
    ]
    told, _ = check(tmp_path, lines("Identifier,Title", "1,A"))
    assert "line 2: Amount Awarded is missing" in told
    assert check(tmp_path, b"%PDF-1.4") == ([], False)
