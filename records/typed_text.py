"""What was typed into a form as plain text, each answer under its label where the form is known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, ChoiceField, Field, HiddenInput, ModelChoiceField
from django.forms.utils import pretty_name

from records.drafts import ASKED, NOT_TYPED

# The form class of a draft's kind, by its key
_forms: dict[str, type] = {}
_OURS = NOT_TYPED | {"version", "opened", "seen", "next", "back"}
_PARTS = ("day", "month", "year")
_PART = re.compile(rf"(.+)_({'|'.join(_PARTS)})")
_OF_MANY = re.compile(r"[\w-]+-\d+-(.+)")
_COUNTS = re.compile(r".*-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS")


def asked_by(key: str, form: type) -> None:
    """Make the form known whose labels stand above what is typed into drafts of this key."""
    _forms.setdefault(key, form)


def answers(user: Any, key: str, typed: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Each answer with its label, as this reader may read it; what is empty or no text is left out.

    The name of a record that was chosen is told only while the reader may see that record.
    """
    fields = getattr(_forms.get(key), "base_fields", {})
    asked = json.loads("".join(typed.get(ASKED, ())) or "{}")
    found: dict[str, str] = {}
    for label, said in _each(user, fields, typed, asked):
        found[label] = f"{found[label]} {said}" if label in found else said
    return list(found.items())


def in_order(key: str, typed: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What a draft holds, as its form asks for it.

    The database keeps names in an order of its own: a day came to be read as "31 2026 10".
    """
    form = _forms.get(key)
    names = [*(getattr(form, "field_order", None) or ()), *getattr(form, "base_fields", {})]
    parts = {name: _PART.fullmatch(name) for name in typed if name not in names}
    asked = {name: part[1] if (part := parts.get(name)) else name for name in typed}
    order = {name: at for at, name in reversed([*enumerate([*names, *asked.values()])])}

    def place(name: str) -> tuple[int, int]:
        part = parts.get(name)
        return order[asked[name]], _PARTS.index(part[2]) if part else 0

    return {name: typed[name] for name in sorted(typed, key=place)}


def _each(
    user: Any,
    fields: Mapping[str, Field],
    typed: Mapping[str, Sequence[str]],
    asked: Mapping[str, Any],
) -> Iterator[tuple[str, str]]:
    for name, values in typed.items():
        if name in _OURS or _COUNTS.fullmatch(name) or asked.get(name, ()) is None:
            continue
        whole = _PART.fullmatch(name) if name not in fields else None
        field = fields.get(whole[1] if whole else name)
        if field is not None and isinstance(field.widget, HiddenInput):
            continue
        label, choices = asked.get(name, ("", {}))
        said = [choices.get(value, value) for value in values if value.strip()]
        text = ", ".join(said if whole or field is None else _shown(user, field, said))
        if text:
            in_many = _OF_MANY.fullmatch(name)
            named = whole[1] if whole and field else in_many[1] if in_many else name
            yield str(field.label) if field and field.label else label or pretty_name(named), text


def _shown(user: Any, field: Field, values: list[str]) -> list[str]:
    if isinstance(field, ModelChoiceField):
        return _records(user, field, values)
    if isinstance(field, ChoiceField):
        offered: Any = field.choices
        choices = {str(value): str(label) for value, label in offered}
        return [choices.get(value, value) for value in values]
    return ["Yes"] if isinstance(field, BooleanField) and values else values


def _records(user: Any, field: Any, values: list[str]) -> list[str]:
    """The names of those that this reader may see; what was typed instead of chosen is theirs."""
    rows: Any = field.queryset.model._default_manager.all()
    if not hasattr(rows, "visible_to"):
        return []
    by = field.to_field_name or "pk"
    try:
        found = list(rows.visible_to(user).filter(**{f"{by}__in": values}))
    except (ValueError, ValidationError):
        found = []
    known = {str(getattr(one, by)) for one in found}
    return [str(one) for one in found] + [
        value for value in values if value not in known and not value.isdecimal()
    ]
