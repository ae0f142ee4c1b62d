"""Where a place lies: its hierarchy with codes and dates, and the warning of two care systems."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from geography.locality.whereabouts import whereabouts
from partnerships.models import Place, PlaceCode, PlaceLink
from records.models import Source
from tests import builders as make
from tests.localities import locality, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def east_suffolk() -> Place:
    region = make.place("East of England", "region")
    authority = make.place("Norfolk and Suffolk", "combined_authority")
    county = make.place("Suffolk", "county", within=region)
    PlaceLink.objects.create(place=county, other=authority, kind="within")
    return make.place("East Suffolk", "district", within=county)


def board(name: str, code: str, nhs: str) -> Place:
    made = make.place(name, "integrated_care_system")
    PlaceCode.objects.create(place=made, code=code)
    PlaceCode.objects.create(place=made, code=nhs, scheme="ods")
    return made


def test_a_council_says_what_it_lies_in_with_codes_and_dates(
    client: Client, east_suffolk: Place
) -> None:
    system = board("NHS Suffolk", "E54000023", "QJG")
    source = Source.objects.create(
        title="Areas",
        slug="care-board-areas",
        is_open=True,
        published="2024-04-01",
        published_precision="month",
    )
    PlaceLink.objects.create(
        place=east_suffolk, other=system, kind="overlaps", share=1, basis="people", source=source
    )
    nhs = make.place("East (NHS region)", "nhs_region")
    PlaceLink.objects.create(place=system, other=nhs, kind="within")
    locality("Suffolk Police", east_suffolk, "police_area", code="E23000024")
    july = release("constituencies", "July 2024")
    for name, share in (("Suffolk Coastal", "0.47"), ("Lowestoft", "0.53")):
        locality(name, east_suffolk, "constituency", release=july, share_of_council=share)
    lies = whereabouts(east_suffolk)
    lines = {line.label: line for line in (*lies.lines, *lies.services)}
    assert list(lines) == [
        *("Region", "County", "Strategic authority", "Integrated care board"),
        *("NHS region", "Police force area", "Constituencies"),
    ]
    assert [area.name for area in lines["NHS region"].areas] == ["East"]
    assert lines["Integrated care board"].areas[0].part == ""
    assert lines["Strategic authority"].areas[0].note == "through Suffolk"
    assert lines["Integrated care board"].areas[0].codes == "NHS QJG, E54000023"
    assert lines["Integrated care board"].as_at == "April 2024"
    assert lines["Constituencies"].as_at == "July 2024"
    assert [(area.name, area.part) for area in lines["Constituencies"].areas] == [
        ("Lowestoft", "53% of its people"),
        ("Suffolk Coastal", "47% of its people"),
    ]
    page = client.get("/places/east-suffolk/about/").content.decode()
    assert "Where it is" in page
    assert "NHS QJG, E54000023" in page
    assert "as at April 2024" in page
    assert "care systems" not in page


def test_a_council_in_two_care_systems_is_warned_of(client: Client, east_suffolk: Place) -> None:
    source = Source.objects.create(title="Areas", slug="care-board-areas", is_open=True)
    for name, share in (("NHS Norfolk", "0.473"), ("NHS Suffolk", "0.527")):
        PlaceLink.objects.create(
            place=east_suffolk, other=make.place(name, "integrated_care_system"),
            kind="overlaps", share=share, basis="people", source=source,
        )  # fmt: skip
    page = client.get("/places/east-suffolk/about/").content.decode()
    assert "It is in two care systems.<" in page
    for share, name in ("53%", "NHS Suffolk"), ("47%", "NHS Norfolk"):
        assert re.search(rf'{name}</a> <span class="small soft">{share} of its people', page)
    # Once, and not among the overlaps that people drew as well
    assert 'id="overlaps"' not in page
    assert 'id="overlaps"' in client.get("/places/nhs-norfolk/about/").content.decode()


def test_a_share_of_a_care_system_that_is_not_known_is_said_to_be(
    client: Client, east_suffolk: Place
) -> None:
    source = Source.objects.create(title="Areas", slug="care-board-areas", is_open=True)
    for name, share in (("NHS Norfolk", None), ("NHS Suffolk", "0.527")):
        PlaceLink.objects.create(
            place=east_suffolk, other=make.place(name, "integrated_care_system"),
            kind="overlaps", share=share, basis="people", source=source,
        )  # fmt: skip
    page = client.get("/places/east-suffolk/about/").content.decode()
    assert "two care systems. We don’t know how much of it is in NHS Norfolk." in page


def test_a_ward_has_the_care_boards_of_its_council_without_their_shares(
    east_suffolk: Place,
) -> None:
    for name, share in (("NHS Norfolk", "0.473"), ("NHS Suffolk", "0.527")):
        PlaceLink.objects.create(
            place=east_suffolk, other=make.place(name, "integrated_care_system"),
            kind="overlaps", share=share, basis="people",
        )  # fmt: skip
    lies = whereabouts(make.place("Framlingham", "ward", within=east_suffolk))
    boards = next(line for line in lies.lines if line.label == "Integrated care boards")
    assert [(area.name, area.part) for area in boards.areas] == [
        ("NHS Norfolk", ""),
        ("NHS Suffolk", ""),
    ]


def test_a_place_of_which_nothing_is_known_has_no_such_part(client: Client) -> None:
    make.place("Newby", "custom")
    assert "Where it is" not in client.get("/places/newby/about/").content.decode()


def test_where_it_lies_is_one_query(east_suffolk: Place, django_assert_num_queries: object) -> None:
    for number in range(30):
        locality(f"Constituency {number}", east_suffolk, "constituency")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(whereabouts(east_suffolk).services[-1].areas) == 30


def test_the_care_boards_of_a_county_are_those_of_its_districts(
    client: Client, east_suffolk: Place
) -> None:
    county = Place.objects.get(name="Suffolk")
    other = make.place("Ipswich", "district", within=county)
    boards = [board("NHS Suffolk", "E54000023", "QJG"), board("NHS Norfolk", "E54000022", "QMM")]
    for district, care in ((east_suffolk, boards[0]), (other, boards[0]), (other, boards[1])):
        PlaceLink.objects.create(place=district, other=care, kind="overlaps")
    lies = whereabouts(county)
    line = next(line for line in lies.lines if line.label == "Integrated care boards")
    said = sorted((area.name, area.note) for area in line.areas)
    assert said == [(name, "through its councils") for name in ("NHS Norfolk", "NHS Suffolk")]
    assert lies.warning == ""
    compared = f"/places/compare/?place={county.slug}&place={other.slug}&format=csv"
    told = b"".join(client.get(compared)).decode()
    assert "NHS Norfolk" in told
    assert "through its councils" in told.lower()
    above = make.place("Eastern", "combined_authority")
    PlaceLink.objects.create(place=county, other=above, kind="within")
    line = next(line for line in whereabouts(above).lines if line.label == "Integrated care boards")
    assert sorted(area.name for area in line.areas) == ["NHS Norfolk", "NHS Suffolk"]


def test_a_ward_stands_below_its_council(client: Client, east_suffolk: Place) -> None:
    ward = make.place("Beccles", "ward", within=east_suffolk)
    breadcrumbs = [label for label, _ in client.get(f"/places/{ward.slug}/").context["breadcrumbs"]]
    assert breadcrumbs == ["Places", "East of England", "East Suffolk", "Beccles"]
