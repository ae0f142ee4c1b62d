"""What people said that words of files mean: remembered for the next file, of any kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from imports.record_import.models import RecordImport
from imports.record_import.names import words_in
from imports.record_import.new_bodies import NEW, is_new
from imports.record_import.permissions import of_programme
from records.subjects import registered
from registry.import_readers import Choice, Known, Named, is_number
from registry.imported import NARROWED, ImportColumn, ImportFormat, Scope

LOOKED_AT = 100  # the last imports of a place


@dataclass(frozen=True)
class Meant:
    """What a word of a column was said to mean; or is read as, where it ``is_sure``."""

    column: str
    label: str
    text: str
    words: str
    is_sure: bool = False

    @property
    def key(self) -> str:
        """What it is called on the page."""
        return f"{self.column}:{self.text}"


def _subject(kind: ImportFormat, key: str) -> tuple[str, ...]:
    """What is meant by the words of a column: the same for all kinds of files that name such
    records; of choices, for the files of this kind. Empty where it is of one shape alone."""
    column = next((column for column in kind.columns if column.key == key), None)
    if column is None:
        return ()
    if isinstance(column.reads, Named):
        return (column.reads.noun,)
    return (kind.key, key) if isinstance(column.reads, Choice) else ()


def _before(row: RecordImport) -> list[tuple[RecordImport, ImportFormat]]:
    kinds = {kind.key: kind for kind in registered(ImportFormat)}
    if row.programme_id:
        kinds = {key: of_programme(kind) for key, kind in kinds.items() if kind.in_programme}
    rows = row.same_home().exclude(pk=row.pk).exclude(answers={})
    rows = rows.defer("preview", "unusable", "notes").order_by("-id")[:LOOKED_AT]
    return [(each, kinds[each.kind]) for each in rows if each.kind in kinds]


def remembered(
    row: RecordImport, kind: ImportFormat, same_shape: RecordImport | None
) -> dict[str, dict[str, Any]]:
    """What words mean by what was said at this place before, the last first.

    What a file did not say at all may be otherwise in the next one; and so may a number that stood
    for a choice, for another file has another scale.
    """
    made: dict[str, dict[str, Any]] = {}
    if same_shape is not None:
        made = {key: _worth(meant) for key, meant in same_shape.answers.items()}
        if same_shape.within != row.within:  # another body paid: other rows may be wanted
            made.pop(NARROWED, None)
    before = _before(row)
    for column in kind.columns:
        if not (subject := _subject(kind, column.key)):
            continue
        said = made.get(column.key, {})
        for other, its_kind in before:
            for key, meant in other.answers.items():
                if _subject(its_kind, key) != subject:
                    continue
                # What follows where none is meant is each column's own: an empty cell, a row less
                is_own = (its_kind.key, key) == (kind.key, column.key)
                worth = {
                    word: value
                    for word, value in _worth(meant).items()
                    if (is_own or value is not None) and not is_number(word)
                }
                said = {**worth, **said}
        if said:
            made[column.key] = said
    return made


def sure_words(row: RecordImport, at: int, column: ImportColumn, known: Known) -> dict[str, Any]:
    """The words of a column that are a choice in other words, "in flight" for live: they are read
    so and shown. Not those that somebody answered, or wants to be asked of."""
    reader = column.reads
    if not (isinstance(reader, Choice) and reader.asks and reader.also):
        return {}
    asked = {*known.meant, *row.found.get("asked", {}).get(column.key, ())}
    words = words_in(row, at, column, reader.also.keys() - asked)
    return {word: reader.also[word] for word in words if not reader.knows(word)}


def _worth(meant: dict[str, Any]) -> dict[str, Any]:
    return {word: value for word, value in meant.items() if word and not is_new(value)}


def forget(row: RecordImport, kind: ImportFormat, words: Iterable[tuple[str, str]]) -> None:
    """Take back what words mean, in this file and where it was remembered from."""
    words = list(words)
    gone = {(_subject(kind, key) or (kind.key, key), text) for key, text in words}
    asked = {key: list(texts) for key, texts in row.found.get("asked", {}).items()}
    for key, text in words:
        asked.setdefault(key, []).append(text)
    row.note_found(asked=asked)
    for each, its_kind in [(row, kind), *_before(row)]:
        kept = {
            key: {
                text: value
                for text, value in meant.items()
                if (_subject(its_kind, key) or (its_kind.key, key), text) not in gone
            }
            for key, meant in each.answers.items()
        }
        if kept != each.answers:
            each.answers = kept
            each.save(update_fields=["answers"])


def answers_used(row: RecordImport, kind: ImportFormat, scope: Scope) -> list[Meant]:
    """What was said of words that stand in this file, to be looked through and taken back."""
    made = []
    used, sure = row.found.get("used", {}), row.found.get("sure", {})
    for column in kind.columns:
        made += [
            Meant(column.key, column.label, text, column.reads.words(value), is_sure=True)
            for text, value in sorted(sure.get(column.key, {}).items())
        ]
        meant = row.answers.get(column.key, {})
        texts = [text for text in used.get(column.key, ()) if text in meant]
        if not texts:
            continue
        reader = column.reads
        names: dict[Any, str] = {}
        if isinstance(reader, Named):
            pks = [meant[text] for text in texts if isinstance(meant[text], int)]
            names = dict(reader.rows(scope).filter(pk__in=pks).values_list("pk", "name"))
        for text in texts:
            value = meant[text]
            if is_new(value):
                words = f"{value[NEW][0]}, to be added"
            elif value is None:
                words = "left out"
            elif isinstance(reader, Named):
                words = names.get(value, "no longer here")
            else:
                words = reader.words(value)
            made.append(Meant(column.key, column.label, text, words))
    return made
