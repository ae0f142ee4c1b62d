"""Every address × everybody × the levels where it changes what they get: the status of each.

One row of each family is asked at every level; ``levels.py`` says why the rest follows. What is
open to all is asked for a few, and for the rest where the leaks draw it (``drawn_for_all.py``).
What there is stands in the ``sweep.py`` of each subject; a failure says which file lacks what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from inspect import isfunction, signature
from itertools import islice, pairwise
from types import ModuleType
from typing import Any

import pytest
from django.template.backends.django import Template
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import levels, subjects, table
from tests.access.drawn_for_all import first_of_each, is_drawn_for_all
from tests.access.kept_world import KeptWorld
from tests.access.table import Row

ROWS = table.rows()


def names_of(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
    """Every url name below these patterns, and the module of its page."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif pattern.name:
            page = getattr(pattern.callback, "view_class", pattern.callback)
            yield pattern.name, page.__module__


def test_every_address_stands_in_the_table() -> None:
    pages = dict(names_of(get_resolver().url_patterns))
    rows = {row.name: table.file_of(row) for row in ROWS}
    beside = {pages[name]: file for name, file in rows.items() if name in pages}
    lacks = [
        f"{beside.get(pages[name], subjects.file_for(pages[name]))} lacks a row for {name}"
        for name in sorted(pages.keys() - rows.keys())
    ]
    lacks += [f"{rows[name]}: there is no {name}" for name in sorted(rows.keys() - pages.keys())]
    assert lacks == [], "\n".join(lacks)


def test_every_row_stands_once() -> None:
    twice = [f"{table.file_of(row)}: {row}" for row, n in Counter(ROWS).items() if n > 1]
    assert twice == []


def test_every_subject_says_only_what_the_sweeps_ask_for() -> None:
    """A misspelt part would be left out without a word."""
    known = {*subjects.PARTS, "ROWS", "FAMILIES", "AFTER"}
    strange = [
        f"{subjects.file_of(one)}: {name} takes what a part takes, and is none"
        for one in subjects.sweeps()
        for name, part in vars(one).items()
        if name not in known and not name.startswith("_") and is_like_a_part(part, one)
    ]
    assert strange == []


def is_like_a_part(part: Any, sweep: ModuleType) -> bool:
    """Whether this is a function of the sweep that asks for what its parts are given."""
    if not isfunction(part) or part.__module__ != sweep.__name__:
        return False
    return bool({"at", "seen", "more", "cast"} & signature(part).parameters.keys())


def test_each_family_belongs_to_one_subject_and_is_named_by_a_row() -> None:
    said = [
        (name, subjects.file_of(one))
        for one in subjects.sweeps()
        for name in getattr(one, "FAMILIES", ())
    ]
    twice = [name for name, n in Counter(name for name, _ in said).items() if n > 1]
    named = {row.of for row in ROWS}
    unused = [f"{file}: no row names the family {name}" for name, file in said if name not in named]
    unknown = [
        f"{table.file_of(row)}: {row} names a family that no sweep has"
        for row in ROWS
        if row.of not in table.families()
    ]
    assert twice + unused + unknown == []


def test_each_family_has_a_record_at_every_level(kept_world: KeptWorld) -> None:
    lacks = [
        f"{file} for the level {level}"
        for level, made in kept_world.made.at.items()
        for file in table.without_record(made)
    ]
    assert lacks == []


def test_every_address_has_a_name() -> None:
    def nameless(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from nameless(pattern.url_patterns)
            elif not pattern.name:
                yield str(pattern.pattern)

    assert list(nameless(get_resolver().url_patterns)) == []


def expected(row: Row, who: str, level: str) -> tuple[int, ...]:
    """What this person must get: sent to sign in, not found, refused, or let through."""
    if who == "resident" and not row.public:
        return (302,)
    if who not in row.readers(level):
        return (404,)
    if row.refuses(who, level):
        return (403,)
    return row.answers


def test_each_level_adds_readers_to_those_of_the_one_before() -> None:
    """What is asked at the edges alone says nothing of a family where this were not so."""
    fewer = [
        f"{name}: {sorted(family.readers[one] - family.readers[wider])} at {one}, not at {wider}"
        for name, family in table.families().items()
        for one, wider in pairwise(levels.LEVELS)
        if not family.readers[one] <= family.readers[wider]
    ]
    assert fewer == []


def test_each_family_is_asked_whole_by_one_row() -> None:
    whole = levels.asked_whole()
    assert sorted(row.of for row in whole) == sorted({row.of for row in ROWS})
    assert {"GET pilot pilot", "GET barrier barrier", "GET place place"} <= {*map(str, whole)}
    assert all(levels.asked(row, "outsider") == list(levels.LEVELS) for row in whole)


def test_what_is_not_asked_follows_from_what_is(kept_world: KeptWorld) -> None:
    """Who reads a level reads the wider ones; who does not reads no narrower one.

    And who is refused at a level is refused at the narrower ones. Where a page asks for sign-in,
    it looks at no record.
    """
    open_ends = []
    for row in ROWS:
        for who in kept_world.everybody:
            right = [expected(row, who, level) for level in levels.LEVELS]
            places = {levels.LEVELS.index(level) for level in levels.asked(row, who)}
            for at in set(range(len(right))) - places:
                wider = right[at] in {right[one] for one in places if one > at}
                narrower = right[at] in {right[one] for one in places if one < at}
                follows = {(404,): wider, (403,): wider and narrower, row.answers: narrower}
                if not (follows | {(302,): wider or narrower})[right[at]]:
                    open_ends.append(f"{row} for {who} at {levels.LEVELS[at]}")
    assert open_ends == []


def asked_first(row: Row, everybody: list[str]) -> list[str]:
    """The resident, and whoever gets through at the narrowest level at which anybody does."""
    may = (who for level in levels.LEVELS for who in everybody if _gets_through(row, who, level))
    return list(dict.fromkeys([*islice(may, 1), "resident"]))


def _gets_through(row: Row, who: str, level: str) -> bool:
    return expected(row, who, level) == row.answers


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_resident_and_who_may_get_what_the_table_says(
    row: Row, kept_world: KeptWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    for who, level, answer in _answers(row, kept_world, asked_first(row, kept_world.everybody)):
        if fault := _fault(row, who, level, answer):
            wrong.append(fault)
        elif _gets_through(row, who, level):  # drawn once; from here on the status is what is asked
            monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")
    assert wrong == [], table.file_of(row)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_gets_what_the_table_says(
    row: Row, kept_world: KeptWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = kept_world.everybody
    who = first_of_each(row, everybody) if is_drawn_for_all(row) else everybody
    others = [one for one in who if one not in asked_first(row, everybody)]
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")  # it is drawn above
    faults = [_fault(row, *asked) for asked in _answers(row, kept_world, others)]
    assert [*filter(None, faults)] == [], table.file_of(row)


def _answers(row: Row, world: KeptWorld, asked: list[str]) -> Iterator[tuple[str, str, Any]]:
    """What each of these gets at each level that the row is asked at."""
    addresses = levels.told_apart(row, world.made)
    for who in asked:
        for level in levels.asked(row, who, tuple(addresses)):
            yield who, level, world.ask(who, addresses[level], row.method)


def _fault(row: Row, who: str, level: str, answer: Any) -> str:
    right = expected(row, who, level)
    sent_to_sign_in = answer.status_code == 302 and "sign-in" in answer["Location"]
    if answer.status_code in right and (not sent_to_sign_in or 302 in right):
        return ""
    return f"{who} at {level}: {answer.status_code}, not {right}"
