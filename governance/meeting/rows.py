"""Forms of many rows, each a record with a version of its own.

Two who write at once are in each other's way only where they change one row: the second sees both
versions of that row, and nothing that either typed is lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, CharField, Field, HiddenInput
from django.utils import timezone

from interface import forms
from records.conflict_choices import KEPT, THEIRS, YOURS, both, opened_as, put, take
from records.conflicts import Conflict, Row, in_words
from records.events import last_change


@dataclass(frozen=True)
class FormRow:
    """One record in the form, as the page shows it; None where there is none yet."""

    key: str
    record: Any
    about: Any
    fields: dict[str, BoundField]
    version: BoundField


class FormOfRows(forms.Form):
    """``rows`` are its records in order."""

    data: Any

    @staticmethod
    def values(record: Any) -> dict[str, Any]:
        """What a record says in the fields of its row, also none."""
        raise NotImplementedError

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[FormRow] = []
        self._moved: list[Row] = []
        self._kept: dict[str, Any] = {}
        self._last: Any = None

    def add_row(
        self, key: str, record: Any, fields: Mapping[str, Field], *, about: Any = None
    ) -> None:
        """One row: the fields are named after it. What a draft of before does not hold is as it
        stands."""
        said, mark = type(self).values(record), f"{key}_version"
        version = str(record.version) if record is not None else ""
        hidden = CharField(widget=HiddenInput, required=False)
        for name, field in {**fields, "version": hidden}.items():
            self.fields[f"{key}_{name}"] = field
            self.initial[f"{key}_{name}"] = version if name == "version" else said.get(name)
        if self.is_bound and mark not in self.data:
            self._fill(key, {**said, "version": version})
        bound = {name: self[f"{key}_{name}"] for name in fields}
        self.rows.append(FormRow(key, record, about, bound, self[mark]))

    def _fill(self, key: str, said: Mapping[str, Any]) -> None:
        data = self.data.copy()
        for name, value in said.items():
            if value not in (None, False, ""):
                data[f"{key}_{name}"] = "on" if value is True else str(value)
        data.setdefault(f"{key}_version", "")
        self.data = data

    def full_clean(self) -> None:
        """Judges what was chosen on the page of a conflict."""
        take(self)
        super().full_clean()

    def typed(self, row: FormRow, current: Any) -> dict[str, Any] | None:
        """What is to be saved of a row, which the caller has locked (``current``); None where
        nobody changed it here. Remembers where somebody else changed it as well."""
        now = type(self).values(current)
        said = {name: _plain(self.cleaned_data.get(f"{row.key}_{name}")) for name in now}
        mark = self.cleaned_data.get(f"{row.key}_version", "")
        if said == now:
            return None
        if mark == (str(current.version) if current is not None else ""):
            return said
        before = opened_as(current, mark) if current is not None and mark else None
        was = type(self).values(before)
        if said == was:
            return None
        if before is not None and was == now:
            return said  # what changed meanwhile, such as its decision, isn't asked in this row
        untyped = {name for name in said if before is not None and said[name] == was[name]}
        self._remember(row, current, said, untyped)
        return None

    def _remember(
        self, row: FormRow, current: Any, said: dict[str, Any], untyped: set[str]
    ) -> None:
        """Both versions of each answer that differs; theirs is shown where nothing was typed."""
        data, now = self.data.copy(), type(self).values(current)
        for name, bound in row.fields.items():
            if name not in now or now[name] == said[name]:
                continue
            key, field, chosen = bound.name, bound.field, THEIRS if name in untyped else YOURS
            there = forms.Form(initial={key: now[name]})
            there.fields[key] = field
            versions = both(self, there, key)
            put(data, versions, chosen)
            self._kept[key] = {**versions, "shown": chosen}
            label = f"{row.about or row.record}: {bound.label}"
            theirs, yours = in_words(field, now[name]), in_words(field, said[name])
            self._moved.append(Row(label, theirs, yours, key, chosen))
        data.pop(KEPT, None)
        data[f"{row.key}_version"] = str(current.version) if current is not None else ""
        self.data, self._last = data, current

    def refuse_moved(self) -> None:
        """Raises Conflict where somebody else changed a row that was changed here; call before
        anything is saved for good."""
        if self._moved:
            change = last_change(self._last) if self._last is not None else None
            at = self._last.updated_at if self._last is not None else timezone.now()
            who = change.who if change else ""
            raise Conflict(who, at, self._moved, json.dumps(self._kept))


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
