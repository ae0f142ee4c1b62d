"""Search: what is found, what is not given away, and where a reference leads."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from dashboards.search.views import HELPS, OF_APP, THEMES
from partnerships.models import OrganisationName, PlaceCode, PlaceName
from search.index import kinds
from search.words import make_anew
from tests import builders
from tests.builders import Cast
from tests.localities import locality
from tests.searched import found, rows, search, titles

pytestmark = pytest.mark.django_db


def test_all_that_holds_the_words_is_one_list_and_narrowed_to_a_kind(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.bradford, "Bradford hubs", summary="Young people in one building")
    builders.barrier(cast.bradford, "We cannot share data in Bradford")
    builders.programme("Bradford Futures")

    assert titles(client, "bradford") == [
        "Bradford",
        "Bradford Futures",
        "Bradford hubs",
        "City of Bradford Metropolitan District Council",
        "We cannot share data in Bradford",
        "Partnerships for People and Place",  # it works in Bradford
    ]
    page = client.get("/search/?q=bradford").content.decode()
    assert re.search(r"\b6\s+found, the best match first", page)
    choices = search(client, "bradford").choices
    assert len(choices) > 1
    assert sum(choice.count for choice in choices) == 6
    narrowed = []
    for choice in choices:
        assert f'<a href="{choice.url.replace("&", "&amp;")}">{choice.label} {choice.count}' in page
        shown = client.get(f"/search/{choice.url}").context["search"]
        assert (len(shown.rows), shown.count) == (choice.count, 6)
        assert [one.label for one in shown.choices if one.is_chosen] == [choice.label]
        narrowed += [one.title for one in shown.rows]
    assert sorted(narrowed) == sorted(titles(client, "bradford"))


def test_the_department_s_old_name_does_not_hide_it(client: Client, cast: Cast) -> None:
    ministry = builders.organisation("Ministry of Housing", "central_government")
    OrganisationName.objects.create(
        organisation=ministry,
        name="Department for Levelling Up",
        short_name="DLUHC",
        valid_to=dt.date(2024, 7, 9),
    )

    assert found(client, "DLUHC") == {"Organisations": ["Ministry of Housing"]}
    assert found(client, "levelling up") == {"Organisations": ["Ministry of Housing"]}


def test_a_former_name_of_a_place_finds_it(client: Client, cast: Cast) -> None:
    PlaceName.objects.create(place=cast.luton, name="Lygetune", kind="other")

    assert found(client, "lygetune") == {"Places": ["Luton"]}


def notes(client: Client, typed: str) -> list[str]:
    """The line about each thing found."""
    return [one.note for one in rows(client, typed)]


def test_a_find_says_which_former_or_short_name_or_code_it_was_found_by(
    client: Client, cast: Cast
) -> None:
    PlaceName.objects.create(place=cast.luton, name="Lygetune", valid_to=dt.date(1086, 1, 1))
    PlaceName.objects.create(place=cast.luton, name="LTN", kind="short")
    PlaceCode.objects.create(place=cast.luton, code="LUTON")
    ministry = builders.organisation("Ministry of Housing", "central_government")
    ministry.names.update(short_name="MoH")
    OrganisationName.objects.create(
        organisation=ministry,
        name="Department for Levelling Up",
        short_name="DLUHC",
        valid_to=dt.date(2024, 7, 9),
    )
    builders.programme("Place grants", short_name="PG", former_name="Zone money")

    assert notes(client, "lygetune") == ["formerly Lygetune. Unitary council. East of England"]
    assert notes(client, "ltn") == ["short name LTN. Unitary council. East of England"]
    assert notes(client, "levelling") == [
        "formerly Department for Levelling Up (DLUHC). Central government"
    ]
    assert notes(client, "moh") == ["short name MoH. Central government"]
    assert notes(client, "ministry of") == ["Central government"]
    assert notes(client, "zone") == ["formerly Zone money. PG"]
    assert "formerly" not in "".join(notes(client, "luton"))


def test_words_in_the_text_are_found_the_best_first(client: Client, cast: Cast) -> None:
    builders.barrier(cast.luton, "We cannot share records", because="damp is nobody’s job")
    builders.barrier(cast.luton, "We cannot mend damp homes")

    assert found(client, "damp") == {
        "Barriers": ["We cannot mend damp homes", "We cannot share records"]
    }
    assert titles(client, "damp homes")[0] == "We cannot mend damp homes"


def test_what_the_reader_may_not_see_is_neither_found_nor_counted(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.bradford, "Quiet pilot", visibility="team")
    builders.barrier(cast.bradford, "We cannot be quiet", visibility="place")

    for reader in (None, cast.outsider, cast.luton_officer):
        if reader is not None:
            client.force_login(reader)
        page = client.get("/search/?q=quiet").content.decode()
        assert "Nothing matches “quiet”." in page
        assert "Quiet pilot" not in page
    client.force_login(cast.bradford_editor)
    assert found(client, "quiet") == {
        "Pilots": ["Quiet pilot"],
        "Barriers": ["We cannot be quiet"],
    }


def test_more_than_are_shown_are_counted_and_shown_where_all_are_asked_for(
    client: Client, cast: Cast
) -> None:
    for number in range(22):
        builders.barrier(cast.luton, f"We cannot mend damp {number}")
    builders.barrier(cast.luton, "We cannot mend damp alone", visibility="team")

    page = client.get("/search/?q=damp").content.decode()
    assert page.count("We cannot mend damp") == 12
    assert '<a href="?q=damp&amp;all=on">Show all 22</a>' in page
    page = client.get("/search/?q=damp&all=on").content.decode()
    assert page.count("We cannot mend damp") == 22
    assert "Show all" not in page


def test_a_reference_leads_straight_to_its_barrier(client: Client, cast: Cast) -> None:
    barrier = builders.barrier(cast.luton)

    for typed in (barrier.reference, barrier.reference.lower(), f"B{barrier.pk}"):
        response = client.get("/search/", {"q": typed})
        assert response["Location"] == f"/barriers/{barrier.reference}/"


def test_a_reference_to_a_hidden_barrier_leads_nowhere(client: Client, cast: Cast) -> None:
    barrier = builders.barrier(cast.luton, visibility="place")

    response = client.get("/search/", {"q": barrier.reference})
    assert response.status_code == 200
    assert barrier.title not in response.content.decode()
    assert client.get("/search/?q=B-999999").status_code == 200


def test_a_code_leads_straight_to_its_place_even_when_it_ended(client: Client, cast: Cast) -> None:
    PlaceCode.objects.create(place=cast.luton, code="E06000032", valid_to=dt.date(2020, 4, 1))

    assert client.get("/search/?q=e06000032")["Location"] == "/places/luton/"


def test_a_misspelt_place_is_offered(client: Client, cast: Cast) -> None:
    make_anew()
    page = client.get("/search/?q=Bradfrod").content.decode()

    assert search(client, "Bradfrod").put_right == "bradford"
    assert "“bradford”" in page
    assert '<a href="/places/bradford/">Bradford</a>' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "Type at least 2 letters."),
        ("x" * 10_000, "Type no more than 200 letters."),
        ("\x00x", "Type at least 2 letters."),
    ],
)
def test_what_cannot_be_searched_for_says_so_and_is_kept(
    client: Client, cast: Cast, typed: str, said: str
) -> None:
    response = client.get("/search/", {"q": typed})

    assert response.status_code == 200
    assert said in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "\x00"])
def test_nothing_typed_shows_the_form_and_where_to_look(
    client: Client, cast: Cast, typed: str
) -> None:
    page = client.get("/search/", {"q": typed}).content.decode()

    assert "What are you looking for?" in page
    assert "You can also look through the" in page


@pytest.mark.parametrize(
    "typed", ["!!", "zz & | ! : *", "'; --", "((", "--", '""', "%%", "B-" + "9" * 30, "E0\x00"]
)
def test_odd_text_is_answered_with_a_proper_page(client: Client, cast: Cast, typed: str) -> None:
    response = client.get("/search/", {"q": typed})

    assert response.status_code == 200
    assert "Nothing matches" in response.content.decode()


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("who", "queries"), [("resident", 8), ("pfpp_lead", 11)])
def test_the_number_of_queries_does_not_grow(
    *,
    client: Client,
    cast: Cast,
    django_assert_num_queries: Any,
    count: int,
    who: str,
    queries: int,
) -> None:
    for number in range(count):
        place = builders.place(f"Damp {number}")
        builders.pilot(place, f"Damp pilot {number}")
        builders.barrier(place, f"We cannot mend damp {number}")
        builders.organisation(f"Damp council {number}")
        builders.programme(f"Damp programme {number}")
        builders.post(f"Damp adviser {number}", visibility="public")
        builders.priority(f"Damp priority {number}", visibility="public")
        builders.flow(place, description=f"Damp money {number}", visibility="public")
    if who != "resident":
        client.force_login(getattr(cast, who))
        client.get("/about/")
    assert titles(client, "quixotic") == []  # the index has read what was added
    with django_assert_num_queries(queries):
        choices = client.get("/search/?q=damp").context["search"].choices
    assert sum(choice.count for choice in choices) == count * 8


def test_what_is_made_up_stands_apart_and_behind(client: Client, cast: Cast) -> None:
    county = builders.place("Exampleshire of skills", "county", is_example=True)
    made_up = builders.programme("Skills together", [county], is_example=True)
    builders.pilot(county, "Skills for falcons", programme=made_up)
    builders.barrier(county, "We cannot find skills in our county")
    builders.flow(county, 5, description="Skills money")
    board = builders.organisation("Skills board", is_example=True)
    builders.post("Skills adviser", board, visibility="public")
    builders.pilot(cast.bradford, "Skills for young people")
    builders.programme("Skills Bootcamps")

    said = search(client, "skills")
    assert found(client, "skills") == {
        "Pilots": ["Skills for young people"],
        "Programmes": ["Skills Bootcamps"],
    }
    assert [choice.count for choice in said.choices] == [1, 1]
    assert said.count == 2
    assert {one.title for one in said.examples} == {
        "Exampleshire of skills",
        "Skills together",
        "Skills for falcons",
        "We cannot find skills in our county",
        "Skills money",
        "Skills board",
        "Skills adviser",
    }
    page = client.get("/search/", {"q": "skills"}).content.decode()
    assert page.index("Skills Bootcamps") < page.index("Made up, as an example")
    assert page.index("Made up, as an example") < page.index("Skills for falcons")


def test_made_up_records_push_no_real_one_out(client: Client, cast: Cast) -> None:
    county = builders.place("Exampleshire", "county", is_example=True)
    builders.pilot(cast.bradford, "Falconry in parks")
    for number in range(8):
        builders.pilot(county, f"Falconry {number}", summary="Falconry falconry")
    assert titles(client, "falconry") == ["Falconry in parks"]


def test_only_made_up_records_are_found_as_such(client: Client, cast: Cast) -> None:
    builders.programme("Falconry together", is_example=True)
    page = client.get("/search/", {"q": "falconry"}).content.decode()
    assert "Nothing matches" not in page
    assert "Made up, as an example" in page


def test_every_kind_stands_under_a_theme() -> None:
    apps = {index.model._meta.app_label for index in kinds()}
    assert {OF_APP.get(app, app) for app in apps} == set(THEMES)


def test_a_theme_that_is_none_narrows_nothing(client: Client, cast: Cast) -> None:
    whole = client.get("/search/", {"q": "bradford"}).context["search"]
    same = client.get("/search/", {"q": "bradford", "of": "quixotic"}).context["search"]
    assert [one.url for one in same.rows] == [one.url for one in whole.rows] != []


def test_no_more_help_is_suggested_than_fits(client: Client) -> None:
    found = client.get("/search/suggest/", {"q": "help"}).json()["results"]
    assert 0 < sum(one["url"].startswith("/help/") for one in found) <= HELPS + 1  # and its page


def test_a_postcode_leads_to_its_council_and_one_of_a_shared_sector_to_all_of_them(
    client: Client, cast: Cast
) -> None:
    locality("BD4 9", cast.bradford, kind="postcode_sector")
    locality("BD5 0", cast.bradford, kind="postcode_sector", share="0.550")
    locality("BD5 0", cast.luton, kind="postcode_sector", share="0.450")
    locality("BD5", cast.luton, kind="postcode_district")
    answer = client.get("/search/", {"q": "bd4 9nn"})
    assert answer.headers["Location"] == cast.bradford.get_absolute_url()
    answer = client.get("/search/", {"q": "BD5 0AA"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/places/?q=BD5+0AA", 302)]
    assert page.index("BD5 0, in Bradford") < page.index("BD5 0, in Luton")
    assert "We hold the councils of a postcode, not its ward" in page
    assert "not its ward" not in client.get("/places/?q=Bradford").content.decode()
