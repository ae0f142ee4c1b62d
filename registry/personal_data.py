"""What a subject keeps under a person's name, and loses when the name is removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """Rows that are one person's alone, listed for them under ``title`` and gone with their name.

    ``rows(theirs)`` are those of the accounts in ``theirs``, and ``by_email`` of the addresses too.
    ``columns`` is what each says: an attribute, or a function of the row. ``removed`` is under what
    they are counted; ``remove(rows)`` does it where they are not deleted, and counts.
    ``is_letter``: it holds words to others, which go with it and are not looked for by themselves.
    """

    key: str
    title: str
    rows: Callable[[Q], QuerySet[Any]]
    columns: Mapping[str, str | Callable[[Any], Any]]
    removed: str
    order: int
    by_email: bool = False
    is_letter: bool = False
    remove: Callable[[QuerySet[Any]], int] = lambda rows: rows.delete()[0]


def value_or(name: str, absent: str) -> Callable[[Any], Any]:
    """Reads an attribute, or says that it is not there."""
    return lambda row: getattr(row, name) or absent
