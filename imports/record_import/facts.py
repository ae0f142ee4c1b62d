"""What a row of a file says of a record, column by column, in words: for the preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interface.words import list_words
from records.dates import DateWithPrecision
from registry.import_readers import Named
from registry.imported import PLACE, ImportColumn, ImportFormat, Scope

LONGEST = 200


@dataclass(frozen=True)
class Said:
    """What one row says: of the record, of the rows that belong to it, and at which place."""

    values: Mapping[str, Any]
    parts: Mapping[str, Sequence[Mapping[str, Any]]]
    place_id: int | None = None

    def of(self, column: ImportColumn) -> list[Any]:
        """The values of a column that holds something; none where the row says nothing."""
        if column.key == PLACE:
            return [self.place_id] if self.place_id else []
        part, _, name = (column.becomes or column.fills).rpartition(".")
        rows = self.parts.get(part, ()) if part else [self.values]
        return [row[name] for row in rows if row.get(name) not in (None, "")]


class Facts:
    """Says rows in words; the names that they mean are asked once for all of them."""

    def __init__(self, kind: ImportFormat, scope: Scope, rows: Sequence[Said]) -> None:
        self.kind, self.scope = kind, scope
        self.names = {
            column.key: self._named(column.reads, {pk for row in rows for pk in row.of(column)})
            for column in kind.columns
            if isinstance(column.reads, Named)
        }

    def _named(self, reader: Named, pks: set[Any]) -> dict[Any, str]:
        if not pks:
            return {}
        added = {pk: f"{body.name} (new)" for pk, body in self.scope.kept["new_bodies"].items()}
        return added | dict(reader.rows(self.scope).filter(pk__in=pks).values_list("pk", "name"))

    def words(self, column: ImportColumn, said: Said) -> str:
        """What a row says of a column; empty where it says nothing."""
        if not (values := said.of(column)):
            return ""
        if precision := said.values.get(f"{column.fills}_precision"):
            return str(DateWithPrecision(dt.date.fromisoformat(values[0]), precision))
        names = self.names.get(column.key)
        if names is not None:
            return list_words([names[pk] for pk in values if pk in names])[:LONGEST]
        if column.fills and "." not in column.fills and not column.becomes:
            return column.reads.words_in(column.fills, said.values)[:LONGEST]
        return list_words([column.reads.words(value) for value in values])[:LONGEST]

    def listed(self, title: str, said: Said) -> list[list[str]]:
        """All that a row says, label by label, but for what it is called already."""
        return [
            [column.label, words]
            for column in self.kind.columns
            for words in [self.words(column, said)]
            if words and not (column.key == self.kind.named_by and words == title[:LONGEST])
        ]

    def added(self, part: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """The names in rows that are added to a part of a record."""
        for column in self.kind.columns:
            if column.key in self.names and column.fills.startswith(f"{part}."):
                yield self.words(column, Said({}, {part: rows}))
