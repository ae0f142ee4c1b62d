"""A kind of barrier and a finer one, for the sweeps."""

from __future__ import annotations

from typing import Any

from barriers.models import SubType
from tests import builders
from tests.access import readers

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "kind": readers.OPEN,
    "sub_type": readers.OPEN,
}
NUMBERED = {"sub_type"}
# What an address carries, as it stands
WHOLE = {"kind"}


def make() -> dict[str, Any]:
    """A kind with two finer ones."""
    kind = builders.category()
    made, _ = SubType.objects.get_or_create(category=kind, name="Legal")
    SubType.objects.get_or_create(category=kind, name="Wrong dataset")
    return {"kind": [kind.key], "sub_type": made}
