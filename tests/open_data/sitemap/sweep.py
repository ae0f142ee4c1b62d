"""What crawlers read: the files of the sitemap are those of kinds that everybody reads."""

from __future__ import annotations

from typing import Any

from open_data.sitemap.kinds import SIZE
from tests.access import readers
from tests.access.open_world import Seen
from tests.access.table import Family, Row, as_it_stands
from tests.builders import Cast

FAMILIES = {"sitemap_range": Family(readers.OPEN, as_it_stands)}
ROWS = [
    Row("robots", public=True, page=False),
    Row("sitemap", public=True, page=False),
    Row("sitemap_file", "sitemap_range", public=True, page=False),
]
# Kinds of which records are hidden beside those of the open world
KINDS = ("barrier", "board", "decision", "flow", "lesson", "pilot", "pool", "priority")


def make(cast: Cast) -> dict[str, Any]:
    """The file of pages that name no record."""
    return {"sitemap_range": ["page", 0]}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Also those in which the open records stand."""
    ranges = [[kind, seen.first(kind).pk // SIZE] for kind in KINDS]
    return {"sitemap_range": [["page", 0], *ranges]}
