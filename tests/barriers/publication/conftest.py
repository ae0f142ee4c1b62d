"""One day for every test, and a barrier that names a body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from barriers.barrier_page.actions import record_tried
from barriers.models import Barrier
from partnerships.models import Organisation, OrganisationName
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.published import on


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Every test begins on one day, a Friday."""
    with on(2026, 11, 20):
        yield


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """One that names the energy department, of Bradford and Luton, with something tried."""
    made = builders.barrier(
        cast.bradford, "We cannot see licences", cast.luton, created_by=cast.bradford_officer,
        visibility="place", status="open", unlocker=energy(), programme=cast.pfpp,
        because="because the list is closed", ask="Open the list", category=builders.category(),
    )  # fmt: skip
    record_tried(by=cast.bradford_officer, barrier=made, what="Asked each landlord")
    return made


@pytest.fixture
def pensions() -> Organisation:
    """DWP, and a former name of it."""
    body = builders.organisation("Department for Work and Pensions")
    OrganisationName.objects.update_or_create(
        organisation=body, valid_to=None, defaults={"name": body.name, "short_name": "DWP"}
    )
    OrganisationName.objects.create(
        organisation=body, name="Department for Social Security", short_name="DSS",
        valid_to=dt.date(2001, 6, 8),
    )  # fmt: skip
    return body


@pytest.fixture
def pensions_official(pensions: Organisation) -> Any:
    """Who answers for it."""
    return builders.user("DWP official", ("officer", pensions))


@pytest.fixture
def unlinked(cast: Cast) -> Barrier:
    """A barrier for everyone signed in that links no body and names one."""
    return builders.barrier(
        cast.bradford, "We cannot see benefits", visibility="network", status="open",
        created_by=cast.bradford_officer, because="because DWP keeps the list",
    )  # fmt: skip
