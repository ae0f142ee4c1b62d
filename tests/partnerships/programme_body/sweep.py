"""Departments and bodies that take part in programmes."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation, ProgrammeBody
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast
from tests.partnerships.programme.sweep import KEEP

AFTER = ("partnerships.programme",)
FAMILIES = {"programme_body": Family(readers.OPEN, by_number)}
ROWS = [
    Row("programme_body_add", "programme", permission=KEEP),
    post("programme_body_add", "programme", permission=KEEP),
    Row("programme_body_edit", "programme_body", permission=KEEP),
    post("programme_body_edit", "programme_body", permission=KEEP),
]


def make(cast: Cast) -> dict[str, Any]:
    """The energy department's part in the programme."""
    body = Organisation.objects.get(sector="central_government")
    made = ProgrammeBody.objects.create(
        programme=cast.pfpp, organisation=body, created_by=cast.author
    )
    return {"programme_body": made}


def fill(more: More) -> None:
    """One more of the programme."""
    ProgrammeBody.objects.create(programme=more.seen.cast.pfpp, organisation=more.body)
