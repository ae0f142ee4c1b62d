"""Putting back what a bulk change wrote: columns as they were, and rows that it made taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps


def put_back(records: Sequence[Any], kept: Mapping[int, Any]) -> None:
    """For records that are locked; a fixed number of queries for each kind of row."""
    made: defaultdict[str, list[int]] = defaultdict(list)
    parts: defaultdict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for record in records:
        for label, keys in kept[record.pk].get("made", {}).items():
            made[label] += keys
        for label, rows in kept[record.pk].get("parts", {}).items():
            parts[label] |= {int(key): columns for key, columns in rows.items()}
    for label, keys in made.items():
        _all(label).filter(pk__in=keys).delete()
    for label, before in parts.items():
        _write(list(_all(label).filter(pk__in=before).order_by("pk")), before)
    _write(records, {record.pk: kept[record.pk].get("fields", {}) for record in records})


def _all(label: str) -> Any:
    return apps.get_model(label)._meta.base_manager.all()


def _write(rows: Sequence[Any], before: Mapping[int, Mapping[str, Any]]) -> None:
    names: set[str] = set()
    for row in rows:
        for name, value in before[row.pk].items():
            setattr(row, name, row._meta.get_field(name).to_python(value))
            names.add(row._meta.get_field(name).name)
    if rows and names:
        type(rows[0])._meta.base_manager.bulk_update(rows, sorted(names), batch_size=500)
