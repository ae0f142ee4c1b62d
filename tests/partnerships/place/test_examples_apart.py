"""What is made up stands in a list of its own: on every list, in every suggestion and choice."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from barriers.models import Barrier, DataRequest, SystemicBarrier
from interface.pages import ListPage
from partnerships.models import Organisation, Place, Programme
from partnerships.place.examples import (
    MADE_UP_WORDS,
    ONLY,
    LeavesOutExamples,
    examples_of,
    without_examples,
)
from pilots.models import Pilot
from tests import database

# Lists of something that is no example, or of one place or person, which is made up or not.
OF_ONE = {
    "all_changes": "changes of everything, for administrators",
    "place_services": "of one place",
    **dict.fromkeys(
        ("place_needs", "place_relationships", "place_team", "place_workforce"), "of one place"
    ),
    "packs": "of one board",
    "further_sectors": "words of the house, none of which is made up",
    "places_within": "of one place",
    "programme_places": "of one programme",
    **dict.fromkeys(
        ("place_people", "programme_people", "organisation_people", "team_people"), "of one scope"
    ),
    **dict.fromkeys(("people", "roles"), "people are no example; administrators look after all"),
    "call_notes": "of one fund",
    "board_meetings": "of one board",
    "error_reports": "of one desk",
    **dict.fromkeys(("overlap", "overlap_evidence"), "of one place"),
    "priority_differences": "pairs of priorities, which leave out those of examples themselves",
}


def lists() -> dict[str, type[ListPage]]:
    """Every list by the name of its address."""
    return {name: view for name, view in _views(get_resolver()) if issubclass(view, ListPage)}


def _views(resolver: URLResolver) -> Any:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "view_class"):
            yield pattern.name, pattern.callback.view_class


@pytest.mark.parametrize("name", sorted(lists()))
def test_every_list_of_the_country_leaves_examples_out(name: str) -> None:
    filters = lists()[name].filters
    assert issubclass(filters, LeavesOutExamples) != (name in OF_ONE)


# Lists that are drawn by pages of their own
ALSO = ("pilots", "places", "lessons", "case_studies", "evaluation_findings", "pilot_figures")
# Words that records of the demo's made-up county hold
TYPED = ("", "exampleshire", "example", "homes", "work", "county", "millbridge")


@pytest.fixture(scope="module")
def the_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """The demo's record, only to be read: the names of its made-up places and bodies."""
    with (
        django_db_blocker.unblock(),
        database.clone(database.loaded_template()) as name,
        database.using(name),
    ):
        kinds: tuple[Any, ...] = (Place, Organisation)
        yield [one.name for kind in kinds for one in kind.objects.filter(is_example=True)]


def readers() -> list[Client]:
    """Somebody who is not signed in, and the lead of a real programme."""
    lead = Client()
    lead.force_login(User.objects.get(email="lead.pfpp@demo.test"))
    return [Client(), lead]


def rows(client: Client, url: str, **asked: str) -> list[Any]:
    """The rows of a list, as its file has them; none where it is not for this reader."""
    answer: Any = client.get(url, {**asked, "format": "json"})
    if answer.status_code != 200:
        return []
    written = b"".join(answer) if answer.streaming else answer.content
    found: list[Any] = json.loads(written)["rows"]
    return found


@pytest.mark.parametrize("name", sorted({*lists(), *ALSO} - OF_ONE.keys()))
def test_no_word_brings_what_is_made_up_back_into_a_list(the_record: list[str], name: str) -> None:
    for client in readers():
        for typed in TYPED:
            said = json.dumps(rows(client, reverse(name), q=typed), ensure_ascii=False)
            assert [one for one in the_record if one in said] == []


@pytest.mark.parametrize(
    ("name", "typed"), [("pilots", "homes"), ("places", "exampleshire"), ("organisations", "work")]
)
def test_what_is_made_up_stands_in_a_list_of_its_own(
    the_record: list[str], name: str, typed: str
) -> None:
    url = reverse(name)
    for client in readers():
        page = client.get(url, {"q": typed}).content.decode()
        way = re.search(r'Not counted here: <a href="([^"]+)">(\d+) made-up', page)
        assert way is not None
        apart = rows(client, url, q=typed, **ONLY)
        assert len(apart) == int(way[2]) > 0
        assert not [one for one in rows(client, url, q=typed) if one in apart]
        there = client.get(url + way[1].replace("&amp;", "&")).content.decode()
        assert MADE_UP_WORDS in there
        assert "Not counted here" not in there


STRIP = re.compile(r'<aside class="example".*?</aside>', re.DOTALL)


def listed(client: Client, url: str, asked: dict[str, str]) -> dict[str, list[str]]:
    """What each file of a list says of each of its rows: whether it is made up."""
    said = {"json": [str(row["made_up"]) for row in rows(client, url, **asked)]}
    for kind in ("csv", "xlsx"):
        answer: Any = client.get(url, {**asked, "format": kind})
        content = b"".join(answer) if answer.streaming else answer.content
        if kind == "csv":
            lines: list[Any] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        else:
            lines = list(openpyxl.load_workbook(io.BytesIO(content))["Rows"].values)
        assert lines[0][-1] in ("made_up", "Made up")
        said[kind] = [line[-1] for line in lines[1:]]
    return said


@pytest.mark.parametrize("name", sorted({*lists(), *ALSO} - OF_ONE.keys()))
def test_a_list_of_what_is_made_up_says_so_on_its_page_and_in_its_files(
    the_record: list[str], name: str
) -> None:
    url = reverse(name)
    for client in readers():
        if client.get(url).status_code != 200:  # not for this reader
            continue
        strip = STRIP.search(client.get(url, ONLY).content.decode())
        assert strip is not None
        assert "Everything listed here is made up" in strip[0]
        for kind, said in listed(client, url, ONLY).items():
            assert set(said) <= ({"True"} if kind == "json" else {"yes"})
        assert STRIP.search(client.get(url).content.decode()) is None
        for kind, said in listed(client, url, {}).items():
            assert set(said) <= ({"False"} if kind == "json" else {"no"})


@pytest.mark.parametrize("name", ["barriers", "pilots", "flows", "lessons", "evaluation_findings"])
def test_a_list_of_both_says_so_and_marks_what_is_made_up(the_record: list[str], name: str) -> None:
    client, url = Client(), reverse(name)
    client.force_login(User.objects.get(email="officer.exampleshire@demo.test"))
    page = client.get(url).content.decode()
    strip = STRIP.search(page)
    assert strip is not None
    assert "Some of what is shown here is made up" in strip[0]
    made_up = [row for row in rows(client, url) if row["made_up"]]
    assert 0 < len(made_up) < len(rows(client, url))
    pages, at = [page], 0
    while way := re.search(r'href="(\?[^"]*after=[^"]*)"', pages[at]):
        pages.append(client.get(url + way[1].replace("&amp;", "&")).content.decode())
        at += 1
    assert sum(one.count("Example, made up") for one in pages) == len(made_up)


def test_a_list_that_counts_for_each_row_says_what_is_made_up(the_record: list[str]) -> None:
    client = Client()
    client.force_login(User.objects.get(email="officer.exampleshire@demo.test"))
    page = client.get(reverse("policy_tests")).content.decode()
    strip = STRIP.search(page)
    assert strip is not None
    assert "Everything listed here is made up" in strip[0]
    assert page.count("Example, made up") == 1


def text_of(client: Client, url: str) -> str:
    """What an address answers, whole."""
    answer: Any = client.get(url)
    assert answer.status_code == 200, url
    content: bytes = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8-sig")


def addresses_of_briefs(user: Any, *, made_up: bool) -> list[str]:
    """One brief of each kind, of the example or of the country."""
    pilot, barrier, systemic, request = (
        (examples_of if made_up else without_examples)(kind.objects.visible_to(user)).first()
        for kind in (Pilot, Barrier, SystemicBarrier, DataRequest)
    )
    place = Place.objects.filter(is_example=made_up, kind="upper_tier").first()
    found = {"place_brief": place, "pilot_brief": pilot}
    found |= {"barrier_brief": barrier, "systemic_brief": systemic, "data_request_brief": request}
    keys = {name: getattr(one, "slug", None) or one.reference for name, one in found.items() if one}
    return [reverse(name, args=[key]) + "?format=txt" for name, key in keys.items()]


def test_a_text_that_is_made_to_be_sent_says_first_that_it_is_made_up(
    the_record: list[str],
) -> None:
    client, lead = Client(), User.objects.get(email="lead.exampleshire@demo.test")
    client.force_login(lead)
    made_up = addresses_of_briefs(lead, made_up=True)
    real = addresses_of_briefs(lead, made_up=False)
    assert len(made_up) >= 4
    for url in made_up:
        assert text_of(client, url).startswith("EXAMPLE. Exampleshire is a made-up county"), url
    assert real
    assert not [url for url in real if "EXAMPLE" in text_of(client, url)[:40]]


@pytest.mark.parametrize("is_made_up", [True, False])
def test_the_zip_of_a_programme_says_in_each_file_whether_it_is_made_up(
    the_record: list[str], is_made_up: bool
) -> None:
    lead = Client()
    who = "lead.exampleshire" if is_made_up else "lead.pfpp"
    lead.force_login(User.objects.get(email=f"{who}@demo.test"))
    programme = Programme.objects.filter(is_example=is_made_up, pilots__isnull=False).first()
    assert programme
    answer: Any = lead.get(reverse("programme_export_file", args=[programme.slug]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as book:
        assert ("EXAMPLE. " in book.read("README.txt").decode()) is is_made_up
        for name in set(book.namelist()) - {"README.txt", "codebook.csv"}:
            lines = list(csv.DictReader(io.StringIO(book.read(name).decode("utf-8-sig"))))
            assert {line["made_up"] for line in lines} <= {"yes" if is_made_up else "no"}


def test_grants_of_the_standard_say_which_are_made_up(the_record: list[str]) -> None:
    url = reverse("grants") + "?format="
    made_up = json.loads(text_of(Client(), url + "json&examples=only"))["grants"]
    assert made_up
    assert all(one["madeUp"] is True for one in made_up)
    lines = list(csv.DictReader(io.StringIO(text_of(Client(), url + "csv&examples=only"))))
    assert {line["Made Up"] for line in lines} == {"yes"}


def test_search_counts_what_its_lists_hold(the_record: list[str]) -> None:
    for client in readers():
        for typed in ("county", "work", "homes", "skills"):
            page = client.get(reverse("search"), {"q": typed}).content.decode()
            for path, counted in re.findall(
                r'href="(/(?:places|pilots|organisations|programmes)/\?q=[^"]+)">All (\d+)', page
            ):
                url, _, asked = path.partition("?")
                named = dict(pair.split("=") for pair in asked.split("&amp;"))
                assert len(rows(client, url, **named)) == int(counted)


def test_programmes_to_choose_from_have_made_up_ones_in_a_group_of_their_own(
    the_record: list[str],
) -> None:
    resident, _ = readers()
    for name in ("pilots", "places", "barriers", "flows", "lessons", "shared_definitions"):
        page = resident.get(reverse(name)).content.decode()
        select = re.search(r'<select name="programme".*?</select>', page, re.DOTALL)
        assert select is not None
        real, _, made_up = select[0].partition(f'<optgroup label="{MADE_UP_WORDS}"')
        assert "Exampleshire Together" not in real
        assert re.search(r">Exampleshire Together[^<]* \(made up\)", made_up)


@pytest.mark.parametrize(
    "name", ["place_suggest", "organisation_suggest", "pilot_suggest", "search_suggest"]
)
def test_suggestions_offer_what_is_real_first_and_mark_the_rest(
    the_record: list[str], name: str
) -> None:
    for typed in ("county", "ham", "council", "exampleshire", "homes", "work"):
        answer = readers()[1].get(reverse(name), {"q": typed}).json()["results"]
        for one in answer:
            if any(named in one["label"] for named in the_record):
                assert "made up, as an example" in one["hint"]
        if name != "search_suggest":  # which has several kinds, one after the other
            marked = ["made up" in one["hint"] for one in answer]
            assert marked == sorted(marked)
