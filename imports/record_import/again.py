"""Rows of a file that are probably one record twice, under names of which the words are the same or
nearly so: "Keighley warm hub", "Warm hub Keighly"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from imports.record_import.models import RecordImport
from records.names import plain_key
from registry.imported import ImportFormat

MOST = 5_000  # rows of a file that is looked through
LONGEST = 12  # words of a name
SHORTEST = 5  # letters of a word that may be misspelt: "North" is not "South", nor 1 another 2
SAME = 0.85


def note_again(row: RecordImport, kind: ImportFormat) -> None:
    """Note in an import which of its rows name another one again: each with its name, and the
    number of the first."""
    at = next((int(at) for at, key in row.columns.items() if key == kind.named_by), None)
    found: list[list[object]] = []
    if kind.is_told_again and at is not None and row.rows <= MOST:
        rows = row.file_rows.order_by("number").values_list("number", "cells")
        found = list(again((number, cells[at]) for number, cells in rows if at < len(cells)))
    row.note_found(again=found)


def again(names: Iterable[tuple[int, str]]) -> Iterator[list[object]]:
    """The numbers of those that name an earlier one again, their names and the earlier number."""
    seen: dict[tuple[str, ...], list[tuple[int, str, str]]] = {}
    for number, name in names:
        key = plain_key(name)
        words = sorted(key.split())
        if not 1 < len(words) <= LONGEST:
            continue
        each = [(tuple(words[:at] + words[at + 1 :]), word) for at, word in enumerate(words)]
        known = (
            first
            for rest, word in each
            for first, other, its_key in seen.get(rest, ())
            if its_key != key and _is_same(word, other)
        )
        if (first := next(known, None)) is not None:
            yield [number, name[:100], first]
            continue
        for rest, word in each:
            seen.setdefault(rest, []).append((number, word, key))


def _is_same(word: str, other: str) -> bool:
    if word == other:
        return True
    is_long = min(len(word), len(other)) >= SHORTEST and word[0] == other[0]
    return is_long and SequenceMatcher(None, word, other).ratio() >= SAME
