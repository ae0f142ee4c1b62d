"""A place as people say it leads to its council's page, with the choice where there are several."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from geography.england.load import load_england
from geography.locality.load import load_localities
from geography.models import Locality
from interface.forms import RecordField
from interface.forms.records import Named
from partnerships.models import Place, PlaceLink
from tests import builders as make
from tests.localities import locality

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns() -> dict[str, Place]:
    """Cornwall, Wychavon in Worcestershire and Telford, with what lies in them."""
    south_west = make.place("South West", "region")
    worcestershire = make.place("Worcestershire", "county")
    made = {
        "cornwall": make.place("Cornwall", within=south_west),
        "wychavon": make.place("Wychavon", "district", within=worcestershire),
        "telford": make.place("Telford and Wrekin"),
    }
    locality("Newport", made["telford"])
    locality("Newport", made["cornwall"], "village", rank=900)
    locality("Truro", made["cornwall"], "city")
    locality("Truro", made["cornwall"], "neighbourhood", rank=800)
    locality("St. Agnes", made["cornwall"], "village")
    locality("Saint Agnes Beacon", made["cornwall"], "ward", rank=950)
    locality("King's Combe", made["wychavon"])
    locality("Stow-on-the-Wold", made["wychavon"])
    locality("Llanfair Waterdîn", made["telford"], "village")
    locality("Truro and Falmouth", made["cornwall"], "constituency", share="0.9")
    locality("TR1", made["cornwall"], "postcode_district")
    locality("TR11", made["cornwall"], "postcode_district")
    locality("WR11", made["wychavon"], "postcode_district", share="0.985")
    locality("PL31 1", made["cornwall"], "postcode_sector")
    locality("Devon & Cornwall", made["cornwall"], "police_area")
    return made


def offered(text: str) -> list[str]:
    return [f"{row.title}: {row.where}" for row in Locality.objects.all().offered(text, 8)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Truro", "Truro, in Cornwall: city, South West"),
        ("  tru ", "Truro, in Cornwall: city, South West"),
        ("tr", "Truro, in Cornwall: city, South West"),
        ("Truro constituency", ("Truro and Falmouth, in Cornwall: constituency, 90% of its people, "
         "South West")),
        ("kings combe", "King's Combe, in Wychavon: town, Worcestershire"),
        ("King\u2019s Combe", "King's Combe, in Wychavon: town, Worcestershire"),
        ("saint agnes", "St. Agnes, in Cornwall: village, South West"),
        ("ST AGNES", "St. Agnes, in Cornwall: village, South West"),
        ("stow on the wold", "Stow-on-the-Wold, in Wychavon: town, Worcestershire"),
        ("llanfair waterdin", "Llanfair Waterdîn, in Telford and Wrekin: village"),
        ("PL31 1AA", "PL31 1, in Cornwall: postcode sector, South West"),
        ("p l 3 1 1 a a", "PL31 1, in Cornwall: postcode sector, South West"),
        ("TR1 9ZZ", "TR1, in Cornwall: postcode district, South West"),
        ("St.Agnes", "St. Agnes, in Cornwall: village, South West"),
        ("St. Agnes, Cornwall", "St. Agnes, in Cornwall: village, South West"),
        ("saint-agnes", "St. Agnes, in Cornwall: village, South West"),
        ("King`s Combe", "King's Combe, in Wychavon: town, Worcestershire"),
        ("stow\u2011on\u2011the\u2011wold", "Stow-on-the-Wold, in Wychavon: town, Worcestershire"),
        ("Llanfair Waterd\u00een", "Llanfair Waterdîn, in Telford and Wrekin: village"),
        ("Llanfair Waterdi\u0302n", "Llanfair Waterdîn, in Telford and Wrekin: village"),
        ("PL31-1AA", "PL31 1, in Cornwall: postcode sector, South West"),
        ("pl31 1aa, Cornwall", "PL31 1, in Cornwall: postcode sector, South West"),
        ("wr11", "WR11, in Wychavon: postcode district, 98% of its postcodes, Worcestershire"),
    ],
)  # fmt: skip
def test_what_people_say_finds_the_council(towns: dict[str, Place], text: str, first: str) -> None:
    assert offered(text)[0] == first


def test_namesakes_are_all_offered_the_larger_first_each_with_its_area(
    towns: dict[str, Place],
) -> None:
    assert offered("Newport") == [
        "Newport, in Telford and Wrekin: town",
        "Newport, in Cornwall: village, South West",
    ]
    assert offered("Newport, South West") == ["Newport, in Cornwall: village, South West"]
    assert offered("Newport, Telford") == ["Newport, in Telford and Wrekin: town"]


def test_a_town_of_six_namesakes_has_them_all_each_told_from_the_others(
    client: Client, towns: dict[str, Place]
) -> None:
    county = make.place("Norfolk", "county")
    for number in range(6):
        locality("Sutton", make.place(f"District {number}", "district", within=county))
    found = offered("sutton")
    assert found == [f"Sutton, in District {number}: town, Norfolk" for number in range(6)]
    page = client.get("/places/?q=Sutton").content.decode()
    assert all(f"Sutton, in District {number}" in page for number in range(6))
    assert offered("Sutton, District 3") == ["Sutton, in District 3: town, Norfolk"]
    answer = client.get("/who-to-ask/?place=sutton").content.decode()
    assert all(f'value="district-{number}"' in answer for number in range(6))


def test_a_name_is_offered_once_for_each_council(towns: dict[str, Place]) -> None:
    assert [line for line in offered("truro") if line.startswith("Truro, in")] == [
        "Truro, in Cornwall: city, South West"
    ]


def test_a_district_that_is_typed_goes_on_to_those_that_begin_so(
    client: Client, towns: dict[str, Place]
) -> None:
    assert [line.partition(",")[0] for line in offered("TR1")] == ["TR1", "TR11"]
    page = client.get("/places/?q=TR1").content.decode()
    assert "TR1, in Cornwall" in page or ">TR1" in page
    assert "TR11" not in page


@pytest.mark.parametrize("text", ["Saint Helens", "St Helens", "st. helens", "saint"])
def test_saint_and_st_are_one_word_of_a_council(client: Client, text: str) -> None:
    make.place("St. Helens", "metropolitan_borough")
    make.place("Weston", "district")
    for address in ("/places/", "/search/", "/places/suggest/", "/search/suggest/"):
        answer = client.get(address, {"q": text}).content.decode()
        assert "St. Helens" in answer, address
        assert "Weston" not in answer
    assert list(Place.objects.found_by("Saint Helens")) == list(Place.objects.found_by("St Helens"))


def test_towns_that_go_on_come_before_hamlets_and_it_is_said_that_there_are_more(
    client: Client, towns: dict[str, Place]
) -> None:
    locality("Ashton-under-Lyne", towns["telford"], rank=10)
    for number in range(8):
        locality("Ashton", make.place(f"District {number}", "district"), "hamlet", rank=5)
    assert offered("Ashton")[0] == "Ashton-under-Lyne, in Telford and Wrekin: town"
    page = client.get("/places/?q=Ashton").content.decode()
    assert "Only the first 8 are shown; there are more." in page
    assert "there are more" not in client.get("/places/?q=Newport").content.decode()


def test_a_council_at_the_edge_of_a_city_is_left_out(towns: dict[str, Place]) -> None:
    locality("Bristol", towns["telford"], "city", share="0.812")
    locality("Bristol", towns["wychavon"], "city", share="0.184")
    locality("Bristol", towns["cornwall"], "city")
    assert offered("Bristol") == [
        "Bristol, in Telford and Wrekin: city, in part",
        "Bristol, in Wychavon: city, in part, Worcestershire",
    ]


@pytest.mark.parametrize(
    "text", ["", "a", "?", "%", "_", "\x00", "of the", "ward", "EH1 1AA", "ZZ9", "Devon", "x" * 900]
)
def test_nothing_is_made_of_what_says_nothing(towns: dict[str, Place], text: str) -> None:
    assert offered(text) == []


def test_an_ended_council_says_what_came_after(client: Client, towns: dict[str, Place]) -> None:
    old, new = make.place("Carrick", "district"), towns["cornwall"]
    old.names.update(valid_to="2009-04-01")
    PlaceLink.objects.create(place=old, other=new, kind="succeeded_by", valid_from="2009-04-01")
    locality("Perranporth", old)
    page = client.get("/places/?q=perranporth").content.decode()
    assert '<a href="/places/carrick/">Perranporth, in Carrick</a>' in page
    assert 'Today: <a href="/places/cornwall/">Cornwall</a>' in page


def test_the_directory_and_search_lead_to_the_council(
    client: Client, towns: dict[str, Place]
) -> None:
    for address in ("/places/?q=truro", "/search/?q=truro"):
        page = client.get(address).content.decode()
        assert '<a href="/places/cornwall/">Truro, in Cornwall</a>' in page, address
        assert "City, South West" in page
    assert "We can’t find" not in client.get("/places/?q=truro").content.decode()


def test_a_postcode_of_scotland_is_said_to_be_one(client: Client, towns: dict[str, Place]) -> None:
    for address in ("/places/?q=eh1+1aa", "/search/?q=EH11AA"):
        assert "EH1 1AA is a postcode in Scotland." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("eh1 1aa", "EH1 1AA is a postcode in Scotland. Placebook is about England."),
        ("TR99 9ZZ", "No postcode that begins with TR99 is in our list for England."),
    ],
)
def test_a_postcode_that_leads_nowhere_is_explained_wherever_a_place_is_asked(
    client: Client, towns: dict[str, Place], typed: str, said: str
) -> None:
    for address in ("/places/?q=", "/search/?q=", "/who-to-ask/?place="):
        page = unescape(client.get(f"{address}{typed}").content.decode())
        assert said in page, address
    field: Any = RecordField(Place.objects.all(), noun="place")
    with pytest.raises(ValidationError, match=said.partition(".")[0]):
        field.clean(typed)


def test_suggestions_go_to_the_council_or_fill_it_in(
    client: Client, towns: dict[str, Place]
) -> None:
    line = {
        "value": "cornwall",
        "label": "Truro, in Cornwall",
        "hint": "city, South West",
        "fill": "Cornwall",
    }
    found = client.get("/places/suggest/?q=truro").json()["results"]
    assert found[0] == line
    found = client.get("/places/suggest/?q=truro&go=1").json()["results"]
    assert found[0] == {**line, "url": "/places/cornwall/"}
    found = client.get("/search/suggest/?q=pl31").json()["results"]
    assert found == []
    found = client.get("/search/suggest/?q=tr1").json()["results"]
    assert found[0] == {
        "value": "", "label": "TR1, in Cornwall", "url": "/places/cornwall/", "hint": "",
    }  # fmt: skip


def test_who_to_ask_takes_the_only_council_of_a_town_and_offers_several(
    client: Client, towns: dict[str, Place]
) -> None:
    answer = client.get("/who-to-ask/?place=truro")
    assert answer.context["form"].cleaned_data["place"] == towns["cornwall"]
    assert 'value="Cornwall"' in answer.content.decode()
    assert "Truro is in Cornwall." in client.get("/who-to-ask/?place=truro").content.decode()
    assert "is in Cornwall." not in client.get("/who-to-ask/?place=cornwall").content.decode()
    page = unescape(client.get("/who-to-ask/?place=newport").content.decode())
    assert 'name="place_pick"' in page
    assert "Newport, village, South West" in page
    answer = client.get("/who-to-ask/?place=newport&place_pick=cornwall")
    assert answer.context["form"].cleaned_data["place"] == towns["cornwall"]


def test_a_form_offers_the_council_of_a_town_only_where_it_may_be_chosen(
    towns: dict[str, Place],
) -> None:
    """As the form that logs a barrier asks for one of the places where somebody may log."""
    field: Any = RecordField(Place.objects.filter(slug="cornwall"), noun="place")
    with pytest.raises(ValidationError, match="Is this the place"):
        field.clean("Newport")
    assert field.widget.offered == [
        {"value": "cornwall", "label": "Cornwall", "hint": "Newport, village, South West"}
    ]
    assert field.clean(Named("Newport", "cornwall")) == towns["cornwall"]
    with pytest.raises(ValidationError, match="We can’t find"):
        field.clean("King's Combe")


def test_towns_postcodes_and_constituencies_are_found_in_our_own_lists(
    client: Client,
) -> None:
    load_england()
    load_localities()
    for text, council in (
        ("Truro", "Cornwall"),
        ("Keighley", "Bradford"),
        ("Penzance", "Cornwall"),
        ("Huddersfield", "Kirklees"),
        ("TR1", "Cornwall"),
        ("PL31 1AA", "Cornwall"),
        ("Wigan constituency", "Wigan"),
        ("Manningham ward", "Bradford"),
        ("Bishop's Stortford", "East Hertfordshire"),
        ("Stratford on Avon", "Stratford-on-Avon"),
    ):
        assert Locality.objects.all().offered(text, 8)[0].place.name == council, text
    newports = Locality.objects.all().offered("Newport", 8)
    assert [row.place.name for row in newports][:2] == ["Isle of Wight", "Telford and Wrekin"]
    assert not Locality.objects.filter(place__names__valid_to__isnull=False).exists()
    assert Locality.objects.count() == 52_815


def test_a_town_called_as_its_council_stays_where_the_council_was_not_found(
    client: Client, towns: dict[str, Place]
) -> None:
    wigan, lancashire = make.place("Wigan"), make.place("West Lancashire")
    locality("Wigan", wigan)
    locality("Wigan", lancashire, "village", rank=900)
    both = ["Wigan, in Wigan: town", "Wigan, in West Lancashire: village"]
    assert offered("Wigan town") == both
    assert offered("Wigan") == both[1:]
    locality("St. Albans", make.place("St. Albans"), "city")
    assert offered("Saint Albans") == []
    page = unescape(client.get("/who-to-ask/?place=Wigan+town").content.decode())
    assert 'value="wigan"' in page
    assert 'value="west-lancashire"' in page


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Holborn, St Giles & Bloomsbury South", "Holborn, St. Giles & Bloomsbury South"),
        ("holborn, saint giles", "Holborn, St. Giles & Bloomsbury South"),
        ("Truro, in Cornwall", "Truro"),
        ("truro,IN  south west", "Truro"),
        ("King's Combe, in Worcestershire", "King's Combe"),
    ],
)
def test_a_comma_of_a_name_or_of_our_own_label_finds_it(
    towns: dict[str, Place], text: str, first: str
) -> None:
    locality("Holborn, St. Giles & Bloomsbury South", towns["telford"], "neighbourhood")
    locality("Holborn", make.place("Elsewhere"), "ward")
    assert [line.partition(", in ")[0] for line in offered(text)][:1] == [first]


def test_what_lies_in_one_council_under_many_kinds_hides_no_namesake(
    towns: dict[str, Place],
) -> None:
    for number in range(40):
        locality("Ashby", towns["cornwall"], "ward", code=f"E{number:08}")
    locality("Ashby", towns["telford"], "village", rank=9_000)
    places = [row.place.name for row in Locality.objects.all().offered("Ashby", 8)]
    assert places == ["Cornwall", "Telford and Wrekin"]


@pytest.mark.parametrize("text", ["Truro", "truro", "Truro, in Cornwall", "TR1 9ZZ", "Truro city"])
def test_a_list_is_narrowed_by_a_name_typed_in_full(towns: dict[str, Place], text: str) -> None:
    field: Any = RecordField(Place.objects.all(), noun="place", key_first=True)
    assert field.clean(text) == towns["cornwall"]


@pytest.mark.parametrize("text", ["Tru", "King", "stow-on", "WR1"])
def test_a_beginning_alone_narrows_no_list(towns: dict[str, Place], text: str) -> None:
    field: Any = RecordField(Place.objects.all(), noun="place", key_first=True)
    with pytest.raises(ValidationError, match="Is this the place"):
        field.clean(text)


def test_search_leads_to_all_that_match(client: Client, towns: dict[str, Place]) -> None:
    for number in range(7):
        locality("Sutton & Cheam", make.place(f"District {number}", "district"))
    page = client.get("/search/", {"q": "sutton & cheam"}).content.decode()
    assert 'href="/places/?q=sutton+%26+cheam"' in page


@pytest.mark.parametrize("typed", ["BT1 1AA", "EH1", "TR99 9ZZ"])
def test_a_postcode_that_leads_nowhere_is_said_once_and_not_called_misspelt(
    client: Client, towns: dict[str, Place], typed: str
) -> None:
    for address in ("/places/?q=", "/search/?q=", "/who-to-ask/?place="):
        page = unescape(client.get(f"{address}{typed}").content.decode())
        assert "postcode" in page, address
        assert "We can’t find" not in page, address
        assert "Check the spelling" not in page, address
        assert "No places match" not in page, address
