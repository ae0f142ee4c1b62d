"""Parts in use, for administrators."""

from __future__ import annotations

from tests.access import readers
from tests.access.table import Family, Row, as_it_stands, post

FAMILIES = {"part": Family(readers.OPEN, as_it_stands)}

ROWS = [
    Row("parts_in_use", permission=readers.ADMINISTRATORS),
    post("part_switch_off", "part", permission=readers.ADMINISTRATORS),
    post("part_switch_on", "part", permission=readers.ADMINISTRATORS),
]


def make(cast: object) -> dict[str, list[str]]:
    """What the address names."""
    return {"part": ["secondments"]}
