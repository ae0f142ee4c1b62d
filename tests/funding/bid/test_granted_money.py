"""From a bid that was granted to its money: what is filled in, and to whom it is offered."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from funding.models import Bid, Flow
from tests import builders
from tests.builders import Cast
from tests.funding.bid.sweep import bid
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN

pytestmark = pytest.mark.django_db


def test_money_that_was_granted_is_added_with_what_the_bid_says_filled_in(cast: Cast) -> None:
    giver = builders.organisation("Housing ministry", "central_government")
    made = bid(
        cast.bradford, state="granted", decider=giver, applicant=cast.council, granted_low=25_000,
        granted_qualifier="about", granted_until=dt.date(2027, 3, 31), visibility="network",
    )  # fmt: skip
    client = signed_in(cast.bradford_officer)
    page = client.get(made.get_absolute_url()).content.decode()
    address = next(
        found
        for found in re.findall(r'href="([^"]*)"', html.unescape(page))
        if found.startswith("/funding/flows/add/")
    )
    answer = client.post(address, filled(client, address, meaning="committed"))
    assert answer.status_code == 302
    flow = Flow.objects.get()
    assert (flow.giver, flow.receiver, flow.description) == (giver, cast.council, made.title)
    assert (str(flow.amount), flow.end) == ("about £25,000", dt.date(2027, 3, 31))
    assert [place.name for place in flow.places.all()] == ["Bradford"]
    Bid.objects.filter(pk=made.pk).update(state="declined", granted_low=None, granted_until=None)
    assert "Add the money" not in text_of(client.get(made.get_absolute_url()))
    Bid.objects.filter(pk=made.pk).update(state="granted", flow=flow)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Add the money" not in page
    assert f'href="{flow.get_absolute_url()}edit/">Change the money' in page
    for hidden in ({"visibility": "team"}, {"visibility": "network"}):
        Flow.objects.filter(pk=flow.pk).update(**hidden)
        page = signed_in(cast.outsider).get(made.get_absolute_url()).content.decode()
        assert "Change the money" not in page


def test_money_that_was_granted_is_offered_to_be_added_as_though_hidden_money_were_not_there(
    cast: Cast,
) -> None:
    made = bid(cast.bradford, state="granted", granted_low=25_000, visibility="network")
    hidden = builders.flow(cast.luton, 25_000, visibility="team", description=HIDDEN)
    for flow in (None, hidden):
        Bid.objects.filter(pk=made.pk).update(flow=flow)
        for reader, offered in ((cast.bradford_officer, True), (cast.luton_officer, False)):
            page = text_of(signed_in(reader).get(made.get_absolute_url()))
            assert ("Add the money" in page) == offered
            assert HIDDEN not in page
            assert "Change the money" not in page


@pytest.mark.parametrize("end", ["2027-13-01", "soon", "9" * 5000, "%00"])
def test_a_day_in_an_address_that_is_none_fills_in_nothing(cast: Cast, end: str) -> None:
    client = signed_in(cast.bradford_officer)
    answer = client.get(f"/funding/flows/add/?end={end}&giver=%00&description=%00")
    assert answer.status_code == 200
    assert answer.context["form"].initial["end"] is None
