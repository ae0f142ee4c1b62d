"""Records of people at work for the sweeps; they are the same at every level."""

from __future__ import annotations

from typing import Any

from partnerships.models import Course, Organisation, Recognition, Terms
from tests import builders
from tests.access import readers
from tests.builders import Cast

# Who reads the record of each family.
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "secondment": readers.OPEN,
    "offered_secondment": dict.fromkeys(readers.BY_LEVEL, readers.SIGNED_IN),
    "opportunity": readers.OPEN,
    "subject": readers.OPEN,
    "course": readers.OPEN,
    "recognition": readers.OPEN,
    "role_recognition": readers.BY_LEVEL,
    "lived_role": readers.BY_LEVEL,
    "champion": readers.BY_LEVEL,
}

# Those whose address is their number.
NUMBERED = FAMILIES.keys() - {"subject"}


def make(cast: Cast) -> dict[str, Any]:
    """One record of each family."""
    lender = builders.organisation("University of Bradford", "university")
    common = {"place": cast.bradford, "created_by": cast.author}
    return {
        "secondment": builders.secondment(lender, cast.council, **common),
        "offered_secondment": builders.secondment(lender, cast.council, state="offered", **common),
        "course": Course.objects.create(
            title="Working in places",
            provider=Organisation.objects.get(sector="central_government"),
            created_by=cast.author,
        ),
        "recognition": _thanks(cast),
        "subject": ["account", cast.author.pk],
        "opportunity": builders.opportunity(cast.council, **common),
    }


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """Job roles of the kinds that have pages of their own, at one level."""
    lived = builders.post(
        f"Panel member {level}", cast.council, cast.bradford, kind="lived_experience", **common
    )
    Terms.objects.create(post=lived, paid="hour", rate=20)
    champion = builders.post(
        f"Champion {level}", cast.council, cast.bradford, kind="champion", **common
    )
    thanks = _thanks(cast, post=champion)
    return {"lived_role": lived, "champion": champion, "role_recognition": thanks}


def _thanks(cast: Cast, **fields: Any) -> Recognition:
    """Thanks of the energy department to the council, written by the author."""
    return Recognition.objects.create(
        organisation=cast.council,
        given_by=Organisation.objects.get(sector="central_government"),
        said="Forty homes are warm.",
        on=builders.TODAY,
        created_by=cast.author,
        **fields,
    )
