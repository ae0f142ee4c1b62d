"""Which places are compared: kept in the address, chosen by name, six at most, told in words."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from geography.area.actions import draw_area
from partnerships.models import FormerAddress
from tests import builders
from tests.builders import Cast

COMPARE = "/places/compare/"


def asked(*slugs: str, **more: str) -> str:
    places = "&".join(f"place={slug}" for slug in slugs)
    return f"{COMPARE}?{'&'.join([places, *(f'{key}={value}' for key, value in more.items())])}"


def words(address: str) -> str:
    body = Client().get(address).content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def compared(address: str) -> list[str]:
    return [place.slug for place in Client().get(address).context["chosen"].places]


def test_the_order_of_the_address_is_kept_and_a_place_named_twice_counts_once(cast: Cast) -> None:
    assert compared(asked("luton", "bradford", "luton")) == ["luton", "bradford"]
    heads = re.findall(r"<h1>(.*?)</h1>", Client().get(asked("luton", "bradford")).content.decode())
    assert heads == ["Luton and Bradford side by side"]


def test_each_place_can_be_removed_and_the_others_stay(cast: Cast) -> None:
    page = Client().get(asked("bradford", "luton")).content.decode()
    assert f'<a href="{COMPARE}?place=luton"><span class="vh">Remove </span>Bradford' in page


def test_an_address_that_a_place_had_before_stands_for_it(cast: Cast) -> None:
    FormerAddress.objects.create(slug="old-luton", place=cast.luton)
    assert compared(asked("old-luton", "bradford", "luton")) == ["luton", "bradford"]


def test_what_names_no_place_is_told_in_words_and_the_rest_is_compared(cast: Cast) -> None:
    text = words(asked("bradford", "no-such", "luton"))
    assert "No place that you can see has the address “no-such”." in text
    assert compared(asked("bradford", "no-such", "luton")) == ["bradford", "luton"]
    odd = "%00%22%3Cb%3E" + "x" * 400
    assert Client().get(asked("bradford", odd)).status_code == 200


def test_the_seventh_place_is_left_out_by_name_and_cannot_be_added(cast: Cast) -> None:
    six = [builders.place(f"Town {number}").slug for number in range(6)]
    text = words(asked(*six, "luton"))
    assert "At most six places are compared at once. Luton is left out." in text
    assert compared(asked(*six, "luton")) == six
    refused = Client().get(asked(*six, add="luton"))
    said = "There are 6 places already. Remove one before you add another"
    assert said in refused.content.decode()
    assert 'value="luton"' in refused.content.decode()  # what was typed is kept
    assert refused.context["chosen"].is_full
    assert Client().get(asked(*six, add="Town+3")).status_code == 302  # it is there already


def test_one_place_alone_asks_for_another_and_none_for_two(cast: Cast) -> None:
    builders.place("Derby")
    text = words(asked("luton"))
    assert "Add at least one more place to compare with Luton." in text
    assert asked("luton", "derby").replace("&", "&amp;") in (
        Client().get(asked("luton")).content.decode()
    )
    assert "Choose two to six places" in words(COMPARE)
    assert Client().get(asked("luton", format="csv")).status_code == 400


def test_a_place_is_added_by_its_name_without_a_script(cast: Cast) -> None:
    answer = Client().get(asked("luton", add="bradford"))
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query) == {"place": ["luton", "bradford"]}
    assert "We can’t find “Nowhere”" in words(asked("luton", add="Nowhere"))
    twice = Client().get(asked("luton", "bradford", add="Luton"))
    assert parse_qs(urlsplit(twice["Location"]).query) == {"place": ["luton", "bradford"]}
    assert "Enter" in words(asked("luton", add=""))


@pytest.mark.usefixtures("kept_demo")
@pytest.mark.parametrize(
    ("typed", "added"),
    [("Keighley", "bradford"), ("tr1+2ab", "cornwall"), ("Huddersfield", "kirklees")],
)
def test_a_town_or_a_postcode_adds_its_council(typed: str, added: str) -> None:
    answer = Client().get(asked("luton", add=typed))
    assert parse_qs(urlsplit(answer["Location"]).query) == {"place": ["luton", added]}


@pytest.mark.usefixtures("kept_demo")
def test_a_name_of_several_places_asks_which_and_the_choice_is_taken() -> None:
    page = Client().get(asked("luton", add="Newport")).content.decode()
    assert "Which place did you mean?" in page
    assert "Newport, town, South East" in page
    answer = Client().get(asked("luton", add="Newport", add_pick="isle-of-wight"))
    assert parse_qs(urlsplit(answer["Location"]).query) == {"place": ["luton", "isle-of-wight"]}


def test_pages_of_places_lead_here(cast: Cast) -> None:
    builders.place("Derby")
    assert asked("luton") in Client().get("/places/luton/").content.decode()
    alike = Client().get("/places/luton/like/").content.decode()
    assert asked("luton", "derby").replace("&", "&amp;") in alike


def test_places_are_ticked_in_the_list(cast: Cast) -> None:
    page = Client().get("/places/?all=on").content.decode()
    form = page[page.index(f'<form action="{COMPARE}" method="get"') :]
    assert '<input type="checkbox" name="place" value="luton" aria-label="Compare Luton">' in form
    assert "Compare the places you ticked" in form[: form.index("</form>")]
    alone = Client().get("/places/?q=luton").content.decode()
    assert "Compare the places you ticked" not in alone


def test_a_place_called_so_gets_another_address(cast: Cast) -> None:
    area = draw_area(
        by=cast.administrator, name="Compare", because="A test", areas=[cast.luton, cast.bradford]
    )
    assert area.slug != "compare"
    assert Client().get(area.get_absolute_url()).context["place"] == area
    assert reverse("places_compare") == COMPARE
