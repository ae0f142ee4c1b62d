"""Every statement of the record was read against the facts; none comes or changes without it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from demo.load.everything import load
from tests.demo.changed_files import change
from tests.demo.manifest import statements, words

MANIFEST = Path(__file__).with_name("manifest.csv")


def manifest() -> dict[str, dict[str, str]]:
    """What was read, by key: what it states, and the fact on which it rests."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def unlike() -> dict[str, tuple[str, str]]:
    """Statements that are not as they were read: what the record says, what the manifest says."""
    loaded = {key: words(stated) for key, stated in statements().items()}
    read = {key: row["states"] for key, row in manifest().items()}
    return {
        key: (loaded.get(key, ""), read.get(key, ""))
        for key in loaded.keys() | read.keys()
        if loaded.get(key) != read.get(key)
    }


@pytest.mark.usefixtures("the_record")
def test_the_record_states_what_was_read_against_the_facts() -> None:
    assert unlike() == {}


def test_every_statement_names_the_fact_on_which_it_rests() -> None:
    without = [key for key, row in manifest().items() if row["fact"] in ("", "NONE")]
    assert without == []


@pytest.mark.parametrize(
    ("planted", "key"),
    [
        (
            ("pilots/liverpool.yaml", "as_of: 2023-03-31,", "as_of: 2023-02-28,"),
            "pilot/liverpool/indicator/helped/actual/closing",
        ),
        (
            ("pilots/luton.yaml", "source: lutonian}", "source: luton-today}"),
            "pilot/luton/note/task-force",
        ),
        (
            ("pilots/liverpool.yaml", "{key: talks, what:", "{key: talks, outcome: helped, what:"),
            "pilot/liverpool/barrier/fear-of-sharing/tried/talks",
        ),
        (
            (
                "pilots/hackney.yaml",
                "Seven grants of between £7,000",
                "Seven grants of between £9,000",
            ),
            "pilot/hackney/note/grant-size",
        ),
        (
            ("evaluations.yaml", "independence: Commissioned.", "independence: Independent."),
            "evaluation/liverpool-local",
        ),
        (
            ("pilots/newcastle.yaml", "is_context: 'yes'", "is_context: 'no'"),
            "pilot/newcastle/indicator/concerns",
        ),
    ],
    ids=["date", "source", "verdict", "number", "independence", "flag"],
)
def test_a_planted_statement_is_noticed(
    demo_database: str, files: Path, planted: tuple[str, str, str], key: str
) -> None:
    change(files, *planted)
    load(files)
    assert list(unlike()) == [key]
