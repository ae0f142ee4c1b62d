"""The pack for a visit, for everybody who sees the visit."""

from __future__ import annotations

from tests.access.table import Row

AFTER = ("pilots.engagement",)

ROWS = [
    Row("visit_pack", "visit"),
    Row("visit_pack", "place_visit"),
]
