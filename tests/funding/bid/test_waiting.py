"""A request that was sent reaches those who record what was decided."""

from __future__ import annotations

import pytest

from accounts.models import Notice
from partnerships.models import Organisation
from tests import builders
from tests.builders import Cast
from tests.funding.bid.sweep import bid
from tests.pilots.forms import filled, signed_in, text_of

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


def test_who_asked_is_told_what_the_body_decided_and_not_what_they_record_themselves(
    cast: Cast,
) -> None:
    desnz = Organisation.objects.get(name__startswith="Department for Energy")
    facts = {"decider": desnz, "applicant": cast.council, "visibility": "network", "state": "sent"}
    made = bid(cast.bradford, title="Three months", created_by=cast.bradford_officer, **facts)
    address = f"{made.get_absolute_url()}decision/"
    said = ((cast.bradford_officer, "declined"), *2 * ((cast.desnz_official, "granted_in_part"),))
    for who, state in said:
        client = signed_in(who)
        client.post(address, filled(client, address, state=state))
        assert Notice.objects.exists() == (who == cast.desnz_official)
    told = Notice.objects.get()  # once: sending the same again says nothing new
    assert (told.user, told.subject) == (cast.bradford_officer, "Granted in part: Three months")
    page = text_of(signed_in(cast.bradford_officer).get("/"))
    assert "Granted in part: Three months" in page


def test_only_who_can_change_it_is_told_how_to_fill_it_in(cast: Cast) -> None:
    made = bid(cast.bradford, visibility="network", created_by=cast.bradford_officer, asked="")
    hint = "Choose Change to add it."
    assert hint in text_of(signed_in(cast.bradford_officer).get(made.get_absolute_url()))
    assert hint not in text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
