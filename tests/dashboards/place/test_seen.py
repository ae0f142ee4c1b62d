"""Nothing of a hidden record shows on a place's pages: not its name, number, sum or absence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from funding.models import Fund
from partnerships.models import PlaceCode, PlaceLink, PlaceName
from pilots.models import Milestone, PilotPartner, PlanChange
from records.models import Note
from tests import builders
from tests.builders import TODAY, Cast
from tests.dashboards.place.test_page import page

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"
PAGES = (
    "/places/bradford/",
    "/places/bradford/about/",
    "/places/bradford/brief/",
    "/places/bradford/brief/?format=txt",
    "/places/bradford/partners/",
    "/places/bradford/funding/",
    "/places/bradford/funding/?format=csv",
    "/places/bradford/not-known/",
    "/places/bradford/history/",
    "/places/yorkshire-and-the-humber/",
    "/places/yorkshire-and-the-humber/brief/",
    "/funding/flows/",
    "/funding/flows/?place=bradford",
    "/funding/flows/?format=csv",
    "/funding/flows/?format=json",
)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    body = b"".join(response) if response.streaming else response.content
    return body.decode()


def hide_everything(cast: Cast, level: str) -> None:
    """A pilot, a barrier and a flow at a level, each with parts, all called Zanzibar."""
    pilot = builders.pilot(
        cast.bradford,
        f"{SECRET} pilot",
        visibility=level,
        summary=f"{SECRET} summary",
        rhythm=3,
        update_due=dt.date(2020, 1, 1),
    )
    body = builders.organisation(f"{SECRET} body")
    PilotPartner.objects.create(pilot=pilot, organisation=body, kind="lead")
    counted = builders.indicator(pilot, f"{SECRET} figure", target_low=77_777)
    builders.actual(counted, 88_888, counts="same")
    builders.update(pilot, state="questioned", question=f"{SECRET} question?")
    builders.update(pilot, state="accepted", public_sentence=f"{SECRET} news")
    Milestone.objects.create(pilot=pilot, text=f"{SECRET} milestone", done=dt.date(2026, 1, 1))
    PlanChange.objects.create(
        pilot=pilot, before=SECRET, after=f"{SECRET} after", on=dt.date(2026, 1, 1)
    )
    Note.objects.create(subject=pilot, kind="gap", text=f"{SECRET} gap")
    builders.barrier(
        cast.bradford, f"{SECRET} barrier", visibility=level, category=builders.category()
    )
    fund = Fund.objects.create(name=f"{SECRET} fund", slug="z", visibility="team")
    builders.flow(
        cast.bradford,
        987_654,
        description=f"{SECRET} flow",
        giver=body,
        fund=fund,
        visibility=level,
        end=dt.date(2099, 1, 1),
    )


def same(text: str, other: str) -> bool:
    """Whether two pages are alike, save for tokens and times."""
    drop = ("csrfmiddlewaretoken", "Printed", "Downloaded")
    left, right = (
        [line for line in page.splitlines() if not any(word in line for word in drop)]
        for page in (text, other)
    )
    return left == right


@pytest.mark.parametrize("level", ["team", "place", "programme", "network"])
def test_a_hidden_record_changes_nothing_for_the_public(
    client: Client, cast: Cast, level: str
) -> None:
    builders.pilot(cast.bradford, "Seen")
    builders.barrier(cast.bradford, "Seen too", category=builders.category())
    builders.flow(cast.bradford, 1000)
    before = {address: read(client, address) for address in PAGES}
    hide_everything(cast, level)
    after = {address: read(client, address) for address in PAGES}
    assert [address for address in PAGES if SECRET in after[address]] == []
    assert [address for address in PAGES if not same(before[address], after[address])] == []


def test_people_with_a_role_elsewhere_see_nothing_of_it_either(client: Client, cast: Cast) -> None:
    hide_everything(cast, "place")
    client.force_login(cast.luton_officer)
    assert [address for address in PAGES if SECRET in read(client, address)] == []


def test_those_who_may_see_it_do(client: Client, cast: Cast) -> None:
    hide_everything(cast, "place")
    client.force_login(cast.bradford_officer)
    text = read(client, "/places/bradford/")
    for part in ("pilot", "body", "figure", "barrier", "question?"):
        assert f"{SECRET} {part}" in text
    assert "£987,654" in text
    told = read(client, "/places/bradford/brief/?own=on")
    for part in ("news", "milestone", "gap"):
        assert f"{SECRET} {part}" in told
    # The fund keeps its own level
    assert f"{SECRET} fund" not in read(client, "/places/bradford/funding/")


def test_places_with_a_hidden_barrier_are_not_counted_as_having_it_too(
    client: Client, cast: Cast
) -> None:
    category = builders.category()
    builders.barrier(cast.bradford, category=category)
    builders.barrier(cast.luton, category=category, visibility="place")
    brief = "/places/bradford/brief/?format=txt&own=on"
    assert "other place" not in read(client, brief)
    client.force_login(cast.bradford_officer)
    assert "other place" not in read(client, brief)
    client.force_login(builders.user("Both", ("contributor", cast.luton)))
    assert "1 other place has this kind too" in " ".join(read(client, brief).split())


def test_a_sum_never_shows_what_a_hidden_part_takes_off(client: Client, cast: Cast) -> None:
    grant = builders.flow(cast.bradford, 1000)
    builders.flow(cast.luton, 400, parent=grant, visibility="place")
    assert "£1,000" in read(client, "/places/bradford/")
    client.force_login(cast.luton_officer)
    assert "£600" in read(client, "/places/bradford/")


def test_an_update_that_is_not_accepted_is_not_told_to_the_network(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    counted = builders.indicator(pilot, target_low=100)
    update = builders.update(pilot, period_end=dt.date(2031, 12, 31), public_sentence=SECRET)
    builders.actual(counted, 4_321, counts="same", update=update)
    for reader in (None, cast.outsider):
        if reader is not None:
            client.force_login(reader)
        text = read(client, "/places/bradford/")
        assert "2031" not in text
        assert "4,321" not in text
        assert SECRET not in text
    client.force_login(cast.bradford_officer)
    assert "4,321" in read(client, "/places/bradford/")


def test_the_brief_of_a_resident_holds_public_records_and_no_ratings(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    builders.update(pilot, state="accepted", confidence="needs_help")
    public = read(client, "/places/bradford/brief/?format=txt")
    assert "Hubs" in public
    assert "needs help" not in public
    client.force_login(cast.outsider)
    assert "needs help" in read(client, "/places/bradford/brief/?format=txt")


def test_the_public_reads_of_few_people_that_they_are_few(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    counted = builders.indicator(pilot, "Families helped", "families", target_low=100)
    builders.actual(counted, 3, counts="same")
    addresses = ("/places/bradford/", "/places/bradford/brief/?format=txt")
    for address in addresses:
        text = " ".join(read(client, address).split())
        assert "3 families" not in text
        assert "<b>3" not in text
        assert "ewer than" in text
    client.force_login(cast.outsider)
    assert "<b>3 families</b>" in read(client, "/places/bradford/")


def test_codes_current_and_ended_and_former_names_lead_to_the_place(
    client: Client, cast: Cast
) -> None:
    PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    PlaceCode.objects.create(place=cast.bradford, code="E07000001", valid_to=dt.date(2009, 4, 1))
    PlaceName.objects.create(
        place=cast.bradford, name="Bradford County Borough", kind="official", valid_to=TODAY
    )
    for address in ("E08000032", "e07000001", "bradford-county-borough"):
        assert client.get(f"/places/{address}/")["Location"] == "/places/bradford/"
        assert client.get(f"/places/{address}/funding/")["Location"] == "/places/bradford/funding/"


def test_a_name_that_two_places_share_leads_to_neither(client: Client, cast: Cast) -> None:
    for number in (1, 2):
        builders.place("Newport", slug=f"newport-{number}")
    assert client.get("/places/newport/").status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "a" * 300, "-", "E99999999"])
@pytest.mark.parametrize("part", ["", "brief/", "partners/", "funding/", "history/", "pilots/"])
def test_an_unknown_place_is_not_found(client: Client, cast: Cast, slug: str, part: str) -> None:
    assert client.get(f"/places/{slug}/{part}").status_code == 404


def test_a_place_that_ended_says_what_came_after(client: Client, cast: Cast) -> None:
    old = builders.place("Craven", "district")
    PlaceLink.objects.create(
        place=old, other=cast.bradford, kind="succeeded_by", valid_from=dt.date(2023, 4, 1)
    )
    text = page(client, "craven")
    assert "Craven was replaced by Bradford on 1 April 2023." in text
    assert "Tell us something" not in text
    assert "Follow Bradford" in page(client, "craven/about")
    assert "Bradford took the place of Craven on 1 April 2023." in page(client)


def test_the_lists_of_a_place_are_the_lists_with_its_filter(client: Client, cast: Cast) -> None:
    assert client.get("/places/bradford/pilots/")["Location"] == "/pilots/?place=bradford"
    assert client.get("/places/bradford/barriers/")["Location"] == "/barriers/?place=bradford"
