"""What changed, in words: events of history as differences that a person can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interface import words
from records.columns import ReadBy, read_by
from records.dates import DateWithPrecision, Precision
from records.events import Names
from records.figures import Quantity
from records.history import kept_fields
from records.models import HistoryEntry
from records.subjects import registered

CHANGED, ADDED, REMOVED, MOVED = "changed", "added", "removed", "moved"

# Columns that say nothing that a person did to the record, or that another column says better.
SILENT = frozenset(
    {"id", "created_by", "created_at", "updated_at", "version", "key", "slug", "number"}
    | {"subject_type", "subject_id", "is_example"}
)
# What a row that is a part of a record is called by, unless its subject says: the first that it has
NAMED_BY = ("place", "topic", "organisation", "name", "title", "text", "what")
UNITS = {"amount": "£", "cost": "£"}
# What a column is called wherever it stands, unless its model or its subject says
LABELS = {
    "visibility": "Who can see it",
    "because": "Why",
    "why": "Why",
    "on": "When",
    "by": "Who tried it",
    "due": "Due",
    "done": "Done",
    "start": "Start",
    "end": "End",
    "valid_from": "From",
    "valid_to": "Until",
    "is_lead": "Lead place",
    "source_said": "Where it is from",
    "url": "Link",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLabel:
    """How the rows of a model are told in histories, as its subject declares it.

    ``noun`` is what a part of a record is called, by default what its model is; ``named_by`` are
    the columns that name one, the first that it has. ``labels`` are what columns are called where
    the model's field does not say it. ``silent`` columns are told to nobody; who is told of others
    is said where the model is (``records.columns``). ``with_name`` are columns told beside the name
    of what is added (of a figure, its lower end). ``units`` are those of figures whose name does
    not say it (``UNITS``). ``financial_years`` hold the year in which one begins.

    A part is told in its record's history: with a rule of its own, to people who are signed in, and
    to the public where it is ``public``; with a history page of its own, where it is
    ``with_record``. ``signed_in_because`` says why the public, who reads its list, is not told what
    changed in it. ``apart`` says why its record's history is silent of it.

    ``sentences`` tells a part that was added or changed in sentences of its own, from its row
    before (None where it is new), its row after, and the names of records.
    """

    model: Any
    noun: str = ""
    named_by: tuple[str, ...] = NAMED_BY
    labels: dict[str, str] = dataclass_field(default_factory=dict)
    silent: tuple[str, ...] = ()
    with_name: tuple[str, ...] = ()
    units: dict[str, str] = dataclass_field(default_factory=dict)
    financial_years: tuple[str, ...] = ()
    with_record: bool = False
    public: bool = False
    signed_in_because: str = ""
    apart: str = ""
    sentences: Callable[[dict[str, Any] | None, dict[str, Any], Names], Iterable[str]] | None = None
    order: int = 0


@cache
def told_of(model: Any) -> HistoryLabel:
    """What its subject declares of a model, else what holds for every model."""
    declarations = (
        declaration for declaration in registered(HistoryLabel) if declaration.model is model
    )
    return next(declarations, HistoryLabel(model=model))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: ``before`` and ``after`` in words, None where not known.

    A part that was added or removed (a place, a topic) has a label and its name in ``after``; what
    moved by reorganisation, or is told in sentences of its own, has the whole sentence there.
    """

    label: str
    before: str | None = None
    after: str | None = None
    kind: str = CHANGED


def want_names(changes: Iterable[HistoryEntry], names: Names) -> None:
    """Note every record that these events name, so that one query for each kind reads them."""
    for event in changes:
        before = event.before or event.row
        for field in _fields(event.table):
            was, now = before.get(field.column), event.row.get(field.column)
            is_name = field.name in told_of(event.table).named_by
            if isinstance(field, models.ForeignKey) and (was != now or is_name):
                names.want(_model_of(field), was)
                names.want(_model_of(field), now)


def of_record(event: HistoryEntry, names: Names) -> list[Difference]:
    """What changed in the record itself; nothing for the event that made it."""
    if event.before is None or event.kind != HistoryEntry.Kind.UPDATE:
        return []
    return list(_changed(event, names))


def of_part(event: HistoryEntry, owner: str, names: Names) -> list[Difference]:
    """What changed in a row that is a part of a record; ``owner`` is its column that names it.

    Nothing where the reader may not see what the part is (a hidden pilot, say).
    """
    noun = noun_of(event.table)
    name = _name(event, owner, names)
    if name is None:
        return []
    if moved := _moved(event, names, name):
        return [Difference(noun, after=moved, kind=MOVED)]
    if event.kind == HistoryEntry.Kind.DELETE:
        return [Difference(noun, after=name, kind=REMOVED)]
    if (sentences := told_of(event.table).sentences) is not None:
        before = event.before if event.kind == HistoryEntry.Kind.UPDATE else None
        told = sentences(before, event.row, names)
        return [Difference(noun, after=sentence, kind=MOVED) for sentence in told]
    if event.kind == HistoryEntry.Kind.INSERT or event.before is None:
        return [Difference(noun, after=_with_more(event, name, names), kind=ADDED)]
    return [
        Difference(
            f"{noun}, {name}: {difference.label[:1].lower()}{difference.label[1:]}",
            difference.before,
            difference.after,
        )
        for difference in _changed(event, names, owner)
    ]


def _moved(event: HistoryEntry, names: Names, name: str) -> str:
    """What a reorganisation of places did to a part, in a sentence; empty for other changes.

    The act that writes a row says so in the context of its history.
    """
    day, undone = event.context.get("reorganised_on"), event.context.get("undoing")
    if not (day or undone) or event.context.get("act") == "duplicate":
        return ""
    how = f"by reorganisation on {day}" if day else "back: the reorganisation was undone"
    field = next((each for each in _fields(event.table) if each.name == "place"), None)
    if event.kind == HistoryEntry.Kind.DELETE:
        return f"{name} was taken out {how}" if day else f"{name} went {how}"
    if event.before is None or field is None:
        return f"{name} was added {how}" if day else f"{name} came {how}"
    was = names.of(_model_of(field), event.before.get(field.column))
    if event.before.get(field.column) == event.row.get(field.column):
        return f"{name} ended {how}" if day and event.row.get("valid_to") else ""
    origin = f"from {was} " if was else ""
    if day:
        return f"Moved {origin}to {name} {how}"
    return f"Moved {origin}back to {name}: the reorganisation was undone"


def _changed(event: HistoryEntry, names: Names, owner: str = "") -> Iterator[Difference]:
    before, left_out = event.before or {}, _left_out(event.table)
    shown: set[str] = set()
    for field in _fields(event.table):
        if field.name in left_out or field.column == owner or field.name in shown:
            continue
        if not names.may_read(event.table, field.name):
            continue
        group = _group(event.table, field.name)
        shown |= group.columns
        columns = [event.table._meta.get_field(name).column for name in group.columns]
        if all(before.get(column) == event.row.get(column) for column in columns):
            continue
        was, now = _in_words(field, group, before, names), _in_words(field, group, event.row, names)
        if was != now:
            yield Difference(label_of(field, group.name), was, now)


@cache
def _left_out(model: Any) -> frozenset[str]:
    """Columns that are told to nobody, in no history."""
    own = (field.name for field in _fields(model) if read_by(model, field.name) == ReadBy.NOBODY)
    return SILENT.union(told_of(model).silent, own)


def labels_changed(event: HistoryEntry) -> list[str]:
    """What changed in a row, by what its columns are called; never what they held."""
    if event.before is None or event.after is None:
        return []
    left_out = _left_out(event.table)
    return list(
        dict.fromkeys(
            label_of(field, _group(event.table, field.name).name)
            for field in _fields(event.table)
            if field.name not in left_out
            and event.before.get(field.column) != event.after.get(field.column)
        )
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Columns that are told together: a date with its precision, a figure with its ends."""

    name: str
    columns: frozenset[str]


def _group(model: Any, name: str) -> _Group:
    has = {field.name for field in _fields(model)}
    stem = name.removesuffix("_precision")
    if f"{stem}_precision" in has:
        return _Group(stem, frozenset({stem, f"{stem}_precision"}))
    for ending in ("_low", "_high", "_qualifier"):
        stem = name.removesuffix(ending)
        if stem != name and f"{stem}_low" in has:
            return _Group(stem, frozenset({f"{stem}_low", f"{stem}_high", f"{stem}_qualifier"}))
    return _Group(name, frozenset({name}))


def _in_words(field: Any, group: _Group, row: dict[str, Any], names: Names) -> str | None:
    """A column, or the columns of a group, in words; None for what is not known."""
    if f"{group.name}_precision" in group.columns:
        day = row.get(group.name)
        precision = row.get(f"{group.name}_precision") or "day"
        return str(DateWithPrecision(dt.date.fromisoformat(day), precision)) if day else None
    unit = told_of(field.model).units.get(group.name) or UNITS.get(group.name) or ""
    if f"{group.name}_low" in group.columns:
        unit = unit or row.get("unit") or ""
        low, high = (_decimal(row.get(f"{group.name}_{end}")) for end in ("low", "high"))
        quantity = Quantity(low, high, row.get(f"{group.name}_qualifier") or "exactly", unit)
        return str(quantity) if quantity.known else None
    value = row.get(field.column)
    if unit and isinstance(field, models.DecimalField | models.IntegerField):
        exact = Quantity(_decimal(value), unit=unit)
        return str(exact) if exact.known else None
    return _value(field, value, names)


def _value(field: Any, value: Any, names: Names) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(field, models.ForeignKey):
        return names.of(_model_of(field), value)
    titles = getattr(field.model, "TITLES", {}).get(field.name) or dict(field.flatchoices)
    if titles:
        return str(titles.get(value, value))
    if isinstance(field, models.BooleanField):
        return "Yes" if value else "No"
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.flatchoices)
        return words.list_words(labels.get(key, key) for key in value) or None
    said = field.to_python(value)
    if field.name == "valid_to":  # kept as the first day on which it no longer holds
        said = words.last_day(said)
    is_year = field.name in told_of(field.model).financial_years
    return _financial_year(value) if is_year else _plain(said) or None


def _financial_year(first: Any) -> str:
    return str(DateWithPrecision(dt.date(int(first), 4, 1), Precision.FINANCIAL_YEAR))


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return words.date_words(value)
    if isinstance(value, Decimal):
        return words.number(value)
    return str(value)


def _name(event: HistoryEntry, owner: str, names: Names) -> str | None:
    """What a part is called; None where it has no name that this reader may read."""
    fields = {field.name: field for field in _fields(event.table)}
    for name in told_of(event.table).named_by:
        field = fields.get(name)
        if field is None or field.column == owner or event.row.get(field.column) in (None, ""):
            continue
        if not names.may_read(event.table, name):
            continue
        value = _value(field, event.row[field.column], names)
        return value if value is None or len(value) <= 120 else f"{value[:119]}…"
    return _by_what_it_holds(event, owner, names)


def _by_what_it_holds(event: HistoryEntry, owner: str, names: Names) -> str:
    """What a part without a name says: the first of its columns that the reader may read."""
    silent, said = {*SILENT, *told_of(event.table).silent}, {}
    for field in _fields(event.table):
        group = _group(event.table, field.name)
        if field.name in silent or field.column == owner or group.name in said:
            continue
        if not names.may_read(event.table, field.name):
            continue
        if value := _in_words(field, group, event.row, names):
            label = words.in_sentence(label_of(field, group.name))
            said[group.name] = f"{label}: {value}"
    return "; ".join(list(said.values())[:3]) or "(you cannot see more about this)"


def _with_more(event: HistoryEntry, name: str, names: Names) -> str:
    """The name of what was added, with the columns that are told beside it."""
    told = told_of(event.table).with_name
    groups = [
        (field, _group(event.table, field.name))
        for field in _fields(event.table)
        if field.name in told and names.may_read(event.table, field.name)
    ]
    more = [
        f"{_said(field, group)}: {value.lower() if value in ('Yes', 'No') else value}"
        for field, group in groups
        if (value := _in_words(field, group, event.row, names)) is not None
    ]
    return f"{name} ({'; '.join(more)})" if more else name


def _said(field: Any, group: _Group) -> str:
    """What a column is called within a sentence."""
    return str(field.verbose_name) if group.name == field.name else group.name.replace("_", " ")


def noun_of(model: Any) -> str:
    """A part's kind: a "Place" of a pilot, not a "Pilot place"."""
    return words.capitalised(told_of(model).noun or str(model._meta.verbose_name))


def label_of(field: Any, name: str = "") -> str:
    """What a column is called: by its model's field, else by its subject, else wherever it stands,
    else by its own name."""
    name, label = name or field.name, str(field.verbose_name)
    in_code = name.replace("_", " ")
    if name == field.name and label != in_code:
        return words.capitalised(label)
    declared_so = told_of(field.model).labels.get(name)
    return declared_so or LABELS.get(name) or words.capitalised(in_code)


def _fields(model: Any) -> list[Any]:
    """The columns that history keeps."""
    return kept_fields(model)


def _model_of(field: Any) -> Any:
    return field.related_model


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
