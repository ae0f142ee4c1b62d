"""Reading the data files: every scalar is text as written, and every field must be used.

YAML's own guesses (2023-03 a text, 2023-03-31 a date, 2023 a number, no a truth value) are turned
off; each field says what it expects. A field that nothing reads is an error, so that a misspelt
name cannot lose a fact.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from records.dates import DateWithPrecision

DATA = Path(__file__).resolve().parent.parent / "data"
_RELATIVE = re.compile(r"load([+-]\d+)([dm])( start| end)?")


class LoadError(Exception):
    """A data file cannot be loaded: which file, which entry, and why, for a person to read."""

    def __init__(self, file: str, entry: str, why: str) -> None:
        super().__init__(f"{file}: {entry}: {why}" if entry else f"{file}: {why}")


def day_from(text: str, anchor: dt.date) -> dt.date:
    """``load-45d`` is 45 days before the day of loading, ``load+2m end`` the last of a month."""
    if not (found := _RELATIVE.fullmatch(text)):
        raise ValueError(f"not a date that can be read: {text!r}")
    number, unit, edge = int(found[1]), found[2], found[3]
    if unit == "d":
        return anchor + dt.timedelta(days=number)
    months = anchor.year * 12 + anchor.month - 1 + number
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    day = {" start": 1, " end": last}.get(edge or "", min(anchor.day, last))
    return dt.date(year, month + 1, day)


@dataclass(eq=False)
class Entry:
    """One entry of a data file. ``key`` is its whole path, such as ``pilot/liverpool``."""

    file: str
    key: str
    fields: dict[str, Any]
    anchor: dt.date | None = None
    _left: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.fields, dict):
            raise self.error("is not a list of fields with their values")
        self._left = dict(self.fields)
        self._left.pop("key", None)

    def error(self, why: str) -> LoadError:
        """An error about this entry."""
        return LoadError(self.file, self.key, why)

    def text(self, name: str, default: str = "") -> str:
        """The field as written; the default where it is absent."""
        value = self._left.pop(name, default)
        if not isinstance(value, str):
            raise self.error(f"{name} should be text")
        return value

    def needed(self, name: str) -> str:
        """The field, which must be there."""
        if name not in self._left:
            raise self.error(f"{name} is missing")
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Whether the field says yes."""
        if (value := self.text(name, "no")) not in ("yes", "no"):
            raise self.error(f"{name} should be yes or no, not {value!r}")
        return value == "yes"

    def number(self, name: str) -> Decimal | None:
        """The field as a number; None where it is absent, which means not known."""
        if not (value := self.text(name)):
            return None
        try:
            return Decimal(value)
        except InvalidOperation:
            raise self.error(f"{name} should be a number, not {value!r}") from None

    def needed_number(self, name: str) -> Decimal:
        """A number that must be there."""
        if (number := self.number(name)) is None:
            raise self.error(f"{name} is missing")
        return number

    def figure(self, name: str, low: str, high: str = "", qualifier: str = "") -> dict[str, Any]:
        """The three columns of a figure, from the fields that are named."""
        return {
            f"{name}_low": self.number(low),
            f"{name}_high": self.number(high) if high else None,
            f"{name}_qualifier": (self.text(qualifier) if qualifier else "") or "exactly",
        }

    def dated(self, name: str, column: str = "", *, last: bool = False) -> dict[str, Any]:
        """A date and its precision, as two columns. ``last``: an end is the last of its period."""
        column = column or name
        if not (value := self.text(name)):
            return {}
        try:
            if self.anchor and value.startswith("load"):
                return {column: day_from(value, self.anchor), f"{column}_precision": "day"}
            date = DateWithPrecision.parse(value)
        except ValueError as problem:
            raise self.error(f"{name}: {problem}") from None
        day = date.last if last else date.first
        return {column: day, f"{column}_precision": date.precision}

    def day(self, name: str) -> dt.date | None:
        """A date whose column keeps no precision; the first day of a longer period."""
        return self.dated(name).get(name)

    def needed_day(self, name: str) -> dt.date:
        """A date that must be there."""
        if (day := self.day(name)) is None:
            raise self.error(f"{name} is missing")
        return day

    def names(self, name: str) -> list[str]:
        """A list of names."""
        value = self._left.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.error(f"{name} should be a list of names")
        return value

    def children(self, name: str, kind: str) -> list[Entry]:
        """The entries nested in this one; they do not count as part of it."""
        self.fields = {key: value for key, value in self.fields.items() if key != name}
        return entries_of(
            self._left.pop(name, []), self.file, f"{self.key}/{kind}", name, self.anchor
        )

    def template(self, name: str) -> dict[str, Any]:
        """What entries nested in this one have in common; it counts as part of each of them."""
        self.fields = {key: value for key, value in self.fields.items() if key != name}
        value = self._left.pop(name, {})
        if not isinstance(value, dict):
            raise self.error(f"{name} should be fields with their values")
        return value

    def derived(self, kind: str, name: str, /, **fields: Any) -> Entry:
        """An entry for a row that follows from this one, such as a link to a place."""
        return Entry(self.file, f"{self.key}/{kind}/{name}", fields, self.anchor)

    def fill_in(self, template: dict[str, Any]) -> None:
        """Take from a template what this entry does not say itself."""
        self.fields = {**template, **self.fields}
        self._left = {**template, **self._left}

    def finish(self) -> None:
        """Every field was read. Raises LoadError for one that was not."""
        if self._left:
            raise self.error(f"nothing reads {', '.join(sorted(self._left))}")

    @property
    def digest(self) -> str:
        """Changes when this entry's own fields do."""
        written = json.dumps(self.fields, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


def entries_of(
    listed: Any, file: str, prefix: str, name: str, anchor: dt.date | None = None
) -> list[Entry]:
    """Entries from a list of mappings, each with a key that no other has."""
    if not isinstance(listed, list):
        raise LoadError(file, "", f"{name} should be a list")
    found: dict[str, Entry] = {}
    for number, fields in enumerate(listed, start=1):
        if not isinstance(fields, dict) or not isinstance(fields.get("key"), str):
            raise LoadError(file, "", f"number {number} of {name} has no key")
        key = f"{prefix}/{fields['key']}" if prefix else fields["key"]
        if key in found:
            raise LoadError(file, key, "this key is used twice")
        found[key] = Entry(file, key, fields, anchor)
    return list(found.values())


class DataFile:
    """One YAML file; ``take`` hands out its lists, ``finish`` sees that none was forgotten."""

    def __init__(self, path: Path, folder: Path = DATA, anchor: dt.date | None = None) -> None:
        self.name = str(path.relative_to(folder))
        self.stem = path.stem
        self.anchor = anchor
        try:
            written = path.read_text(encoding="utf-8")
            # The C loader where it is built, with the same result.
            loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
            # BaseLoader makes nothing but text, lists and mappings.
            self.content = yaml.load(written, Loader=loader)  # noqa: S506
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            why = " ".join(str(problem).split()).replace(str(path), self.name)
            raise LoadError(self.name, "", f"cannot be read: {why}") from None
        if not isinstance(self.content, dict):
            raise LoadError(self.name, "", "should be named lists of entries")

    def take(self, name: str, prefix: str = "") -> list[Entry]:
        """The entries of one list of the file; none where it has no such list.

        Each key begins with the prefix; without one it is a whole path as written.
        """
        return entries_of(self.content.pop(name, []), self.name, prefix, name, self.anchor)

    def take_one(self, name: str) -> Entry:
        """The one entry that the file is about."""
        if name not in self.content:
            raise LoadError(self.name, "", f"{name} is missing")
        return entries_of([self.content.pop(name)], self.name, name, name, self.anchor)[0]

    def finish(self) -> None:
        """Every list was taken. Raises LoadError for one that was not."""
        if self.content:
            raise LoadError(self.name, "", f"nothing reads {', '.join(sorted(self.content))}")
