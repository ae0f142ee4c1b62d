"""What the record states: of each loaded row its source, dates, figures, verdicts and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from demo.models import LoadedEntry
from records.dates import DateWithPrecision
from records.models import Source

# A link states nothing of its own; levels and the like are ours, not a source's.
OURS = frozenset({"visibility", "version", "qualifier", "is_example", "meaning_kind", "claim"})
# Whole numbers and words that a source states; others are our own counts, positions and sentences.
STATED = frozenset({"years", "price_year", "independence", "homes_planned", "homes_built"})
# What is said of a figure by a yes: that it is claimed, worked out, of the area or of a refusal.
FLAGS = frozenset({"is_claim", "is_worked_out", "is_context", "is_refusal"})
NUMBER = re.compile(
    r"\d[\d,.]*\d|\d|\b(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)


def statements() -> dict[str, dict[str, str]]:
    """By key of the data files, what each row of the published record states.

    Rows of the example county and rows that state nothing are left out.
    """
    stated = {}
    for loaded in LoadedEntry.objects.exclude(file__startswith="example/").exclude(file=""):
        model: Any = apps.get_model(loaded.model)
        if told := dict(_told(model._default_manager.get(pk=loaded.object_id))):
            stated[loaded.key] = told
    return stated


def words(stated: dict[str, str]) -> str:
    """What a row states, on one line."""
    return "; ".join(f"{name}: {value}" for name, value in stated.items())


def _told(row: Any) -> Iterator[tuple[str, str]]:
    fields = {field.name: field for field in row._meta.concrete_fields}
    for name, field in fields.items():
        if told := _of_field(row, name, field, fields):
            yield name.removesuffix("_low"), told
    if numbers := _numbers(row, fields):
        yield "numbers", numbers


def _of_field(row: Any, name: str, field: Any, fields: dict[str, Any]) -> str:
    value = getattr(row, field.attname)
    follows = name == "end" and getattr(row, "end_follows", False)  # of its programme: no source
    ours = name in OURS or name.endswith(("_precision", "_qualifier"))
    if value in (None, "", False) or follows or ours:
        return ""
    if field.related_model is Source:
        return Source.objects.get(pk=value).slug
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        if f"{name}_precision" in fields:
            return str(DateWithPrecision.of(row, name))
        return value.isoformat()
    if name.endswith("_low"):
        high, qualifier = (getattr(row, name[:-3] + end, "") for end in ("high", "qualifier"))
        return " ".join(str(part) for part in (qualifier, f"{value.normalize():f}", high) if part)
    return str(value) if field.choices or name in STATED | FLAGS else ""


def _numbers(row: Any, fields: dict[str, Any]) -> str:
    """Numbers and months in its words, in their order."""
    words = [
        getattr(row, name)
        for name, field in fields.items()
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and not isinstance(field, (models.SlugField, models.URLField))
        and name not in ("slug", "key", "sort_key", "reference")
    ]
    return " ".join(number for text in words for number in NUMBER.findall(text or ""))
