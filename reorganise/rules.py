"""What becomes of each reference to a place or organisation when it gives way to another.

Each subject declares a rule for its own keys; a test names the file that lacks one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import ForeignKey, Model

from partnerships.models import Organisation, Place
from records.merging import BodyRule, PlaceRule, Rule
from records.subjects import registered

RULES: dict[type[Model], tuple[Rule, ...]] = {
    Place: registered(PlaceRule),
    Organisation: registered(BodyRule),
}


def keys_to(kind: type[Model]) -> Iterator[tuple[Any, str]]:
    """Every column of ours that may name a record of this kind, with its model."""
    for model in apps.get_models():
        if model._meta.app_label == "contenttypes":
            continue
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and field.related_model is kind:
                yield model, field.name
        for generic in model._meta.private_fields:
            if isinstance(generic, GenericForeignKey):
                yield model, generic.name


def references(kind: type[Model]) -> Iterator[str]:
    """The same, as rules and the journal name them."""
    return (f"{model._meta.label}.{column}" for model, column in keys_to(kind))


def rule_of(key: str, kind: type[Model]) -> Rule | None:
    """The rule by its name in the journal."""
    return next((rule for rule in RULES[kind] if rule.key == key), None)
