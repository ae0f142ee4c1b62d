"""What the money of places and bodies says after they merged, split or changed their names."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import OrganisationName, Place, PlaceLink
from reorganise.actions import reorganise
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.reorganise.reorganised import APRIL, Cumbria, cumbria, merge, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Cumbria:
    return cumbria()


def money_of(place: Place, client: Client | None = None) -> str:
    """The words of the money page of a place."""
    return text_of((client or Client()).get(f"/places/{place.slug}/funding/"))


def test_money_of_merged_councils_is_counted_once_and_says_where_the_rest_stands(
    land: Cumbria,
) -> None:
    next_year = timezone.localdate() + dt.timedelta(days=365)
    builders.flow(land.allerdale, 100, end=dt.date(2022, 3, 31))
    builders.flow(land.copeland, 50, end=next_year)
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    new = Place.objects.get(slug="cumberland")
    said = money_of(new)
    assert "£50 is promised." in said
    assert "Cumberland took the place of Allerdale and Copeland on 1 April 2023" in said
    assert "Money that is still recorded for them is not in these totals" in said
    link = '<a href="/places/allerdale/funding/">Allerdale</a>'
    assert link in Client().get("/places/cumberland/funding/").content.decode()
    before = money_of(land.allerdale)
    assert "£100 was promised. It has all ended." in before
    assert "It was replaced by Cumberland" in before
    assert "whose money is not in these totals" in before
    region = money_of(land.north_west)
    assert "£50 is promised." in region
    assert "money of Allerdale , which was in this area and has ended" in region


def test_hidden_money_of_a_place_that_ended_is_not_hinted_at(land: Cumbria) -> None:
    builders.flow(land.allerdale, 100, end=dt.date(2022, 3, 31), visibility="team")
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert "Not in these totals" not in money_of(land.north_west)


def test_a_place_that_moved_elsewhere_is_not_said_to_have_ended(land: Cumbria) -> None:
    builders.flow(land.eden, 100)
    ward = builders.place("Appleby", "ward", within=land.allerdale)
    builders.flow(ward, 30)
    for moved in (land.eden, ward):
        PlaceLink.objects.filter(place=moved).update(valid_to=APRIL)
        PlaceLink.objects.create(
            place=moved, other=builders.place(), kind="within", valid_from=APRIL
        )
    for left in (land.county, land.north_west):
        assert "Not in these totals" not in money_of(left)


def test_money_of_a_split_ward_stays_with_it_and_both_wards_say_so(land: Cumbria) -> None:
    ward = builders.place("Croxteth", "ward", within=land.allerdale)
    builders.flow(ward, 70, end=dt.date(2022, 3, 31))
    plan = split(ward, "Croxteth North", "Croxteth Country Park")
    reorganise(plan=plan, by=land.administrator)
    said = money_of(ward)
    assert "£70 was promised. It has all ended." in said
    assert "replaced by Croxteth North and Croxteth Country Park" in said
    for new in Place.objects.filter(slug__in=("croxteth-north", "croxteth-country-park")):
        said = money_of(new)
        assert f"{new.name} took the place of Croxteth on 1 April 2023" in said
        assert "Money that is still recorded for it is not in these totals" in said
        assert "£70" not in said
    for above in (land.allerdale, land.north_west):
        assert "Not in these totals: money of Croxteth , which was in this area" in money_of(above)


def test_a_place_that_took_no_others_place_says_nothing_of_it(land: Cumbria) -> None:
    assert "took the place of" not in money_of(land.eden)


def test_a_department_is_one_giver_under_all_its_names_and_a_flow_says_the_name_then(
    cast: Cast,
) -> None:
    ministry = builders.organisation("Ministry for Places", "central_government")
    OrganisationName.objects.filter(organisation=ministry).update(valid_from=APRIL)
    OrganisationName.objects.create(
        organisation=ministry, name="Department for Towns", valid_to=APRIL
    )
    old = builders.flow(cast.bradford, 30, giver=ministry, start=dt.date(2021, 4, 1))
    new = builders.flow(cast.bradford, 12, giver=ministry, start=dt.date(2024, 4, 1))
    unknown = builders.flow(cast.bradford, 1, giver=ministry)
    said = [text_of(Client().get(flow.get_absolute_url())) for flow in (old, new, unknown)]
    assert "Department for Towns, central government; today Ministry for Places" in said[0]
    assert "; today" not in said[1] + said[2]
    page = Client().get("/places/bradford/funding/?by=source")
    [line] = page.context["page"].breakdown.lines
    assert (line.label, str(line.total)) == ("Ministry for Places", "£43")


def test_money_is_offered_to_be_added_only_by_who_may_add_it_there(cast: Cast) -> None:
    offered = {
        who.email.partition("@")[0]: "Add money" in money_of(cast.luton, signed_in(who))
        for who in (cast.bradford_officer, cast.luton_officer, cast.desnz_official, cast.pfpp_lead)
    }
    assert list(offered.values()) == [False, True, True, True], offered
    assert "Add money" not in money_of(cast.luton)
