"""Of which kinds of records there is any beside one: its page asks nothing of a kind with none.

That is never shown: which of them a reader sees is asked of the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, QuerySet


def marks(kinds: Mapping[str, QuerySet[Any]]) -> dict[str, Exists]:
    """To annotate rows with: whether there is any row of each kind, whoever may read it.

    The kinds are correlated queries (``OuterRef``), by the name under which ``may_have`` asks.
    """
    return {f"has_{kind}": Exists(rows.order_by()) for kind, rows in kinds.items()}


def may_have(record: Any, *kinds: str) -> bool:
    """Whether it has any of these kinds; True of a record that came without the marks."""
    return any(getattr(record, f"has_{kind}", True) for kind in kinds)
