"""Grants that go out in the standard of those who give them."""

from __future__ import annotations

from tests.access.table import Row

ROWS = [
    Row("grants", public=True),
    Row("grants", public=True, query="?place=bradford&meaning=committed", page=False),
    Row("grants", public=True, query="?format=csv&definitions=1", page=False),
]
