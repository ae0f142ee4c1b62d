"""The lists of a ward show what its page shows of the pilots here and the council, marked alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from partnerships.models import OrganisationPlace, Place
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import html, words

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    return words(client.get(address).content.decode())


def test_a_list_has_what_the_page_counts_and_marks_each_row(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    for number in range(4):
        builders.barrier(cast.bradford, f"We cannot share {number}", pilot=hubs)
    builders.barrier(cast.bradford, "We cannot pay")
    builders.flow(cast.bradford, 500, description="Grant")
    page = client.get("/places/tong/").context["page"].inherited
    barriers = client.get("/barriers/?place=tong").context["beside"]
    money = client.get("/funding/flows/?place=tong").context["beside"]
    assert [said for said, _ in barriers.counts] == [said for said, _ in page.barriers.counts]
    assert barriers.words == "4 of the pilot here; all 5 of Bradford"
    assert [(line.title, line.whose) for line in barriers.lines][-1] == (
        "We cannot pay",
        "of Bradford",
    )
    assert [line.whose for line in barriers.lines[:4]] == ["of the pilot here"] * 4
    assert money.counts[0][0] == page.money.counts[0][0] == "1 of Bradford"
    for address, count in ((f"?pilot={hubs.slug}", 4), ("?place=bradford", 5)):
        assert address in [url for _, url in barriers.counts]
        assert client.get(f"/barriers/{address}").context["count"].count == count
    assert "No barrier that you can see matches." in text_of(client, "/barriers/?place=tong")


def test_its_own_is_counted_alone_and_stands_above(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    builders.barrier(tong, "We cannot meet", pilot=hubs)
    builders.barrier(cast.bradford, "We cannot pay")
    page = client.get("/barriers/?place=tong")
    assert page.context["count"].count == 1
    assert [line.title for line in page.context["beside"].lines] == ["We cannot pay"]
    assert "Also all 2 of Bradford." in text_of(client, "/barriers/?place=tong")


def test_other_filters_narrow_what_stands_beside(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    builders.barrier(cast.bradford, "We cannot share", pilot=hubs, status="needs_owner")
    builders.barrier(cast.bradford, "We cannot pay", pilot=hubs, status="open")
    beside = client.get("/barriers/?place=tong&status=needs-owner").context["beside"]
    assert [line.title for line in beside.lines] == ["We cannot share"]
    assert beside.counts == [("1 of the pilot here", f"?status=needs-owner&pilot={hubs.slug}")]


def test_what_is_hidden_stands_nowhere(client: Client, cast: Cast, tong: Place, hubs: Any) -> None:
    addresses = ("/barriers/?place=tong", "/funding/flows/?place=tong", "/lessons/?place=tong")
    before = [html(client, "tong"), *(text_of(client, address) for address in addresses)]
    builders.barrier(cast.bradford, "Zanzibar", pilot=hubs, visibility="place")
    builders.flow(cast.bradford, 777, description="Zanzibar", visibility="place")
    assert [html(client, "tong"), *(text_of(client, one) for one in addresses)] == before
    client.force_login(cast.bradford_officer)
    assert all("Zanzibar" in text_of(client, address) for address in addresses[:2])


def test_any_empty_list_of_a_ward_leads_to_that_of_its_council(
    client: Client, cast: Cast, tong: Place
) -> None:
    builders.pilot(cast.bradford, "Hubs")
    page = client.get("/pilots/?place=tong").content.decode()
    assert 'href="?place=bradford">1 of Bradford</a>' in page
    assert "of Bradford" not in client.get("/pilots/?place=luton").content.decode()


def test_its_other_pages_have_what_is_the_councils_and_lead_to_the_same_of_it(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    builders.programme("Towns", [cast.bradford])
    builders.flow(cast.bradford, 500, description="Grant")
    before = text_of(client, "/places/tong/before/")
    assert "Towns of Bradford; dates not known" in before
    assert before.count(cast.pfpp.name) == 1  # the pilot's stands there already
    assert "Also all 2 of Bradford." in before
    assert "Grant of Bradford; £500 committed" in text_of(client, "/places/tong/funding/")
    assert f"Public bodies of Bradford: {cast.council.name}." in text_of(
        client, "/places/tong/partners/"
    )
    for part in ("services", "assets", "you-said", "priorities", "not-known"):
        page = " ".join(client.get(f"/places/tong/{part}/").content.decode().split())
        assert f'The same for <a href="/places/bradford/{part}/">Bradford</a>' in page
        assert "The same for" not in client.get(f"/places/bradford/{part}/").content.decode()
