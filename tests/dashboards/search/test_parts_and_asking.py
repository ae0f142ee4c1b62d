"""Search finds pages, names that people use, and whom to ask where two names were typed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from barriers.models import Guidance
from partnerships.models import OrganisationName, Synonym
from pilots.models import Milestone
from tests import builders
from tests.builders import Cast
from tests.searched import answers, found, rows, search

pytestmark = pytest.mark.django_db


def test_a_page_is_found_by_what_it_is_called_if_the_reader_may_open_it(
    client: Client, cast: Cast
) -> None:
    assert [one.title for one in search(client, "regional update").pages] == ["Regional updates"]
    explained = [one.title for one in search(client, "escalation").pages]
    assert explained == ["What the words mean"]
    client.force_login(cast.bradford_officer)
    assert next(one.title for one in search(client, "escalation").pages) == "Escalations"
    page = client.get("/search/?q=practice").content.decode()
    assert 'href="/practice/"' in page
    assert "Nothing that you can see" not in page


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("milestone", "Calendar"),
        ("target", "Figures of pilots"),
        ("theory of change", "Pilots"),
        ("case study", "Case studies"),
        ("case studies", "Case studies"),
        ("case studie", "Case studies"),
        ("visit pack", "Visits"),
        ("acronyms", "What the words mean"),
        ("postcode", "Places"),
    ],
)
def test_a_page_is_found_by_what_stands_on_it_in_either_number(
    client: Client, cast: Cast, typed: str, title: str
) -> None:
    client.force_login(cast.bradford_officer)
    assert title in [one.title for one in search(client, typed).pages]


def test_a_word_in_y_finds_no_other_that_only_begins_like_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    Guidance.objects.create(title="Policies that fit", about="Plans")
    Guidance.objects.create(title="More policies", about="Plans")
    assert "Policy tests" in [one.title for one in search(client, "policies").pages]
    assert "Policy tests" not in [one.title for one in search(client, "police").pages]
    assert len(found(client, "policies")["Guidance"]) == search(client, "policies").count == 2


def test_who_to_ask_about_a_place_alone_counts_organisations_and_teams(
    client: Client, cast: Cast
) -> None:
    council = builders.organisation("Bradford Council", "council")
    council.place_links.create(place=cast.bradford, role="governs")
    page = client.get("/who-to-ask/?place=bradford").content.decode()
    assert "<b>1 organisation or team</b> to ask about" in page


def test_import_leads_to_the_page_of_ones_own_place(client: Client, cast: Cast) -> None:
    assert search(client, "import").pages == []
    client.force_login(cast.bradford_editor)
    [one] = search(client, "import").pages
    assert (one.title, one.url) == ("Import a tracker: Bradford", "/places/bradford/import/")


def test_an_acronym_that_people_still_use_finds_its_body(client: Client, cast: Cast) -> None:
    ministry = builders.organisation("Ministry of Power", "central_government")
    Synonym.objects.create(words="BEIS", organisation=ministry)
    assert found(client, "beis") == {"Organisations": ["Ministry of Power"]}
    [row] = rows(client, "BEIS")
    assert row.note == "also called BEIS. Central government"


def test_milestones_are_found_by_who_sees_their_pilot(client: Client, cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Hidden hubs", visibility="team")
    seen = builders.pilot(cast.bradford, "Seen hubs")
    for pilot in (hidden, seen):
        Milestone.objects.create(pilot=pilot, text="Open the door", due=dt.date(2027, 1, 1))
    assert found(client, "open door") == {"Milestones": ["Open the door"]}
    [row] = rows(client, "door")
    assert row.url == f"{seen.get_absolute_url()}timeline/"
    assert row.note == "Due 1 January 2027. Seen hubs"
    client.force_login(cast.bradford_editor)
    assert len(found(client, "door")["Milestones"]) == 2


def test_guidance_is_found(client: Client, cast: Cast) -> None:
    Guidance.objects.create(title="Sharing records lawfully", about="Who may see what")
    assert found(client, "records lawfully") == {"Guidance": ["Sharing records lawfully"]}


@pytest.fixture
def dwp() -> Any:
    made = builders.organisation("Department for Work and Pensions", "central_government")
    OrganisationName.objects.filter(organisation=made).update(short_name="DWP")
    Synonym.objects.create(words="Social security", organisation=made)
    return made


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("DWP Bradford", ""),
        ("bradford dwp", ""),
        ("DWP in Bradford", ""),
        ("Department for Work and Pensions Bradford", ""),
        ("DWP Bradford housing", "housing"),
        ("who to ask at DWP in Bradford", ""),
        ("Social security Bradford", ""),  # as people say it
    ],
)
def test_a_body_and_a_place_lead_to_who_to_ask_with_both_filled_in(
    client: Client, cast: Cast, dwp: Any, typed: str, about: str
) -> None:
    [asked] = answers(client, typed)
    of = f" about {about}" if about else ""
    assert asked.title == f"Who to ask: Department for Work and Pensions{of} in Bradford"
    facts = {"q": about, "body": dwp.slug, "place": "bradford"}
    assert asked.url == "/who-to-ask/?" + urlencode({k: v for k, v in facts.items() if v})
    page = client.get(asked.url).content.decode()
    assert f'value="{dwp.name}"' in page
    assert 'value="Bradford"' in page
    answer = client.get("/search/suggest/", {"q": typed}).json()["results"]
    assert answer[0]["url"] == asked.url


def test_whatever_was_searched_for_leads_on_to_who_to_ask(
    client: Client, cast: Cast, dwp: Any
) -> None:
    client.force_login(cast.bradford_officer)
    page = client.get("/search/", {"q": "cold homes & draughts"}).content.decode()
    (url,) = re.findall(r'<a href="(/who-to-ask/[^"]+)">Who to ask about', page)
    asked = client.get(url).content.decode()
    assert 'value="cold homes &amp; draughts"' in asked
    [answer] = answers(client, "cold homes & DWP")
    assert answer.title == "Who to ask: Department for Work and Pensions about cold homes"
    asked = client.get(answer.url).content.decode()
    assert 'value="cold homes"' in asked
    assert f'value="{dwp.name}"' in asked
    page = client.get("/search/", {"q": "DWP Bradford"}).content.decode()
    assert "Who to ask about" not in page, "the two are filled in already"


def test_the_job_role_that_fits_best_stands_with_who_to_ask_while_it_lasts(
    client: Client, cast: Cast
) -> None:
    adviser = builders.post("Draughts adviser", cast.council, remit="Draughts in rented homes.")
    builders.barrier(cast.bradford, title="Draughts that nobody mends", visibility="network")
    client.force_login(cast.bradford_officer)
    page = client.get("/search/", {"q": "draughts"}).content.decode()
    card, listed = page.split('<ul class="rows">')
    assert "Who to ask about" in card
    assert page.count("Who to ask about") == 1
    assert f'href="{adviser.get_absolute_url()}">Draughts adviser</a>' in card
    assert "Draughts adviser" in listed
    narrowed = client.get("/search/", {"q": "draughts", "of": "people"}).content.decode()
    assert 'class="answer"' not in narrowed
    adviser.ended_on = dt.date(2026, 11, 1)
    adviser.save()
    card, listed = (
        client.get("/search/", {"q": "draughts"}).content.decode().split('<ul class="rows">')
    )
    assert ("Draughts adviser" in card, "Draughts adviser" in listed) == (False, True)
    client.logout()
    assert "Draughts adviser" not in client.get("/search/", {"q": "draughts"}).content.decode()


def test_one_name_alone_asks_nobody(client: Client, cast: Cast, dwp: Any) -> None:
    for typed in ("DWP", "Bradford", "DWP DWP"):
        assert answers(client, typed) == [], typed


def test_suggestions_ask_few_questions(
    client: Client, cast: Cast, dwp: Any, django_assert_num_queries: Any
) -> None:
    rows(client, "quixotic")
    with django_assert_num_queries(9):
        client.get("/search/suggest/?q=DWP+Bradford")
