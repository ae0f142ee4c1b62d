"""Every change, as administrators see it."""

from __future__ import annotations

from tests.access import readers
from tests.access.table import Row

ROWS = [
    Row("all_changes", permission=readers.ADMINISTRATORS),
    Row("all_changes", permission=readers.ADMINISTRATORS, query="?format=csv", page=False),
]
