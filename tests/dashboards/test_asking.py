"""Who do I ask? Words understood, teams ranked, and what is not known said openly (J1)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationPlace,
    PlaceLink,
    Synonym,
    Topic,
)
from people.models import JobRoleTopic
from pilots.models import PilotPartner
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> Organisation:
    """MHCLG, which was DLUHC until July 2024."""
    made = builders.organisation("Ministry of Housing", "central_government")
    OrganisationName.objects.filter(organisation=made).update(short_name="MHCLG")
    OrganisationName.objects.create(
        organisation=made,
        name="Department for Levelling Up",
        short_name="DLUHC",
        valid_to=dt.date(2024, 7, 8),
    )
    return made


def ask(client: Client, **params: str) -> str:
    response = client.get("/who-to-ask/", params)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode().split("<main")[1])


def teams(page: str) -> list[str]:
    """The names of the teams found, in their order, also of those without a job role."""
    return re.findall(r'<(?:h2|li) id="team-\d+"><a [^>]*>([^<]+)</a>', page)


def folded(page: str) -> list[str]:
    """Those that stand in one line, since no job role of theirs is seen."""
    return re.findall(r'<li id="team-\d+"><a [^>]*>([^<]+)</a>', page)


def test_the_box_finds_a_team_by_what_its_role_is_for(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    team = builders.organisation("Tenants team", "central_government", parent=ministry)
    builders.post("Adviser", team, visibility="public", remit="Energy in rented homes")
    builders.post("Gardener", cast.council, visibility="public", remit="Parks")
    page = ask(client, q="private rented sector energy")
    assert teams(page)[0] == "Tenants team"
    assert cast.council.name not in teams(page)
    assert "Energy in rented homes" in page


def test_a_former_abbreviation_leads_to_the_body_of_today_and_says_so(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    for params in ({"q": "DLUHC"}, {"body": "DLUHC"}, {"q": "dluhc rents"}):
        page = ask(client, **params)
        assert "DLUHC is today the Ministry of Housing" in page, params
        assert "formerly Department for Levelling Up" in page
        assert "Ministry of Housing" in teams(page)


def test_a_name_that_no_source_confirms_is_understood_and_said_so(
    client: Client, cast: Cast
) -> None:
    energy = Organisation.objects.get(sector="central_government")
    Synonym.objects.create(words="BEIS", organisation=energy, note="That is not verified.")
    for params in ({"q": "who at BEIS"}, {"body": "BEIS"}):
        page = ask(client, **params)
        assert energy.name in teams(page)
        assert "That is not verified." in page


def test_other_words_stand_for_a_theme(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    Synonym.objects.create(words="energy efficiency", topic=topic)
    post = builders.post("Climate lead", cast.council, visibility="public")
    JobRoleTopic.objects.create(post=post, topic=topic)
    page = ask(client, q="energy efficiency")
    assert "Understood as: Net zero" in page
    assert teams(page)[0] == cast.council.name
    assert cast.council.name not in teams(ask(client, q="efficiency"))


def test_two_departments_can_be_asked_at_once(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    other = builders.organisation("Ministry of Rents", "central_government")
    builders.post("Rents lead", other, visibility="public")
    page = ask(
        client, q="rents", body="MHCLG", other_body="Department for Energy Security and Net Zero"
    )
    assert set(teams(page)) == {ministry.name, "Department for Energy Security and Net Zero"}


def test_whoever_works_nearest_stands_first_and_whoever_works_elsewhere_is_left_out(
    client: Client, cast: Cast
) -> None:
    here, region, elsewhere = (builders.organisation(f"Team {n}") for n in ("A", "B", "C"))
    builders.post("Housing lead", region, cast.region, visibility="public")
    builders.post("Housing lead", here, cast.bradford, visibility="public")
    builders.post("Housing lead", elsewhere, cast.luton, visibility="public")
    page = ask(client, q="housing", place="bradford")
    assert teams(page) == ["Team A", "Team B"]
    assert "covers a wider area" in page
    assert "covers a part of it" in ask(client, q="housing", place=cast.region.slug)


def test_of_two_alike_the_one_confirmed_lately_stands_first(client: Client, cast: Cast) -> None:
    old, new = builders.organisation("Team A"), builders.organisation("Team B")
    builders.post("Housing lead", old, visibility="public", confirmed_on=dt.date(2019, 5, 1))
    today = timezone.localdate()
    builders.post("Housing lead", new, visibility="public", confirmed_on=today)
    page = ask(client, q="housing")
    assert teams(page) == ["Team B", "Team A"]
    assert "Last confirmed on 1 May 2019" in page


def test_no_regional_team_is_said_where_known_and_not_known_where_not(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    asked = {"body": "MHCLG", "place": "bradford"}
    assert "We don’t know whether Ministry of Housing has a regional team" in ask(client, **asked)
    Organisation.objects.filter(pk=ministry.pk).update(has_regional_teams=False)
    assert "Ministry of Housing has no regional or area team" in ask(client, **asked)
    Organisation.objects.filter(pk=ministry.pk).update(has_regional_teams=True)
    assert "has regional teams, but none is recorded for Bradford" in ask(client, **asked)
    team = builders.organisation("Yorkshire team", "central_government", parent=ministry)
    OrganisationPlace.objects.create(organisation=team, place=cast.region)
    page = ask(client, **asked)
    assert "Ministry of Housing has a team that serves Bradford, an area around it" in page
    assert teams(page)[0] == "Yorkshire team"


def test_a_team_s_pilots_are_named_as_far_as_the_reader_sees_them(
    client: Client, cast: Cast
) -> None:
    builders.post("Housing lead", cast.council, visibility="public")
    for level in ("public", "place"):
        pilot = builders.pilot(cast.bradford, f"Pilot {level}", visibility=level)
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
        other = builders.pilot(cast.luton, f"Met it, {level}", visibility=level)
        engaged.engagement(other, cast.council)
    page = ask(client, q="housing")
    assert "Pilot public" in page
    assert "Met it, public" in page
    assert "Pilot place" not in page
    assert "Met it, place" not in page
    assert "that it takes part in or has met" in page


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"body": "No such ministry"}, "We can’t find"),
        ({"place": "Atlantis"}, "We can’t find"),
        ({"topic": "nonsense"}, "Select a valid choice"),
        ({"q": "x" * 300}, "200"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field_and_nothing_is_listed(
    client: Client, cast: Cast, params: dict[str, str], said: str
) -> None:
    builders.post("Housing lead", cast.council, visibility="public")
    page = client.get("/who-to-ask/", params).content.decode()
    assert "<title>Error: " in page
    assert teams(page) == []
    assert said in page or "Choose" in page


@pytest.mark.parametrize("q", ["%", "'; drop table", "\x00", "&|!()", ":*", "a" * 200, "—"])
def test_odd_text_finds_nothing_and_breaks_nothing(client: Client, cast: Cast, q: str) -> None:
    assert client.get("/who-to-ask/", {"q": q}).status_code == 200


@pytest.mark.parametrize("who", ["resident", "outsider"])
@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: Any, who: str, count: int
) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford)
    for number in range(count):
        team = builders.organisation(f"Housing team {number}", parent=cast.council)
        post = builders.post("Housing lead", team, cast.bradford, visibility="public")
        JobRoleTopic.objects.create(post=post, topic=topic)
        builders.holder(post, f"Person {number}")
        pilot = builders.pilot(cast.bradford)
        PilotPartner.objects.create(pilot=pilot, organisation=team, kind="partner")
    if who == "outsider":
        client.force_login(cast.outsider)
    asked = {"q": "housing DESNZ", "place": "bradford", "body": cast.council.slug}
    client.get("/who-to-ask/", asked)
    with django_assert_num_queries(19 if who == "resident" else 27):
        client.get("/who-to-ask/", asked)


def test_made_up_teams_stand_apart_and_last(client: Client, cast: Cast) -> None:
    board = builders.organisation("Invented care board", "nhs", is_example=True)
    OrganisationPlace.objects.create(organisation=board, place=cast.bradford)
    made_up = builders.organisation("Invented ministry", "central_government", is_example=True)
    builders.post("Adviser", made_up, visibility="public", remit="Skills")
    real = builders.organisation("Skills England", "central_government")
    for params in ({"q": "skills", "place": "bradford"}, {"q": "skills"}):
        page = ask(client, **params)
        country, _, examples = page.partition("Made up, as an example</h2>")
        assert real.name in teams(country)
        assert not [name for name in teams(country) if "Invented" in name]
        assert made_up.name in teams(examples)
        assert folded(country) == [real.name]
        whole = "No matching team is known to serve" if "place" in params else "No team with a job"
        assert whole in country


def test_whoever_names_a_made_up_body_sees_its_teams_first(client: Client, cast: Cast) -> None:
    made_up = builders.organisation("Invented ministry", "central_government", is_example=True)
    builders.organisation("Invented team", "central_government", parent=made_up, is_example=True)
    page = ask(client, body=made_up.slug)
    assert "Made up, as an example</h2>" in page
    assert teams(page)[0].startswith("Invented")


def test_where_only_made_up_teams_answer_they_are_shown_as_such(client: Client, cast: Cast) -> None:
    made_up = builders.organisation("Invented ministry", "central_government", is_example=True)
    builders.post("Adviser", made_up, visibility="public", remit="Falconry")
    page = ask(client, q="falconry")
    assert "No team that you can see matches" in page
    assert teams(page) == [made_up.name]


def test_a_place_that_no_team_serves_is_said_so_and_no_team_of_another_place_stands_for_it(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    builders.organisation("Rents team", "central_government", parent=ministry)
    council = builders.organisation("Elsewhere Council", "council")
    builders.organisation("City Observatory, Elsewhere", "council", parent=council)
    elsewhere, wigan = builders.place("Elsewhere"), builders.place("Wigan")
    OrganisationPlace.objects.create(organisation=council, place=elsewhere)
    page = ask(client, place=wigan.slug)
    assert "We don’t know yet who to ask about Wigan." in page
    assert teams(page) == []
    page = ask(client, place=wigan.slug, q="rents")
    assert "No matching team is known to serve <a" in page
    assert "Which places these serve is not recorded." in page
    assert teams(page) == ["Rents team"]
    page = ask(client, place=elsewhere.slug)
    assert "City Observatory, Elsewhere" in teams(page)
    assert "No matching team" not in page


def test_at_a_place_its_council_stands_first_then_partners_of_its_pilots_then_who_serves_it(
    client: Client, cast: Cast
) -> None:
    OrganisationPlace.objects.filter(organisation=cast.council).delete()
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    charity, away = (builders.organisation(f"Charity {name}") for name in ("here", "away"))
    hidden = builders.organisation("Partner of a hidden pilot")
    region = builders.organisation("Area team", "central_government", parent=charity)
    OrganisationPlace.objects.create(organisation=region, place=cast.region)
    for body, place, level in (
        (charity, cast.bradford, "public"),
        (away, cast.luton, "public"),
        (hidden, cast.bradford, "team"),
    ):
        pilot = builders.pilot(place, f"With {body}", visibility=level)
        PilotPartner.objects.create(pilot=pilot, organisation=body)
    page = ask(client, place="bradford")
    assert teams(page) == [cast.council.name, "Charity here", "Area team"]
    assert "the council here" in page
    assert ", in <a" in page
    assert "recorded in a pilot here" not in page, "the pilot says so"


def test_a_care_board_that_governs_a_place_is_not_taken_for_its_council(
    client: Client, cast: Cast
) -> None:
    ward = builders.place("Care area")
    board = builders.organisation("A care board", "nhs")
    charity = builders.organisation("Charity here")
    for place in (cast.bradford, ward):
        OrganisationPlace.objects.create(organisation=board, place=place, role="governs")
        pilot = builders.pilot(place, f"With {charity} in {place}", visibility="public")
        PilotPartner.objects.create(pilot=pilot, organisation=charity)
    page = ask(client, place=ward.slug)
    assert teams(page) == [board.name, charity.name]  # no council governs there
    assert "the council here" not in page
    OrganisationPlace.objects.filter(organisation=cast.council).delete()
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    page = ask(client, place="bradford")
    assert teams(page) == [cast.council.name, charity.name, board.name]
    assert page.count("the council here") == page.count("governs here") == 1


def test_who_may_add_is_led_to_add_where_nobody_is_known(client: Client, cast: Cast) -> None:
    wigan = builders.place("Wigan")
    page = ask(client, place=wigan.slug)
    assert "add the team that is missing" not in page
    assert f'href="/something-wrong/place/{wigan.slug}/">Tell those who look after its page' in page
    assert "Try fewer or plainer words" not in page
    client.force_login(cast.bradford_editor)
    page = ask(client, place=wigan.slug)
    assert "Tell those who" not in page
    assert f"/organisations/add/?place={wigan.slug}" in page
    assert "add the team that is missing" in page


def test_the_order_of_teams_is_told_only_where_there_is_one(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    client.force_login(cast.outsider)
    told = "then the nearest to the place"
    assert teams(ask(client, body="mhclg")) == ["Ministry of Housing"]
    assert told not in ask(client, body="mhclg")
    team = builders.organisation("Homes team", "central_government", parent=ministry)
    builders.post("Adviser", team)
    assert told in ask(client, body="mhclg")


def test_a_vacant_role_says_how_it_is_reached_in_whole_sentences(
    client: Client, cast: Cast
) -> None:
    team = builders.organisation("Housing team", parent=cast.council)
    builders.post("Rents lead", team, remit="Housing rents.", email="rents@example.test")
    client.force_login(cast.outsider)
    page = text_of(client.get("/who-to-ask/", {"q": "rents"}))
    assert "Never confirmed. Rents lead Housing rents. Vacant rents@example.test" in page


def test_a_question_names_its_place_and_its_council_stands_first(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    OrganisationPlace.objects.filter(organisation=cast.council).delete()
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    homes = builders.organisation("Homes team", "council", parent=cast.council)
    far = builders.organisation("Far team", "council")
    partner = builders.organisation("Housing charity")
    for team, place in ((homes, cast.bradford), (far, cast.luton), (partner, cast.bradford)):
        post = builders.post("Lead", team, place, visibility="public")
        JobRoleTopic.objects.create(post=post, topic=topic)
    page = ask(client, q="who in Bradford works on housing?")
    assert teams(page) == [cast.council.name, homes.name, partner.name, ministry.name]
    assert folded(page) == [ministry.name]
    assert "<b>2 teams</b> match" in page
    assert "Understood as: Housing" in page


def test_a_place_that_was_replaced_leads_to_those_that_came_after(
    client: Client, cast: Cast
) -> None:
    former = builders.place("Cumbria", "county")
    PlaceLink.objects.create(place=former, other=cast.bradford, kind="succeeded_by")
    for asked in ({"place": "cumbria"}, {"q": "housing in Cumbria"}):
        page = ask(client, **asked)
        assert "Cumbria was replaced: ask about <a" in page
        assert "place=bradford" in page


def test_a_hidden_job_role_neither_answers_nor_takes_a_body_out_of_the_folded_line(
    client: Client, cast: Cast
) -> None:
    team = builders.organisation("Housing team", "central_government")
    builders.post(
        "Secret lead", team, visibility="team", contact_page="https://secret.example.test/"
    )
    page = ask(client, q="housing")
    assert folded(page) == [team.name]
    assert "secret" not in page.lower()
    builders.post("Open lead", team, visibility="public")
    assert folded(ask(client, q="housing")) == []
