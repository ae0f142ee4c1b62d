"""What becomes of each reference to a place or organisation when it gives way to another.

Every foreign key to Place or Organisation stands here; a test finds those that do not. Records that
ended before the day stay with the old place: that is where they happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import ForeignKey, Model

from partnerships.models import Organisation, Place
from reorganise.body_rules import ORGANISATIONS
from reorganise.place_rules import PLACES
from reorganise.rule import Does, Rule, Sides

__all__ = ["ORGANISATIONS", "PLACES", "RULES", "Does", "Rule", "Sides", "references", "rule_of"]

RULES: dict[type[Model], tuple[Rule, ...]] = {Place: PLACES, Organisation: ORGANISATIONS}


def references(to: type[Model]) -> Iterator[str]:
    """Every column of ours that may name a record of this kind, as rules name it."""
    for model in apps.get_models():
        if model._meta.app_label == "contenttypes":
            continue
        for one in model._meta.local_fields:
            if isinstance(one, ForeignKey) and one.related_model is to:
                yield f"{model._meta.label}.{one.name}"
        for other in model._meta.private_fields:
            if isinstance(other, GenericForeignKey):
                yield f"{model._meta.label}.{other.name}"


def rule_of(key: str, of: type[Model]) -> Rule | None:
    """The rule by its name in the journal."""
    return next((rule for rule in RULES[of] if rule.key == key), None)
