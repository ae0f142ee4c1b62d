"""Requests that wait for an answer, as their subjects declare them: those that wait for us, and
those that we sent.

*We* are the places, programmes and bodies of a reader's roles, and the reader. Each kind is read by
its own rule (``visible_to``), so that a reader counts what they see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from access.visibility import Reader
from records.dates import Precision

COLUMNS = ("r_kind", "r_key", "r_title", "r_of", "r_since", "r_known_to", "r_due")
NO_DAY = Cast(Value(None), DateField())
Rows = QuerySet[Any]
Asks = Callable[[Any, Reader], Rows]


@dataclass(frozen=True, kw_only=True)
class RequestKind:
    """Requests of one kind: those that wait for us, and those that we sent and that wait.

    ``page`` is the list of its own, ``url`` the address of one by its key. ``for_us`` and ``by_us``
    give the rows ``in_request_columns``, of a person and what they may do.
    """

    key: str
    label: str
    one: str
    page: str
    url: Callable[[str], str]
    for_us: Asks
    by_us: Asks
    order: int


def in_request_columns(kind: str, rows: Any, **said: Any) -> Rows:
    """Rows in ``COLUMNS``, which all kinds share: ``title``, and where they are known ``of`` (whom
    or what it is about), ``since``, ``due`` and ``key``."""
    columns = {
        "key": F("pk"),
        "of": Value(""),
        "since": NO_DAY,
        "known_to": Value(Precision.DAY.value),
        "due": NO_DAY,
        **said,
    }
    texts = ("key", "title", "of", "known_to")
    made = {
        f"r_{name}": Cast(column, TextField()) if name in texts else column
        for name, column in columns.items()
    }
    annotated = rows.order_by().annotate(r_kind=Value(kind, TextField()), **made)
    asked: Rows = annotated.values_list(*COLUMNS)
    return asked
