"""Care of the directory: who keeps what right, what waits for them."""

from __future__ import annotations

from typing import Any

from tests.access import readers
from tests.access.table import Family, Row, as_it_stands, post
from tests.builders import Cast

FAMILIES = {"waiting": Family(readers.OPEN, as_it_stands)}

ROWS = [
    Row("place_keeper", "place", permission=readers.KEEPERS),
    post("place_keeper", "place", permission=readers.KEEPERS),
    Row("organisation_keeper", "organisation", permission=frozenset()),
    post("organisation_keeper", "organisation", permission=frozenset()),
    Row("directory_queue", permission=readers.DIRECTORY),
    Row("directory_queue_of", "waiting", permission=readers.DIRECTORY),
    post("directory_confirm", permission=readers.DIRECTORY),
]


def make(cast: Cast) -> dict[str, Any]:
    """Why pages wait, and of which kind."""
    return {"waiting": ["never", "post"]}
