"""The class of privacy of every field: who may read it of a record that they see.

It follows from what is declared already: who reads the model at all (``visible_to``), who reads a
column (``records.columns``), what is one person's alone (``PersonalData``), and what a field is: an
address for mail, a key to an account. No list, file or search of the public shows a field of
another class than ``PUBLIC`` (``tests/registry/test_privacy.py``).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import EmailField, Field, Q

from accounts.models import User
from records.columns import CONTACTS, ReadBy, read_by
from records.reading import rows_seen
from records.subjects import registered
from registry.personal_data import PersonalData


class Privacy(StrEnum):
    """The classes, the most open first."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    CONTACT = "contact"
    PRIVATE = "private"


@cache
def privacy_of(model: Any, name: str) -> Privacy:
    """The class of a field of a model, by its name."""
    field = model._meta.get_field(name)
    if model in _of_one_person():
        return Privacy.PRIVATE
    if read_by(model, name) == ReadBy.RECORD and _is_public(model):
        return Privacy.PUBLIC
    is_contact = isinstance(field, EmailField) or name in CONTACTS
    return Privacy.CONTACT if is_contact else Privacy.SIGNED_IN


def classes_of(model: Any) -> dict[str, Privacy]:
    """The class of each column of a model, by the name of its field."""
    fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
    return {field.name: privacy_of(model, field.name) for field in fields}


@cache
def _of_one_person() -> frozenset[Any]:
    """Models of which each row is one person's alone, and the accounts themselves."""
    return frozenset({User, *(kind.rows(Q()).model for kind in registered(PersonalData))})


@cache
def _is_public(model: Any) -> bool:
    """Whether the public may read any row of it, as far as its rule says without looking.

    A model of which nothing says who reads it is read through others, never by itself.
    """
    try:
        return not rows_seen(model, AnonymousUser()).query.is_empty()
    except TypeError:
        return False
