"""A county, its bodies and its editor, as the lists of money name them."""

from __future__ import annotations

import pytest

from accounts.models import User
from partnerships.models import Organisation, Place, PlaceCode
from tests import builders as make


@pytest.fixture
def county() -> Place:
    return make.place("Exampleshire", kind="county")


@pytest.fixture
def north(county: Place) -> Place:
    place = make.place("Northtown", within=county)
    PlaceCode.objects.create(place=place, code="E07000991")
    return place


@pytest.fixture
def editor(county: Place) -> User:
    return make.user("Edith Editor", ("place_editor", county))


@pytest.fixture
def council() -> Organisation:
    return make.organisation("Exampleshire Council")


@pytest.fixture
def ministry() -> Organisation:
    return make.organisation("Example ministry", "central_government")


@pytest.fixture
def of_the_lists(
    county: Place, north: Place, council: Organisation, ministry: Organisation
) -> None:
    """What the lists name is recorded."""
