"""Thanks to bodies and to people at work."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation
from people.models import Recognition
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.builders import TODAY, Cast

FAMILIES = {
    "recognition": Family(readers.OPEN, by_number),
    "role_recognition": Family(readers.BY_LEVEL, by_number),
}

ROWS = [
    Row("recognitions", public=True),
    Row("recognitions", public=True, query="?place=bradford&body=nobody"),
    Row("recognitions", public=True, query="?format=csv", page=False),
    Row("recognition", "recognition", public=True),
    Row("recognition", "role_recognition", public=True),
    Row("recognition_history", "recognition"),
    Row("organisation_thank", "organisation", permission=readers.DIRECTORY),
    post("organisation_thank", "organisation", permission=readers.DIRECTORY),
    Row("post_thank", "post", permission=readers.DIRECTORY),
    post("post_thank", "post", permission=readers.DIRECTORY),
    Row("recognition_edit", "recognition", permission=frozenset({"author", "desnz_official"})),
    post("recognition_edit", "recognition", permission=frozenset({"author", "desnz_official"})),
    Row("recognition_edit", "role_recognition", permission=frozenset({"author", "desnz_official"})),
]


def _thanks(cast: Cast, **fields: Any) -> Recognition:
    """Thanks of the energy department to the council, written by the author."""
    return Recognition.objects.create(
        organisation=cast.council,
        given_by=Organisation.objects.get(sector="central_government"),
        said="Forty homes are warm.",
        on=TODAY,
        created_by=cast.author,
        **fields,
    )


def make(cast: Cast) -> dict[str, Any]:
    """Thanks to a body."""
    return {"recognition": _thanks(cast)}


def at_level(at: Level) -> dict[str, Any]:
    """Thanks to a champion."""
    return {"role_recognition": _thanks(at.cast, post=at["champion"])}


def hide_at(at: HiddenAt) -> None:
    """Thanks to each hidden role."""
    seen = at.seen
    for role in at.posts:
        thanks = Recognition.objects.create(
            organisation=seen.cast.council, post=role, given_by=seen.agency, said=SECRET, on=TODAY
        )
        at.hidden["role_recognition"].append(thanks)


def fill(more: More) -> None:
    """Thanks to the new body, and of it."""
    cast, body = more.seen.cast, more.body
    Recognition.objects.create(
        organisation=body, given_by=cast.council, place=cast.bradford, said="Thanks", on=TODAY
    )
    Recognition.objects.create(
        organisation=cast.council, post=more.seen.first("champion"), given_by=body, said="Thanks",
        on=TODAY,
    )  # fmt: skip
