"""The kinds of barrier as filters know them, and how addresses write what is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import slugify

from barriers.models import Category
from interface.words import capitalised

NOT_SURE = "not-sure"


def key_of(value: str) -> str:
    """A stored value as addresses write it: ``not_known`` is ``not-known``."""
    return value.replace("_", "-")


def said(choices: Any) -> list[tuple[str, str]]:
    """The choices of a column as those of a filter."""
    return [(key_of(value), capitalised(label)) for value, label in choices]


def sub_type_key(category: str, name: str) -> str:
    """A finer kind as addresses write it: ``data-sharing.legal``."""
    return f"{category}.{slugify(name)}"


@dataclass(frozen=True)
class Kind:
    """A kind of barrier as filters, charts and addresses need it."""

    pk: int
    key: str
    name: str
    short_name: str
    concerns_rules: bool
    definition: str
    sub_types: tuple[tuple[str, int, str], ...] = ()  # key, id, name
    merged: tuple[tuple[str, str], ...] = ()  # key of one that was merged, key of the other


def all_kinds() -> list[Kind]:
    """The kinds with their finer kinds, in their order, in one query."""
    rows = Category.objects.order_by("number", "sub_types__name").values_list(
        *("pk", "key", "name", "short_name", "concerns_rules", "definition"),
        *("sub_types__pk", "sub_types__name", "sub_types__merged_into__name"),
    )
    finer: dict[Kind, list[tuple[str, int, str]]] = {}
    merged: dict[Kind, list[tuple[str, str]]] = {}
    for *facts, pk, name, into in rows:
        kind = Kind(*facts)
        listed = finer.setdefault(kind, [])
        if into is not None:
            former = sub_type_key(kind.key, name), sub_type_key(kind.key, into)
            merged.setdefault(kind, []).append(former)
        elif pk is not None:
            listed.append((sub_type_key(kind.key, name), pk, name))
    return [
        replace(kind, sub_types=tuple(listed), merged=tuple(merged.get(kind, ())))
        for kind, listed in finer.items()
    ]
