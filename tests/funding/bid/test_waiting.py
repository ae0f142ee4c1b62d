"""A request that was sent reaches those who record what was decided."""

from __future__ import annotations

import pytest

from partnerships.models import Organisation
from tests import builders
from tests.builders import Cast
from tests.funding.bid.sweep import bid
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


def test_who_decides_has_it_in_their_work_until_it_is_decided(cast: Cast) -> None:
    desnz = Organisation.objects.get(name__startswith="Department for Energy")
    facts = {"decider": desnz, "applicant": cast.council, "visibility": "network"}
    made = bid(cast.bradford, title="Zqmore months", state="sent", **facts)
    bid(cast.bradford, title="Zqdraft", state="preparing", **facts)
    bid(cast.bradford, title="Zqhidden", state="sent", **{**facts, "visibility": "team"})
    other = builders.organisation("Another ministry", "central_government")
    bid(cast.bradford, title="Zqother", state="sent", **{**facts, "decider": other})
    page = text_of(signed_in(cast.desnz_official).get("/?kind=bids"))
    assert "Decide: Zqmore months" in page
    assert f"From {cast.council.name}" in page
    assert page.count("Zq") == 1
    assert "Zq" not in text_of(signed_in(cast.bradford_officer).get("/"))
    made.state = "granted"
    made.save()
    assert "Zq" not in text_of(signed_in(cast.desnz_official).get("/"))
