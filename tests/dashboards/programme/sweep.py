"""A programme and its pages."""

from __future__ import annotations

from typing import Any

from tests.access import readers
from tests.access.table import Family, Row
from tests.builders import Cast

FAMILIES = {"programme": Family(readers.OPEN)}

ROWS = [
    Row("programmes", public=True),
    Row("programme", "programme", public=True),
    Row("programme_meetings", "programme", public=True),
    Row("programme_published", "programme", public=True),
    Row("programme_export", "programme"),
    Row("programme_export_file", "programme", page=False),
    Row("programme_pilots", "programme"),
    Row("programme_pilots", "programme", query="?reported=waiting&confidence=on_track&sort=name"),
    Row("programme_pilots", "programme", query="?format=csv", page=False),
    Row("programme_figures", "programme", public=True),
    Row("programme_figures", "programme", public=True, query="?format=csv", page=False),
]


def make(cast: Cast) -> dict[str, Any]:
    """The programme of the cast."""
    return {"programme": cast.pfpp}
