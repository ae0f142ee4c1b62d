"""A partnership of Bradford with three members, of which the energy department is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from partnerships.models import Member, Partnership, PartnershipPlace
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b

VISION = "Warm homes for everybody."


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(b.NOW, tick=True):
        yield


@pytest.fixture
def desnz(cast: Cast) -> Any:
    """The body of which ``desnz_official`` is an officer."""
    return cast.desnz_official.assignments.get().organisation


@pytest.fixture
def act(cast: Cast, desnz: Any) -> Partnership:
    made = Partnership.objects.create(name="Act as One", slug="act-as-one", vision=VISION)
    PartnershipPlace.objects.create(partnership=made, place=cast.bradford)
    for body in (cast.council, desnz, builders.organisation("Warm Homes Trust", "voluntary")):
        Member.objects.create(partnership=made, organisation=body)
    left = builders.organisation("Body that left")
    Member.objects.create(partnership=made, organisation=left, valid_to="2026-01-01")
    return made
