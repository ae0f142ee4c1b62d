"""The process that reads a file: what it is given, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from records.files import process
from records.files.process import ROOT, read
from records.files.tables import LIMITS, TOO_LONG, TOO_MUCH, Limits, Unreadable
from tests.records.files.made import book, sheet

SMALL = b"Number,Actual\n1,90\n"


def refusal(content: bytes, limits: Limits) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, "a.csv", limits)
    return str(refused.value)


def test_a_file_of_figures_is_read() -> None:
    [table] = read(SMALL, "a.csv")
    assert (table.name, table.head, table.rows) == (
        "a.csv",
        ["Number", "Actual"],
        [(2, ["1", "90"])],
    )
    assert table.where(2, 1) == "line 2, Actual"


@pytest.mark.parametrize(
    ("limits", "content", "said"),
    [
        (Limits(rows=2), b"A\n1\n2\n3\n", "more than 2 rows"),
        (Limits(columns=2), b"A,B\n1,,,\n1,2,3\n", "Line 3 has more than 2 cells"),
        (Limits(cells=3), b"A,B\n1,2\n", "more than 3 cells"),
        (Limits(characters=3), b"A,B\n1,20\n", "more than 3 characters"),
        (Limits(sent=2**20), b"1" * (2**20 + 1), "larger than 1 MB"),
    ],
)
def test_too_much_of_anything_is_refused_in_words(
    limits: Limits, content: bytes, said: str
) -> None:
    assert said in refusal(content, limits)


def test_more_memory_than_was_given_ends_it() -> None:
    content = b"A\n" + (b"x" * 200 + b"\n") * 20_000
    assert len(read(content, "a.csv")[0].rows) == 20_000
    assert refusal(content, replace(LIMITS, memory=40 * 2**20)) == TOO_MUCH


def test_a_longer_answer_than_may_be_written_is_refused_in_words() -> None:
    content = b"A\n" + (b"x" * 200 + b"\n") * 2_000
    assert refusal(content, replace(LIMITS, answer=100_000)) == TOO_MUCH


def test_more_of_the_processor_than_was_given_ends_it() -> None:
    content = book(sheet("<c/>" * 14_000_000))
    assert refusal(content, replace(LIMITS, cells=10**9, seconds=1, wait=600)) == TOO_LONG


def test_more_time_by_the_clock_than_was_given_ends_it() -> None:
    assert refusal(SMALL, replace(LIMITS, wait=0)) == TOO_LONG


def test_a_process_that_is_killed_is_noticed_and_nothing_is_left_of_it() -> None:
    reads, writes = os.pipe()  # nothing is ever written, so that it would wait for ever
    with os.fdopen(reads, "rb") as sent, os.fdopen(writes, "wb"), tempfile.TemporaryFile() as told:
        started = process.start(sent, told, LIMITS)
        os.kill(started.pid, signal.SIGKILL)
        assert process.wait(started, LIMITS) == -signal.SIGKILL
        assert told.seek(0, os.SEEK_END) == 0


def test_without_a_place_to_put_a_file_it_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    assert refusal(SMALL, LIMITS) == process.NOT_NOW


def test_what_it_runs_knows_nothing_of_the_server() -> None:
    loads = (
        "import sys, json; sys.path.append(sys.argv[1]); import records.files.child; "
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", loads, str(ROOT)], capture_output=True, check=True
    )
    loaded = json.loads(done.stdout)
    assert "python_calamine" in loaded
    ours = {"records", "records.files"} | {
        f"records.files.{name}" for name in ("child", "parts", "tables", "workbook")
    }
    assert {name for name in loaded if (ROOT / name.split(".")[0]).exists()} == ours
    assert not [name for name in loaded if name.split(".")[0] in {"django", "openpyxl", "psycopg"}]
