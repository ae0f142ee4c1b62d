"""Reading the data files: every scalar is text as written; the fields say what each is read as.

YAML's own guesses (2023-03 a text, 2023-03-31 a date, 2023 a number, no a truth value) are turned
off.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

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
    """One entry of a data file. ``key`` is its whole path, such as ``pilot/liverpool``.

    ``anchor`` is the day from which its dates count; only a made-up example has one. ``parts`` are
    the entries nested in it, which do not count as part of it.
    """

    file: str
    key: str
    fields: dict[str, Any]
    anchor: dt.date | None = None
    owner: Entry | None = None
    model: Any = None
    parts: dict[str, list[Entry]] = field(default_factory=dict)

    def error(self, why: str) -> LoadError:
        """An error about this entry."""
        return LoadError(self.file, self.key, why)

    @property
    def slug(self) -> str:
        """The last part of its key."""
        return self.key.rpartition("/")[2]

    def text(self, name: str) -> str:
        """A field as written; empty where it is absent."""
        value = self.fields.get(name, "")
        if not isinstance(value, str):
            raise self.error(f"{name} should be text")
        return value

    def flag(self, name: str) -> bool:
        """Whether a field says yes; absent, it says no."""
        if (value := self.text(name) or "no") not in ("yes", "no"):
            raise self.error(f"{name} should be yes or no, not {value!r}")
        return value == "yes"

    def names(self, name: str) -> list[str]:
        """A list of names; none where it is absent."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.error(f"{name} should be a list of names")
        return value

    def template(self, name: str) -> dict[str, Any]:
        """Taken out of it: what the entries of a list in it have in common."""
        if not isinstance(value := self.fields.pop(f"each_{name}", {}), dict):
            raise self.error(f"each_{name} should be fields with their values")
        return value

    def derived(self, kind: str, name: str, /, **fields: str) -> Entry:
        """An entry for a row that follows from this one, such as a link to a place."""
        return Entry(self.file, f"{self.key}/{kind}/{name}", fields, self.anchor, self)

    @property
    def digest(self) -> str:
        """Changes when this entry's own fields do."""
        written = json.dumps(self.fields, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


def entries_of(
    listed: Any,
    within: Entry,
    prefix: str,
    name: str,
    common: Mapping[str, Any] | None = None,
) -> list[Entry]:
    """Entries from a list of mappings, each with a key that no other has.

    ``common``: what those that do not say it themselves have.
    """
    file, owner = within.file, within if within.key else None
    if not isinstance(listed, list):
        raise LoadError(file, "", f"{name} should be a list")
    found: dict[str, Entry] = {}
    for number, fields in enumerate(listed, start=1):
        if not isinstance(fields, dict) or not isinstance(fields.get("key"), str):
            raise LoadError(file, "", f"number {number} of {name} has no key")
        key = "/".join(filter(None, (within.key, prefix, fields["key"])))
        if key in found:
            raise LoadError(file, key, "this key is used twice")
        found[key] = Entry(file, key, {**(common or {}), **fields}, within.anchor, owner)
    return list(found.values())


class DataFile:
    """One YAML file; ``take`` hands out its lists, ``finish`` sees that none was forgotten."""

    def __init__(self, path: Path, folder: Path = DATA, anchor: dt.date | None = None) -> None:
        self.name = str(path.relative_to(folder))
        try:
            written = path.read_text(encoding="utf-8")
            # The C loader where it is built, with the same result.
            loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
            # BaseLoader makes nothing but text, lists and mappings.
            content = yaml.load(written, Loader=loader)  # noqa: S506
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            why = " ".join(str(problem).split()).replace(str(path), self.name)
            raise LoadError(self.name, "", f"cannot be read: {why}") from None
        if not isinstance(content, dict):
            raise LoadError(self.name, "", "should be named lists of entries")
        if isinstance(pilot := content.get("pilot"), dict):  # whose lists are those of its file
            taken = {"withdrawn": content.pop("withdrawn", [])}
            content = {**taken, "pilots": [{**content, **pilot}]}
            del content["pilots"][0]["pilot"]
        self._whole = Entry(self.name, "", content, anchor)
        self._templates = content.pop("templates", {})

    def take(self, name: str, prefix: str) -> list[Entry]:
        """The entries of one list of the file; none where it has no such list.

        Each key begins with the prefix; without one it is a whole path as written.
        """
        common = self._whole.template(name)
        entries = entries_of(self._whole.fields.pop(name, []), self._whole, prefix, name, common)
        for entry in entries:
            if (template := entry.fields.pop("template", "")) not in {"", *self._templates}:
                raise entry.error(f"there is no template {template!r}")
            entry.fields = {**self._templates.get(template, {}), **entry.fields}
        return entries

    def finish(self) -> None:
        """Every list was taken. Raises LoadError for one that was not."""
        if left := self._whole.fields:
            raise LoadError(self.name, "", f"nothing reads {', '.join(sorted(left))}")
