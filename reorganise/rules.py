"""What becomes of each reference to a place or organisation when it gives way to another.

Each subject declares a rule for its own keys; a test names the file that lacks one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import ForeignKey, Model

from partnerships.models import Organisation, Place, Reorganisation
from records.merging import BodyRule, PlaceRule, Rule
from records.subjects import registered

RULES: dict[type[Model], tuple[Rule, ...]] = {
    Place: registered(PlaceRule),
    Organisation: registered(BodyRule),
}


# Where one body gives way to others on a day, and is no duplicate
IN_TIME: tuple[Rule, ...] = tuple(rule.then for rule in registered(BodyRule))


def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules by which a reorganisation of this kind goes."""
    if kind == Reorganisation.Kind.GIVES_WAY:
        return IN_TIME
    return tuple(rule for rules in RULES.values() for rule in rules)


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
