"""Kinds of barrier, and finer ones."""

from __future__ import annotations

from typing import Any

from barriers.models import SubType
from tests import builders
from tests.access import readers
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import Cast

FAMILIES = {
    "kind": Family(readers.OPEN, as_it_stands),
    "sub_type": Family(readers.OPEN, by_number),
}

ROWS = [
    Row("barrier_kinds", public=True),
    Row("sub_type_add", "kind", permission=readers.ADMINISTRATORS),
    post("sub_type_add", "kind", permission=readers.ADMINISTRATORS),
    Row("sub_type_merge", "sub_type", permission=readers.ADMINISTRATORS),
    post("sub_type_merge", "sub_type", permission=readers.ADMINISTRATORS),
]


def make(cast: Cast) -> dict[str, Any]:
    """A kind with two finer ones."""
    kind = builders.category()
    made, _ = SubType.objects.get_or_create(category=kind, name="Legal")
    SubType.objects.get_or_create(category=kind, name="Wrong dataset")
    return {"kind": [kind.key], "sub_type": made}
