"""Who to ask about a fund: a job role of a body that owns it, and whether anybody holds it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from funding.models import Fund, FundOwner
from tests import builders
from tests.builders import Cast
from tests.funding.fund.test_keeping import send
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(cast: Cast) -> Any:
    made = Fund.objects.create(
        name="Homes fund", slug="homes", visibility="public", programme=cast.pfpp
    )
    FundOwner.objects.create(fund=made, organisation=cast.council)
    return made


def test_a_vacant_role_is_said_to_be_vacant(cast: Cast, fund: Fund) -> None:
    builders.post("Fund manager", cast.council, visibility="public")
    client = signed_in(cast.pfpp_lead)
    page = fund.get_absolute_url()
    assert "Who to ask Not known" in text_of(client.get(page))
    assert send(client, f"{page}contact/", contact="Fund manager").status_code == 302
    said = text_of(client.get(page))
    assert "Fund manager" in said
    assert "Vacant" in said
    assert "Fund manager" in text_of(Client().get(page))


def test_a_role_of_another_body_is_refused_and_words_will_do(cast: Cast, fund: Fund) -> None:
    builders.post("Clerk", builders.organisation("Elsewhere"), visibility="public")
    client, at = signed_in(cast.pfpp_lead), f"{fund.get_absolute_url()}contact/"
    answer = send(client, at, contact="Clerk")
    assert "Name a job role of a body that owns the fund" in answer.content.decode()
    send(client, at, contact="", contact_said="The grants mailbox")
    assert "The grants mailbox" in text_of(client.get(fund.get_absolute_url()))


def test_a_hidden_role_is_not_named_and_stays_when_somebody_else_saves(
    cast: Cast, fund: Fund
) -> None:
    role = builders.post(HIDDEN, cast.council, visibility="team")
    Fund.objects.update(contact=role)
    client, page = signed_in(cast.pfpp_lead), fund.get_absolute_url()
    assert HIDDEN not in text_of(client.get(page))
    assert "A job role that you cannot see" in text_of(client.get(page))
    send(client, f"{page}contact/", contact_said="")
    fund.refresh_from_db()
    assert fund.contact == role


def test_who_does_not_keep_the_fund_changes_nothing(cast: Cast, fund: Fund) -> None:
    at = f"{fund.get_absolute_url()}contact/"
    assert signed_in(cast.luton_officer).get(at).status_code == 403
    assert (
        f'href="{at}"'
        not in signed_in(cast.luton_officer).get(fund.get_absolute_url()).content.decode()
    )
