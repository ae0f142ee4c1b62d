"""The rows of a file as they were read: in a table that lives as long as the transaction.

Where what they were read by can be told (``rests_on``), they are kept from the look at the file
until it is imported, so that a long file is read once. What they would change is worked out anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from json import encoder
from typing import Any

from django.db import connection

from imports.models import RecordImport
from imports.record_import import lines
from interface.words import count_words
from partnerships.models import PlaceReach
from registry.import_readers import Known
from registry.imported import ImportFormat, Row, Scope

ROWS = """
DROP TABLE IF EXISTS import_row;
CREATE TEMP TABLE import_row (
  number int, place_id bigint, reference text, key text,
  match text GENERATED ALWAYS AS (lower(btrim(regexp_replace(key, '\\s+', ' ', 'g')))) STORED,
  ours bigint, object_id bigint, was_version int DEFAULT 0,
  is_new bool NOT NULL DEFAULT true, held text DEFAULT '',
  said jsonb, only_new jsonb, fresh jsonb, parts jsonb, new_parts jsonb, is_out bool,
  before jsonb DEFAULT '{}', adds jsonb DEFAULT '{}', added jsonb DEFAULT '{}'
) ON COMMIT DROP
"""
_READ = "number, place_id, reference, key, ours, said, only_new, fresh, parts, new_parts, is_out"
NOTED = 20


def _one_encoder() -> Callable[[Any, int], tuple[str, ...]]:
    """What ``json`` makes anew for each text that it writes, which takes longer than to write a
    small one: made once."""
    usual = json.JSONEncoder()
    how = (None, usual.default, encoder.encode_basestring_ascii, None, ": ", ", ")
    return encoder.c_make_encoder(*how, False, False, True)


_pieces = _one_encoder()


def _json(said: Any) -> str:
    return "".join(_pieces(said, 0))


class Reading:
    """What the rows of one file say, and which columns they fill."""

    def __init__(self, row: RecordImport, kind: ImportFormat, scope: Scope) -> None:
        self.row, self.kind, self.scope = row, kind, scope
        self.reach: dict[int, list[int]] = {}
        self.by = ""  # all that its rows are read by, in a few letters, where that can be told
        # Which columns the rows fill: of the record by what says so, of its parts by their names
        also = {name: set(columns) for name, columns in kind.also_fills.items()}
        self.filled: dict[str, set[str]] = {"said": set(), "only_new": set(), "fresh": set()} | also
        self.some_named = False  # whether rows say by a reference which record they are about
        # What is kept as less than it says: the column, the words, as what, in how many rows
        self.less: dict[tuple[str, str], list[Any]] = {}
        self.waiting: list[tuple[Any, ...]] = []
        self.first = (row.pk,) if kind.rests_on else ()
        fields = kind.makes._meta.local_concrete_fields
        self.has_reach = any(field.name == "reach_ids" for field in fields)

    def is_kept(self, known: Mapping[str, Known]) -> bool:
        """Whether the rows were read already by just the same; then it knows what they fill."""
        kept = self.row.reading
        self.by = self._by(known) if self.kind.rests_on else ""
        if not (kept and self.by and kept["by"] == self.by and "some_named" in kept):
            return False
        self.some_named = kept["some_named"]
        for name, columns in kept["filled"].items():
            self.filled.setdefault(name, set()).update(columns)
        self.less = {(label, text): [kept, count] for label, text, kept, count in kept["less"]}
        return True

    def note_less(self, label: str, text: str, kept: str) -> None:
        """Note that a text of a column is kept as less than it says."""
        if (label, text) in self.less or len(self.less) < NOTED:
            self.less.setdefault((label, text), [kept, 0])[1] += 1

    def remarks(self) -> list[str]:
        """What is kept as less than it says, in words."""
        return [
            f"{label}: “{text[:60]}” is kept as {kept}, in {count_words(count, 'row')}."
            for (label, text), (kept, count) in self.less.items()
        ]

    def _by(self, known: Mapping[str, Known]) -> str:
        said = {
            "columns": self.row.columns,
            "kept": [self.row.found.get(name) for name in ("kept", "left")],
            "names": {key: sorted(each.meant.items()) for key, each in known.items()},
            "user": self.scope.user.pk,
            "lines": lines.rests_on(self.row) if self.kind.counted_by else None,
            "rests_on": self.kind.rests_on and self.kind.rests_on(self.scope),
        }
        text = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def begin(self) -> None:
        """Forget what was read before."""
        self.row.reading = None
        self.row.read_rows.all().delete()
        if not self.kind.rests_on:
            self._make_table()

    def add(self, row: Row) -> None:
        """One row more. It waits for the next ``flush`` as what is written of it: its many small
        parts would have to be gone through by the collector of garbage, of thousands of rows."""
        if self.has_reach:
            row.fresh.setdefault("reach_ids", self._reach(row.place_id))
        ours = row.ours
        if row.reference and ours is None:
            ours = self.kind.is_ours(row.reference)
        self.some_named |= bool(row.reference) or ours is not None
        known = (row.number, row.place_id, row.reference, self.kind.key_of(row), ours)
        self.waiting.append((*self.first, *known, *self._said(row), row.is_out))

    def flush(self) -> None:
        """Write the rows that wait."""
        into = f"import_row ({_READ})"
        if self.kind.rests_on:
            into = f"imports_readrow (record_import_id, {_READ})"
        with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in self.waiting:
                copy.write_row(row)
        self.waiting.clear()

    def finish(self, *, is_whole: bool) -> None:
        """All rows are read, and stand in ``import_row``. Some are not whole while names are
        asked: then they are read again."""
        if not self.kind.rests_on:
            return
        filled = {name: sorted(columns) for name, columns in self.filled.items()}
        less = [[*words, *kept] for words, kept in self.less.items()]
        said = {"by": self.by, "filled": filled, "less": less, "some_named": self.some_named}
        self.row.reading = said if is_whole else None
        self._make_table()
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO import_row ({_READ}) SELECT {_READ} FROM imports_readrow "  # noqa: S608
                "WHERE record_import_id = %s",
                [self.row.pk],
            )

    def _make_table(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(ROWS)

    def _said(self, row: Row) -> list[str]:
        """What a row says, as ``import_row`` keeps it; and note which columns it fills."""
        filled, parts, new_parts = self.filled, dict[str, Any](), dict[str, Any]()
        filled["said"].update(row.values)
        filled["only_new"].update(row.only_new)
        filled["fresh"].update(row.fresh)
        for name, rows in row.parts.items():
            (new_parts if self.kind.parts[name].only_new else parts)[name] = rows
            for values in rows:
                filled.setdefault(name, set()).update(values)
        said = (row.values, row.only_new, row.fresh, parts, new_parts)
        return [_json(each) if each else "{}" for each in said]

    def _reach(self, place_id: int) -> list[int]:
        """A place and those above it, as the triggers of a record's places would keep them."""
        if place_id not in self.reach:
            self.reach[place_id] = sorted(PlaceReach.of([place_id]))
        return self.reach[place_id]
