"""The list of help, and a page of it."""

from __future__ import annotations

from typing import Any

from dashboards.help.pages import HELP
from tests.access import readers
from tests.access.table import Family, Row
from tests.builders import Cast

FAMILIES = {"help_page": Family(readers.OPEN)}
ROWS = [
    Row("help", public=True),
    Row("help_page", "help_page", public=True),
]


def make(cast: Cast) -> dict[str, Any]:
    """The first of them; they are in the code."""
    return {"help_page": HELP[0]}
