"""Who reads a column of a record that they see, declared where the model is.

    class Lesson(Withdrawable):
        READ_BY: ClassVar = by_record("text", "evidence") | by_signed_in("aside")

Histories, files, searches and the lists for programs ask ``read_by``. Days, figures, choices and
links to other records are read as their record is. What somebody wrote is declared, column by
column: a test refuses silence, and until then it is for people who are signed in.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models

from records.history import is_tracked, kept_fields

# What a record is called, and by whose code, is read as it is
NAMES = frozenset({"name", "title", "code", "scheme"})
# How to reach somebody is for people who are signed in
CONTACTS = frozenset({"email", "phone"})


class ReadBy(StrEnum):
    """Who reads a column, the widest first; nobody reads one of a record that they do not see."""

    RECORD = "record"
    SIGNED_IN = "signed_in"
    KEEPERS = "keepers"
    NOBODY = "nobody"


def by_record(*names: str) -> dict[str, ReadBy]:
    """These columns are read by whoever reads the record."""
    return dict.fromkeys(names, ReadBy.RECORD)


def by_signed_in(*names: str) -> dict[str, ReadBy]:
    """These are read by whoever reads the record and is signed in."""
    return dict.fromkeys(names, ReadBy.SIGNED_IN)


def by_keepers(*names: str) -> dict[str, ReadBy]:
    """These are read by whoever may change the record."""
    return dict.fromkeys(names, ReadBy.KEEPERS)


def by_nobody(*names: str) -> dict[str, ReadBy]:
    """These are the program's own: pages show what follows from them, nothing what they hold."""
    return dict.fromkeys(names, ReadBy.NOBODY)


@cache
def read_by(model: Any, name: str) -> ReadBy:
    """Who reads a column of a model, by its name."""
    if said := _declared(model).get(name):
        return said
    field = model._meta.get_field(name)
    is_contact = isinstance(field, models.EmailField) or name in CONTACTS
    if is_contact or field.related_model is get_user_model():
        return ReadBy.SIGNED_IN
    return ReadBy.SIGNED_IN if is_tracked(model) and _is_written(field) else ReadBy.RECORD


def may_read(model: Any, name: str, user: Any, *, keeps: bool = False) -> bool:
    """Whether somebody who sees a record reads a column of it; ``keeps`` says that they may change
    the record."""
    by = read_by(model, name)
    if by in (ReadBy.RECORD, ReadBy.NOBODY):
        return by == ReadBy.RECORD
    return keeps or (by == ReadBy.SIGNED_IN and user.is_authenticated)


def undeclared(model: Any) -> list[str]:
    """What is written in a record of which nothing says who reads it."""
    said = _declared(model)
    return [one.name for one in kept_fields(model) if _is_written(one) and one.name not in said]


@cache
def _declared(model: Any) -> dict[str, ReadBy]:
    found: dict[str, ReadBy] = {}
    for part in reversed(model.__mro__):
        found |= vars(part).get("READ_BY", {})
    return found


def _is_written(field: Any) -> bool:
    """Whether it holds words that somebody chose: not a name, a key or one of a few."""
    if isinstance(field, ArrayField):
        return _is_written(field.base_field)
    if field.name in NAMES:
        return False
    is_key = isinstance(field, models.SlugField | models.FileField)
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and not is_key and not field.choices
