"""Entries become rows: fields by the names of the model's, others by their keys, parts beneath."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Max

from demo.load.entries import Entry, entries_of
from demo.load.kinds import Kind, Link
from demo.load.table import SECTIONS
from demo.load.values import columns, fields_of
from records.telling import counting

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from demo.load.record import Record

EXAMPLE = "example/"


def load_files(
    record: Record, folder: Path, names: Iterable[str], anchor: dt.date | None = None
) -> None:
    """What these files say, one name or pattern after the other, list by list."""
    for name in counting(names, "parts"):
        files = [record.opened(path, folder, anchor) for path in _paths(folder, name)]
        for section, kind in SECTIONS.items():
            load(kind, [one for file in files for one in file.take(section, kind.key)], record)
        for file in files:
            file.finish()
        record.flush()


def _paths(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(name)) if "*" in name else [folder / name]


def load(kind: Kind, entries: list[Entry], record: Record) -> None:
    """Queue the rows of these entries, those that others have as their parent before them."""
    while entries:
        waiting = {one.slug for one in entries} if kind.parents_first else set()
        ready = [one for one in entries if one.text("parent") not in waiting]
        ready = ready or entries  # a ring: the first has no parent that is there
        _load(kind, ready, record)
        entries = [one for one in entries if one not in ready]


def _load(kind: Kind, entries: list[Entry], record: Record) -> None:
    """Queue their rows, then their links, then their parts, kind by kind."""
    for entry in entries:
        _take_apart(kind, entry)
    last: dict[int, int] = {}
    for entry in entries:
        row = _row(kind, entry, record)
        if kind.number:
            _number(kind, entry, row, last, record)
        record.add(entry, row)
    if kind.after:
        for entry in entries:
            kind.after(entry, record)
    for entry in entries:
        for name, link in kind.all_links.items():
            _link(entry, link, name, record)
    for name, part in kind.parts.items():
        load(part, [one for entry in entries for one in entry.parts[name]], record)


def _take_apart(kind: Kind, entry: Entry) -> None:
    """What is nested in an entry is an entry of its own."""
    entry.model = kind.model
    if kind.expand:
        kind.expand(entry)
    for name, part in kind.parts.items():
        listed, template = entry.fields.pop(name, []), entry.template(name)
        inherited = {one: entry.fields[one] for one in part.inherits if one in entry.fields}
        entry.parts[name] = entries_of(listed, entry, part.key, name, {**inherited, **template})


def _row(kind: Kind, entry: Entry, record: Record) -> Any:
    """The row of an entry. Raises LoadError where a field is not known, missing or wrong."""
    row = kind.model(**_values(kind, entry, record))
    missing = [name for name in kind.needs if not entry.text(name)]
    if kind.row and not missing:
        kind.row(entry, row, record)
    missing += [
        one.name
        for one in _needed(kind.model)
        if one.name != kind.number and getattr(row, one.attname) in (None, "")
    ]
    if missing:
        raise entry.error(f"{missing[0]} is missing")
    return row


def _values(kind: Kind, entry: Entry, record: Record) -> dict[str, Any]:
    """The columns of an entry, by what it says, what it leaves out and where it stands."""
    known, elsewhere = fields_of(kind.model), {"key", *kind.all_links, *kind.reads}
    if left := set(entry.fields) - {*known, *elsewhere}:
        raise entry.error(f"nothing reads {', '.join(sorted(left))}")
    given = {"visibility": "public", **kind.defaults}
    given |= {"is_example": "yes"} if entry.file.startswith(EXAMPLE) else {}
    said = replace(entry, fields={**given, **entry.fields})
    values: dict[str, Any] = {}
    for name in (one for one in said.fields if one in known and one not in elsewhere):
        if (field := known[name]).is_relation:
            values[field.attname] = record.named(entry, field.related_model, said.text(name))
        else:
            values |= columns(said, kind.model, name)
    if slug := kind.slug or ("slug" if "slug" in known else ""):
        values[slug] = entry.slug
    if entry.owner and (column := _owned_by(kind.model, entry.owner.model)):
        values[column] = record.id_of(entry.owner)
    return values


@cache
def _owned_by(model: Any, owner: Any) -> str:
    """The column of a part that says what it is part of."""
    fields = model._meta.concrete_fields
    return next((one.attname for one in fields if one.related_model is owner), "")


@cache
def _needed(model: Any) -> list[Any]:
    """The columns that no row can be without."""
    return [
        one
        for one in model._meta.concrete_fields
        if one.editable
        and not (one.null or one.blank or one.primary_key or one.generated or one.has_default())
        and one.db_default is models.NOT_PROVIDED
    ]


def _link(entry: Entry, link: Link, name: str, record: Record) -> None:
    """Queue a link for each that the entry names, the first of which leads where one does."""
    written = entry.fields.get(name, [])
    names = [written] if isinstance(written, str) else entry.names(name)
    through, key = link.model, link.key or link.to.replace("_", "-")
    target = through._meta.get_field(link.to)
    owner = record.id_of(entry) if names else 0
    for number, one in enumerate(names):
        row = through(
            **link.extra,
            **{_owned_by(through, entry.model): owner},
            **{target.attname: record.named(entry, target.related_model, one)},
        )
        if hasattr(row, "is_lead"):
            row.is_lead = number == 0
        if link.also:
            link.also(row)
        record.add(entry.derived(key, one.replace("/", "-")), row)


def _number(kind: Kind, entry: Entry, row: Any, last: dict[int, int], record: Record) -> None:
    """Give a row its number: one that is there keeps its own, since its address has it."""
    rows = kind.model._base_manager  # noqa: SLF001 - withdrawn ones too
    column = _owned_by(kind.model, entry.owner.model) if entry.owner else "pilot_id"
    whose = getattr(row, column)
    loaded = record.known.get(entry.key)
    there = rows.filter(pk=loaded.object_id if loaded else None)
    number = there.values_list(kind.number, flat=True).first()
    if number is None:
        if whose not in last:
            highest = rows.filter(**{column: whose}).aggregate(last=Max(kind.number))
            last[whose] = highest["last"] or 0
        number = last[whose] = last[whose] + 1
    setattr(row, kind.number, number)
