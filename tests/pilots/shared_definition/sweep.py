"""Definitions that several pilots count by, and what they come to together."""

from __future__ import annotations

from typing import Any

from tests import defined
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, post
from tests.builders import Cast

FAMILIES = {"shared_definition": Family(readers.OPEN)}

DEFINES = frozenset({"pfpp_lead", "administrator"})

ROWS = [
    Row("shared_definitions", public=True),
    Row("shared_definitions", public=True, query="?q=homes&topic=housing"),
    Row("shared_definitions", public=True, query="?topic=no-such-topic"),
    Row("shared_definitions", public=True, query="?format=csv", page=False),
    Row("shared_definition_suggest", public=True, query="?q=homes", page=False),
    Row("shared_definition", "shared_definition", public=True),
    Row("shared_definition", "shared_definition", public=True, query="?state=left-out"),
    Row("shared_definition", "shared_definition", public=True, query="?format=csv", page=False),
    Row("shared_definition_history", "shared_definition", public=True),
    Row("shared_definition_add", permission=DEFINES),
    post("shared_definition_add", permission=DEFINES),
    Row("shared_definition_edit", "shared_definition", permission=DEFINES),
    post("shared_definition_edit", "shared_definition", permission=DEFINES),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of the programme."""
    made = defined.shared_definition(programme=cast.pfpp, created_by=cast.author)
    return {"shared_definition": made}


def fill(more: More) -> None:
    """As many as there are pilots."""
    for _ in more.pilots:
        defined.shared_definition("Homes", more.seen.topic, programme=more.seen.cast.pfpp)
