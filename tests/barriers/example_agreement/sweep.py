"""Examples of agreements to share data, for everybody."""

from __future__ import annotations

from typing import Any

from tests import asked_for
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"example_agreement": Family(readers.OPEN, by_number)}

AGREEMENTS = frozenset(
    {"bradford_editor", "region_editor", "luton_editor", "pfpp_lead", "administrator"}
)

ROWS = [
    Row("example_agreements", public=True),
    Row("example_agreement_add", permission=AGREEMENTS),
    post("example_agreement_add", permission=AGREEMENTS),
    Row("example_agreement_edit", "example_agreement", permission=AGREEMENTS),
    post("example_agreement_edit", "example_agreement", permission=AGREEMENTS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of Bradford."""
    return {"example_agreement": asked_for.agreement(cast.bradford, created_by=cast.author)}


def fill(more: More) -> None:
    """One more."""
    asked_for.agreement(more.seen.cast.bradford)
