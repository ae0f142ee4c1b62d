"""Every fact that was read stands in the record, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.load.everything import load
from demo.models import LoadedEntry
from tests.demo.changed_files import change
from tests.demo.facts import Told, facts, reading

# Why something that a fact says stands in no row of its own
APART = {
    "cited": "A work that a source names and on which nothing here rests",
    "code": "Where an official code is from is said once, with the table of England",
    "district": "In which district a site lies is known of its county alone here",
    "named": "A count of those that are not named: those that are named stand as they are",
    "reference": "A number of a list, a figure or a section, which counts nothing",
    "software": "What a record should hold, which the record has as its fields",
    "successor": "What became of a council stands with the table of England",
    "title": "A number of the title or the day of a source, which stands with the source",
}


def split(text: str, at: str = "; ") -> set[str]:
    return set(filter(None, text.split(at)))


def apart(fact: dict[str, str]) -> set[str]:
    """What of a fact stands nowhere, for one of these reasons."""
    left = set()
    for said in split(fact["apart"]):
        reason, _, what = said.partition(": ")
        assert reason in APART, said
        left |= split(what, ", ")
    return left


def lost() -> dict[str, list[str]]:
    """By fact, what it says and the record does not, unless it is said why; and the other way."""
    found, read = {}, facts()
    told = Told(key for fact in read for key in split(fact["stands"], " "))
    for fact in read:
        missing = split(fact["states"]) - told.of(split(fact["stands"], " "))
        if differs := missing ^ apart(fact):
            found[fact["fact"]] = sorted(differs)
    return found


@pytest.mark.usefixtures("the_record")
def test_every_fact_stands_in_the_record() -> None:
    assert lost() == {}


@pytest.mark.usefixtures("the_record")
def test_every_row_on_which_a_fact_stands_is_loaded() -> None:
    named = {key for fact in facts() for key in split(fact["stands"], " ")}
    loaded = set(LoadedEntry.objects.filter(key__in=named).values_list("key", flat=True))
    assert named - loaded == set()


def test_every_fact_stands_somewhere_or_says_why_not() -> None:
    read = facts()
    assert [one["fact"] for one in read if not one["stands"] and not one["apart"]] == []
    assert len({one["fact"] for one in read}) == len(read)


@pytest.mark.parametrize(
    ("planted", "fact", "what"),
    [
        (
            ("programmes/pfpp.yaml", "done: 2021-11-08", "done: 2021-12-08"),
            "pilots luton milestones.1",
            ["November"],
        ),
        (
            ("pilots/luton.yaml", "source: lutonian}", "source: luton-today}"),
            "pilots luton legacy.0",
            ["source lutonian"],
        ),
        (
            ("pilots/liverpool.yaml", "{key: talks, what:", "{key: talks, outcome: helped, what:"),
            "pilots liverpool barriers.1",
            ["outcome not_known"],
        ),
        (
            ("pilots/liverpool.yaml", "qualifier: more_than, as_of", "qualifier: about, as_of"),
            "pilots liverpool indicators.0",
            ["more_than 550"],
        ),
    ],
    ids=["date", "source", "verdict", "qualifier"],
)
def test_a_fact_that_the_record_no_longer_says_is_noticed(
    demo_database: str, files: Path, planted: tuple[str, str, str], fact: str, what: list[str]
) -> None:
    change(files, *planted)
    load(files)
    assert lost()[fact] == what


def test_what_a_text_states_is_read_as_numbers_months_codes_and_qualifiers() -> None:
    said = "Over 550 people, about £1.5 million in 2020-21, from 3 Feb 2021; six of E08000025."
    assert set(reading(said)) == {
        "550", "more_than 550", "1500000", "about 1500000", "2020", "2021", "3", "February", "6",
        "E08000025",
    }  # fmt: skip
    assert "more_than 5" not in set(reading("over five years"))
