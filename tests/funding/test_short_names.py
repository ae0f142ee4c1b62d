"""Lists name bodies for short; their files, and pages of one, say the whole name."""

from __future__ import annotations

import pytest

from funding.models import Fund, MonitoringReturn, ReportingDuty
from partnerships.models import Organisation, OrganisationName
from tests import builders
from tests.builders import Cast
from tests.funding.bid.sweep import bid
from tests.funding.estimate.sweep import estimate
from tests.funding.pool.sweep import pool
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
LONG, SHORT = "Department for Windmills", "DfW"
LISTS = ("bids", "pools", "estimates", "returns")


@pytest.fixture
def ministry(cast: Cast) -> Organisation:
    """A body with a short name, in a row of each list."""
    body = builders.organisation(LONG, "central_government")
    OrganisationName.objects.filter(organisation=body).update(short_name=SHORT)
    at, public = cast.bradford, {"visibility": "public"}
    bid(at, applicant=body, decider=body, **public)
    pool(at, host=body, **public)
    estimate(at, author=body, **public)
    fund = Fund.objects.create(name="Sails", slug="sails", **public)
    duty = ReportingDuty.objects.create(fund=fund, what="Sails mended")
    MonitoringReturn.objects.create(duty=duty, body=body, place=at, due="2040-01-31")
    builders.secondment(body, cast.council)
    return body


@pytest.mark.parametrize("name", [*(f"funding/{one}" for one in LISTS), "secondments"])
def test_a_list_says_the_short_name_and_its_file_the_whole(
    cast: Cast, ministry: Organisation, name: str
) -> None:
    editor = signed_in(cast.bradford_editor)
    row = text_of(editor.get(f"/{name}/")).partition("Download this list")[0]
    assert (SHORT in row, LONG in row) == (True, False)
    assert LONG in b"".join(editor.get(f"/{name}/?format=csv")).decode()


def test_pools_and_bids_of_a_place_say_it_too(cast: Cast, ministry: Organisation) -> None:
    for address in ("/funding/?show=pools", "/places/bradford/funding/?show=pools"):
        row = text_of(signed_in(cast.bradford_editor).get(address))
        assert (row.count(SHORT), LONG in row) == (2, False)
