"""Every address × everybody × every level: the status that each gets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import readers, table, world
from tests.access.kept_world import KeptWorld
from tests.access.table import Row

ROWS = list(table.rows())


def names_of(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Every url name below these patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_every_address_stands_in_the_table() -> None:
    named = set(names_of(get_resolver().url_patterns))
    assert named == {row.name for row in ROWS}


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
    if who not in world.FAMILIES[row.of][level]:
        return (404,)
    if row.may is not None and who not in row.may:
        return (403,)
    return row.answers


@contextmanager
def undone() -> Iterator[None]:
    """What is written meanwhile is taken back, so that the next finds everything as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def levels_of(row: Row) -> list[str]:
    """Open records are the same at every level, so one is enough."""
    return ["public"] if world.FAMILIES[row.of] is readers.OPEN else list(readers.BY_LEVEL)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_gets_what_the_table_says(
    row: Row, kept_world: KeptWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    for who in kept_world.everybody:
        client = kept_world.client(who)
        for level in levels_of(row):
            record = kept_world.made.at[level][row.of]
            address = reverse(row.name, args=world.address_of(row.of, record))
            with undone() if row.method == "POST" else nullcontext():
                response = client.generic(row.method, address + row.query)
            sent_to_sign_in = response.status_code == 302 and "sign-in" in response["Location"]
            right = expected(row, who, level)
            if response.status_code not in right or (sent_to_sign_in and 302 not in right):
                wrong.append(f"{who} at {level}: {response.status_code}, not {right}")
            elif right == row.answers:  # drawn once; from here on the status is what is asked for
                monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")
    assert wrong == []
