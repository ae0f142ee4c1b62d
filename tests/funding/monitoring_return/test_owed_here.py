"""Which returns are owed at a place, on which list they stand, and what is never lost of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from funding.models import MonitoringReturn
from funding.monitoring_return.actions import mark_not_sent
from partnerships.models import OrganisationPlace
from tests import builders
from tests.builders import Cast
from tests.funding.monitoring_return.test_returns import a_duty, one
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import NOW

pytestmark = pytest.mark.django_db
HERE = "/places/bradford/returns/"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def governs(cast: Cast) -> Cast:
    OrganisationPlace.objects.get_or_create(
        organisation=cast.council, place=cast.bradford, role="governs"
    )
    return cast


@pytest.mark.parametrize(
    "address",
    [
        HERE,
        "/places/yorkshire-and-the-humber/returns/",
        "/funding/returns/?place=bradford",
        "/places/bradford/calendar/",
    ],
)
def test_what_a_council_owes_without_a_place_is_owed_at_the_place_it_governs(
    governs: Cast, address: str
) -> None:
    due = dt.date(2026, 12, 1)
    one(
        governs,
        duty=a_duty(governs, what="Quarterly claim"),
        place=None,
        body=governs.council,
        due=due,
    )
    client = signed_in(governs.bradford_officer)
    assert "Quarterly claim" in text_of(client.get(address))
    assert "Quarterly claim" not in text_of(client.get(address.replace("bradford", "luton"))) or (
        "yorkshire" in address
    )


def test_what_a_council_governs_no_more_or_owes_elsewhere_is_not_owed_here(governs: Cast) -> None:
    one(governs, duty=a_duty(governs, what="For Luton"), place=governs.luton, body=governs.council)
    client = signed_in(governs.bradford_officer)
    assert "For Luton" not in text_of(client.get(HERE))
    claim = a_duty(governs, a_fund(governs, "Another fund"), what="Old claim")
    one(governs, duty=claim, place=None, body=governs.council)
    OrganisationPlace.objects.update(valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2025, 1, 1))
    assert "Old claim" not in text_of(client.get(HERE))


def test_a_duty_leads_to_its_own_returns_whatever_its_words(cast: Cast) -> None:
    duty, like = (
        a_duty(cast),
        a_duty(cast, a_fund(cast, "Another fund"), what="What was spent and why"),
    )
    mine, other = one(cast, duty=duty), one(cast, duty=like)
    client = signed_in(cast.bradford_officer)
    page = client.get(duty.get_absolute_url())
    listed = client.get(page.context["returns_url"])
    assert [row.pk for row in listed.context["page"]] == [mine.pk]
    assert other.pk != mine.pk
    chips = [chip.label for chip in listed.context["filter"].chips]
    assert chips == [f"Fund: {duty.fund}", f"Reporting duty: {duty}"]
    for wrong in ("soon", "999999"):
        page = client.get(f"/funding/returns/?duty={wrong}")
        assert [*page.context["page"]] == []
        assert "A filter in this address is not right" in text_of(page)


def test_what_is_owed_for_each_money_is_to_be_sent_next(cast: Cast) -> None:
    duty = a_duty(cast)
    first = builders.flow(cast.bradford, 5, description="First grant", fund=duty.fund)
    second = builders.flow(cast.bradford, 6, description="Second grant", fund=duty.fund)
    for flow in (first, second):
        for month in (11, 12):
            one(cast, duty=duty, flow=flow, due=dt.date(2026, month, 30))
    page = signed_in(cast.bradford_officer).get(HERE)
    assert all(f"Homes fund: {flow}" in text_of(page) for flow in (first, second))
    returns = page.context["returns"]
    assert {(row.flow_id, row.due.month) for row in returns} == {(first.pk, 11), (second.pk, 11)}


def test_the_hours_that_a_return_took_are_never_lost_unsaid(cast: Cast) -> None:
    made = one(cast, state="sent", sent_on=dt.date(2026, 10, 1), took_low=4)
    with pytest.raises(ValidationError, match="recorded as taking 4 hours"):
        mark_not_sent(by=cast.bradford_officer, one=made)
    client = signed_in(cast.bradford_officer)
    address = f"{made.get_absolute_url()}outcome/"
    answer = client.post(address, filled(client, address, state="due"))
    assert (
        "Hours can only be recorded for a return that was sent. Leave this empty"
        in answer.content.decode()
    )
    assert MonitoringReturn.objects.get(pk=made.pk).took_low == 4
    client.post(address, filled(client, address, state="due", took=""))
    made.refresh_from_db()
    assert (made.state, made.took_low) == ("due", None)
