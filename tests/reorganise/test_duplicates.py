"""Organisations that may be duplicates: that they are two is remembered, and can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from funding.models import Estimate, Pool, PoolContribution
from partnerships.models import NotDuplicate, Organisation, OrganisationIdentifier
from partnerships.organisation.actions import say_two, take_back_two
from records.models import Note
from reorganise.actions import merge_bodies, take_back
from reorganise.bodies import Duplicate, candidates, previewed
from reorganise.plan import Refused
from tests import asked, builders
from tests.builders import Cast
from tests.policy.regional_update.regional import signed_in, text
from tests.reorganise.reorganised import everything

pytestmark = pytest.mark.django_db
LIST = "/organisations/duplicates/"


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    return builders.organisation("Luton Council"), builders.organisation("Luton Borough Council")


def said(by: Any, pair: tuple[Organisation, Organisation]) -> NotDuplicate:
    return say_two(by=by, one=pair[1], other=pair[0], reason="Two charters")


def test_that_they_are_two_is_remembered_with_who_said_it_and_why(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    one, other = pair
    client = signed_in(cast.yorkshire_connector)
    assert "Their names say the same" in text(client.get(LIST))
    url = f"/organisations/{other.slug}/not/{one.slug}/"
    assert "id_reason-err" in client.post(url, {"reason": " "}).content.decode()
    page = text(client.post(url, {"reason": "Two charters"}, follow=True))
    assert "Recorded as different organisations" in page
    assert "Their names say the same" not in page
    assert "Luton Council Luton Borough Council Two charters" in page
    assert "Yorkshire connector" in page
    assert not candidates(cast.administrator).pairs


def test_it_can_be_taken_back_and_is_then_asked_again(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    row = said(cast.yorkshire_connector, pair)
    client = signed_in(cast.administrator)
    page = text(client.post(f"{LIST}{row.pk}/take-back/", follow=True))
    assert "Taken back" in page
    assert "Their names say the same" in page
    assert "taken back already" in text(client.post(f"{LIST}{row.pk}/take-back/", follow=True))
    row.refresh_from_db()
    assert row.taken_back_by == cast.administrator
    again = said(cast.administrator, pair)
    assert again.pk != row.pk
    assert said(cast.yorkshire_connector, pair).created_by == cast.administrator


def test_two_that_were_said_to_be_two_are_not_made_one(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    row = said(cast.yorkshire_connector, pair)
    with pytest.raises(Refused, match="Two charters"):
        merge_bodies(pair=Duplicate(*pair, "Same charter"), by=cast.administrator)
    take_back_two(by=cast.administrator, said=row)
    merge_bodies(pair=Duplicate(*pair, "Same charter"), by=cast.administrator)


@pytest.mark.parametrize("path", ["none/not/luton-council", "luton-council/not/luton-council"])
def test_only_two_that_are_there_are_two(
    cast: Cast, pair: tuple[Organisation, Organisation], path: str
) -> None:
    client = signed_in(cast.administrator)
    assert client.post(f"/organisations/{path}/", {"reason": "Yes"}).status_code == 404


def test_an_organisations_page_leads_administrators_to_making_it_one(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    page = pair[0].get_absolute_url()
    assert f"{page}merge/" in signed_in(cast.administrator).get(page).content.decode()
    for client in (Client(), signed_in(cast.yorkshire_connector)):
        assert f"{page}merge/" not in client.get(page).content.decode()


def test_a_row_that_names_the_body_in_two_columns_follows_in_both_and_comes_back(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    goes, stays = pair
    team = builders.organisation("Housing team", parent=goes, succeeded_by=goes)
    before = everything()
    duplicate = Duplicate(goes, stays, "Same charter")
    told = previewed(duplicate, cast.administrator)
    assert [section.count for section in told.sections] == [1, 1]
    made = merge_bodies(pair=duplicate, by=cast.administrator)
    team.refresh_from_db()
    assert (team.parent, team.heirs) == (stays, [stays])
    take_back(reorganisation=made, by=cast.administrator)
    assert everything() == before


def test_what_a_body_paid_into_pools_and_worked_out_follows_and_comes_back(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    goes, stays = pair
    pool = Pool.objects.create(name="Care", visibility="network")
    for year, body in ((2025, goes), (2026, goes), (2026, stays)):
        PoolContribution.objects.create(pool=pool, organisation=body, year=year, agreed_low=5)
    estimate = Estimate.objects.create(title="Savings", author=goes, visibility="network")
    before = everything()
    made = merge_bodies(pair=Duplicate(goes, stays, "Same charter"), by=cast.administrator)
    estimate.refresh_from_db()
    assert estimate.author == stays
    # Of one year there is one row for a body: the second is kept as it stands
    paid_in = PoolContribution.objects.order_by("year", "id").values_list("year", "organisation")
    assert list(paid_in) == [(2025, stays.pk), (2026, goes.pk), (2026, stays.pk)]
    take_back(reorganisation=made, by=cast.administrator)
    assert everything() == before


def test_what_moves_is_named_and_one_of_it_is_said_as_one(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    OrganisationIdentifier.objects.create(organisation=pair[0], scheme="GB-COH", value="09876502")
    form = {"stays": pair[1].name, "stays_pick": pair[1].slug, "reason": "Same charter"}
    address = f"{pair[0].get_absolute_url()}merge/"
    page = text(signed_in(cast.administrator).post(address, form))
    assert "1 official number It moves, with what is recorded about it. GB-COH 09876502" in page


def test_no_other_money_is_said_to_be_of_the_name_of_the_duplicate(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    goes, stays = pair
    flow = builders.flow(cast.bradford, 5, receiver=stays, start=dt.date(2024, 4, 1))
    led = builders.programme("Warm", lead=stays, start=dt.date(2024, 4, 1))
    merge_bodies(pair=Duplicate(goes, stays, "Same charter"), by=cast.administrator)
    assert "; today" not in text(Client().get(flow.get_absolute_url()))
    page = text(Client().get(led.get_absolute_url()))
    assert stays.name in page
    assert goes.name not in page


def test_all_of_a_body_moves_and_the_page_does_not_say_that_some_stays(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    flow = builders.flow(cast.bradford, 5, receiver=pair[0], end=dt.date(2020, 3, 31))
    made = merge_bodies(pair=Duplicate(*pair, "Same charter"), by=cast.administrator)
    flow.refresh_from_db()
    assert flow.receiver == pair[1]
    page = text(signed_in(cast.administrator).get(made.get_absolute_url()))
    assert "1 flow to it" in page
    assert "stays with the old place" not in page


def test_what_both_are_asked_is_not_asked_of_the_one_that_stays_twice(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    goes, stays = pair
    barrier = builders.barrier(cast.bradford, "We cannot see licences")
    both = [asked.ask(barrier, body) for body in pair]
    over = asked.ask(barrier, goes, state="answered", ended_on=builders.TODAY)
    alone = asked.ask(builders.barrier(cast.bradford, "Another"), goes)
    merge_bodies(pair=Duplicate(goes, stays, "Same charter"), by=cast.administrator)
    for one, body in ((both[0], goes), (both[1], stays), (over, stays), (alone, stays)):
        one.refresh_from_db()
        assert one.to == body


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_much_for_one_as_for_thirty(
    cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    for count in range(number):
        names = ("Alike", "The Alike", "Body", "Board")
        bodies = [builders.organisation(f"{name} {count}") for name in names]
        say_two(by=cast.administrator, one=bodies[2], other=bodies[3], reason="Two charters")
    client = signed_in(cast.administrator)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_who_may_not_make_one_of_two_reads_whom_to_tell(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    administrator = f"Tell {cast.administrator} ({cast.administrator.email}) which"
    assert administrator in text(signed_in(cast.yorkshire_connector).get(LIST))
    assert "Tell " not in text(signed_in(cast.administrator).get(LIST))


def test_a_body_that_has_notes_is_merged(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    Note.objects.create(subject=pair[0], text="Its list is old", kind=Note.Kind.GAP)
    client, url = signed_in(cast.administrator), f"/organisations/{pair[0].slug}/merge/"
    typed = {"stays": pair[1].name, "stays_pick": pair[1].slug, "reason": "Same charter"}
    assert "1 note" in text(client.post(url, typed))
    before = everything()
    done = merge_bodies(pair=Duplicate(*pair, "Same charter"), by=cast.administrator)
    take_back(reorganisation=done, by=cast.administrator)
    assert everything() == before
