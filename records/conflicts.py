"""Two people edit the same record: the second sees both versions and decides.

An edit form of a Tracked record carries the version that its page was made from:

    class EditBarrier(conflicts.Versioned, forms.ModelForm): ...

    if draft.is_sent and form.is_valid():
        try:
            return draft.send(lambda: conflicts.save(form))
        except conflicts.Conflict as conflict:
            context["conflict"] = conflict

The template shows ``{% include "records/conflict.html" %}`` above the form (``id="edited"``), which
keeps what was typed, says theirs where nothing was, and now carries the new version: sending it
again saves it. Each row offers both (``conflict_choices``). The version is raised for what the form
covers beside the record's own columns too: by the database for its places and sub-types, else here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from interface import words
from interface.forms import LastDayField, RecordField, ReducedDateField
from records import conflict_choices
from records.conflict_choices import THEIRS, YOURS
from records.events import last_change

LISTS = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
_OF_ONE_REQUEST = frozenset({"data", "files", "instance", "initial"})


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the form in both versions, in words; None is not known.

    ``chosen`` is the version that the form shows: theirs where nothing was typed.
    """

    label: str
    theirs: str | None
    yours: str | None
    name: str = ""
    chosen: str = YOURS


class Conflict(Exception):  # noqa: N818 - it is no error, it is news
    """The record moved on while the form was open. Nothing was saved."""

    def __init__(self, who: str, at: dt.datetime, rows: list[Row], kept: str = "") -> None:
        super().__init__("the record moved on while the form was open")
        self.who, self.at, self.rows = who, at, rows
        self.kept = kept  # both versions, for the page to send back

    @property
    def when(self) -> str:
        """When the other version was saved, in words."""
        return words.date_words(self.at)


class _Mark(forms.CharField):
    """Goes out with a form and comes back with it: nobody changes it."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class Versioned(forms.BaseForm):
    """Mixed into a ModelForm of a Tracked record: a hidden ``version``, and ``opened``, which says
    whether what stands beside the record was touched since.

    What the form covers beside the record's own columns (its places) is filled in by its
    ``__init__`` from the instance, not by the view, so that it can be filled from theirs too.
    """

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._arguments = {k: v for k, v in kwargs.items() if k not in _OF_ONE_REQUEST}
        super().__init__(*args, **kwargs)
        # One that opened before the record was made says so: the first save has version 1, too.
        mark = self.mark(self.instance) if self.instance.pk else ""
        self.fields["version"] = _Mark(initial=mark)
        if any(isinstance(field, LISTS) for field in self.fields.values()):
            self.fields["opened"] = _Mark(initial=lambda: json.dumps(self.as_opened()))

    def mark(self, record: Any) -> str:
        """What the hidden ``version`` says of a record that the form opens for.

        A form whose address leads to one record after another says which of them it was.
        """
        return str(record.version)

    def as_opened(self) -> dict[str, str]:
        """A mark of each list of choices beside the record's own columns, of which history knows
        what they were. It tells nothing: what is chosen may be seen by few."""
        columns = {field.name for field in self.instance._meta.fields}
        return {
            name: _mark_of(field.prepare_value(self.get_initial_for_field(field, name)))
            for name, field in self.fields.items()
            if isinstance(field, LISTS) and name not in columns
        }

    def full_clean(self) -> None:
        """Judges what was chosen on the page of a conflict."""
        conflict_choices.take(self)
        super().full_clean()

    def again(self, instance: Any) -> Versioned:
        """This form as it opens for ``instance``."""
        return type(self)(instance=instance, **self._arguments)


def save(form: Any, write: Callable[[], Any] | None = None) -> Any:
    """Save an edit form (by ``write`` where there is more to do) unless its record moved on.

    Locks the record, so that of two people who save at once one is second. A record that moved on
    to just what this form says is saved. Raises Conflict.
    """
    with transaction.atomic():
        current = _locked(form.instance)
        if form.cleaned_data.get("version") != form.mark(current):
            conflict = _conflict(form, current)
            if conflict.rows or form.instance.version != current.version:
                _carry(form, form.mark(current))
                raise conflict
        made = write() if write else form.save()
        _raise_version(current, form)
        return made


def _raise_version(record: Any, form: Any) -> None:
    """Raise the version where all that was changed stands in rows beside the record: whoever else
    has it open would else write what they opened over it."""
    columns = {field.name for field in record._meta.fields}
    if set(form.changed_data) - columns:
        rows = type(record)._base_manager.filter(pk=record.pk, version=record.version)  # noqa: SLF001
        rows.update(updated_at=Now())


def _locked(record: Any) -> Any:
    rows = type(record)._base_manager  # noqa: SLF001 - one that was withdrawn meanwhile as well
    return rows.select_for_update().get(pk=record.pk)


def _conflict(form: Any, current: Any) -> Conflict:
    theirs = form.again(current)
    opened = conflict_choices.opened_as(current, form.cleaned_data.get("version") or "")
    before = form.again(opened) if opened is not None else None
    marks = _marks(form.cleaned_data.get("opened"))
    data, rows, kept = form.data.copy(), [], {}
    for name, field in form.fields.items():
        # What is asked only of the record as it was: its theirs has no answer
        if field.widget.is_hidden or name not in theirs.fields:
            continue
        bound = form[name]
        there = in_words(field, theirs.get_initial_for_field(theirs.fields[name], name))
        here = in_words(field, _cleaned(form, name, field))
        if there != here:
            if name in marks:
                untyped = marks[name] == _mark_of(_sent(form, name, field))
            else:
                untyped = before is not None and name in before.fields
                untyped = untyped and here == _opened(before, name)
            chosen = THEIRS if untyped else YOURS
            versions = conflict_choices.both(form, theirs, name)
            conflict_choices.put(data, versions, chosen)
            kept[name] = {**versions, "shown": chosen}
            rows.append(Row(str(bound.label), there, here, name, chosen))
    if "opened" in theirs.fields:
        data[form.add_prefix("opened")] = json.dumps(theirs.as_opened())
    form.data = data
    change = last_change(current)
    who = change.who if change else ""
    return Conflict(who, current.updated_at, rows, json.dumps(kept))


def _mark_of(chosen: Any) -> str:
    """The same for the same choices, in whatever order they are."""
    said = json.dumps(sorted(map(str, chosen or ())))
    return salted_hmac("records.conflicts", said).hexdigest()[:16]


def _marks(text: Any) -> dict[str, str]:
    """What came back of ``as_opened``; nothing where somebody wrote it otherwise."""
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _sent(form: Any, name: str, field: forms.Field) -> Any:
    return field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def _opened(before: Any, name: str) -> str | None:
    """What an answer said when the form was opened."""
    field = before.fields[name]
    return in_words(field, before.get_initial_for_field(field, name))


def _cleaned(form: Any, name: str, field: forms.Field) -> Any:
    value = form.cleaned_data.get(name)
    if isinstance(field, ReducedDateField) and field.precision_to and isinstance(value, dt.date):
        return value, form.cleaned_data.get(field.precision_to) or "day"
    return value


def _carry(form: Any, mark: str) -> None:
    """Let the form that is shown again carry the version that its reader has now seen."""
    data = form.data.copy()
    data[form.add_prefix("version")] = mark
    data.pop(conflict_choices.KEPT, None)
    form.data = data


def in_words(field: forms.Field, value: Any) -> str | None:
    """An answer as a person would read it; None where there is none."""
    if isinstance(value, models.Manager | models.QuerySet):
        value = value.all()
    if isinstance(field, LastDayField):
        value = field.prepare_value(value)
    if isinstance(field, ReducedDateField) and isinstance(value, tuple):
        day, precision = value
        return words.with_precision(day, precision) if day else None
    if isinstance(value, bool) or (value is None and type(field) is forms.BooleanField):
        return "Yes" if value else "No"
    if value is None or value == "":
        return None
    if isinstance(value, Iterable) and not isinstance(value, str):
        return words.list_words(sorted(filter(None, _each(field, value)))) or None
    return _value_words(field, value)


def _each(field: forms.Field, values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield _value_words(field, value)


def _value_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, RecordField):  # a record that may not be chosen is not named
        pk = value.pk if isinstance(value, models.Model) else value
        seen = field.queryset.filter(pk=pk).first() if field.queryset is not None else None
        return str(seen) if seen else ""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        record = rows.filter(**{field.to_field_name or "pk": value}).first()
        return str(record) if record else ""
    if isinstance(field, forms.ChoiceField):
        return str(_label(field.choices, value))
    return _plain_words(value)


def _plain_words(value: Any) -> str:
    if isinstance(value, dt.date):
        return words.date_words(value)
    if isinstance(value, dt.time):
        return words.time_words(dt.datetime.combine(dt.date.min, value))
    return words.number(value) if isinstance(value, Decimal) else str(value)


def _label(choices: Any, value: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            if (words_now := _label(label, value)) is not None:
                return words_now
        elif str(key) == str(value):
            return label
    return value
