"""Asking several teams for one meeting, and what each of them answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from collaboration.models import MeetingAsk, MeetingRequest
from partnerships.models import Organisation
from tests import builders
from tests.builders import Cast
from tests.partnerships.test_constraints import MAY, broken

pytestmark = pytest.mark.django_db
ABOUT = {"about": "Energy in rented homes", "from_us": "Housing manager", "suits": "In March"}


@pytest.fixture
def ministry(cast: Cast) -> Organisation:
    """The department of the energy official."""
    department = cast.desnz_official.assignments.get().organisation
    assert department is not None
    return department


def ask(client: Client, *teams: Organisation, **answers: str) -> Any:
    ids = "&".join(f"team={team.pk}" for team in teams)
    return client.post(f"/who-to-ask/meeting/?{ids}&place=bradford", answers, follow=True)


def test_one_request_reaches_every_team_and_each_answers(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    role = builders.post("Housing lead", cast.council, email="housing@example.test")
    client.force_login(cast.bradford_officer)
    page = ask(client, ministry, cast.council, **ABOUT).content.decode()
    assert "No answer yet" in page
    assert "Once you have met" not in page
    told = {notice.user or notice.email for notice in Notice.objects.all()}
    assert told == {cast.desnz_official, role.email}
    request = MeetingRequest.objects.get()
    assert request.place == cast.bradford

    client.force_login(cast.desnz_official)
    assert "Energy in rented homes" in client.get("/").content.decode()
    address = f"/who-to-ask/meetings/{request.pk}/answer/{ministry.slug}/"
    refused = client.post(address, {"state": "agreed"}).content.decode()
    assert "Enter the day of the meeting" in refused
    assert "Say why not now" in client.post(address, {"state": "not_now"}).content.decode()
    day = timezone.localdate() + dt.timedelta(days=20)
    when = {"meets_on_day": day.day, "meets_on_month": day.month, "meets_on_year": day.year}
    for _ in range(2):  # pressed twice, it is told once
        page = client.post(address, {"state": "agreed", **when}, follow=True).content.decode()
    assert "Agreed" in page
    assert "Once you have met" not in page, "whoever asked records it"
    other = f"/who-to-ask/meetings/{request.pk}/answer/{cast.council.slug}/"
    assert client.get(other).status_code == 403

    client.force_login(cast.bradford_officer)
    assert "1 of 2 teams answered" in client.get("/").content.decode()
    heard = Notice.objects.get(kind="meeting_answered")
    assert heard.user == cast.bradford_officer
    assert f"agreed to meet on {day.day} {day:%B %Y}" in heard.subject
    page = client.get(request.get_absolute_url()).content.decode()
    assert "Once you have met, record who came and what was agreed" in page


def test_an_agreed_day_stands_in_the_calendars_of_those_who_meet(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    asked = builders.meeting(cast.bradford_officer, ministry)
    line, day = f"Meeting: {asked.request}", timezone.localdate() + dt.timedelta(days=9)

    def shows(who: Any, page: str = "/calendar/") -> bool:
        client.force_login(who)
        return line in client.get(page).content.decode()

    assert not shows(cast.bradford_officer), "nothing is agreed yet"
    MeetingAsk.objects.filter(pk=asked.pk).update(state="agreed", meets_on=day)
    assert shows(cast.bradford_officer)
    assert shows(cast.desnz_official)
    for other in (cast.bradford_editor, cast.administrator, cast.luton_officer):
        assert not shows(other)
    assert not shows(cast.bradford_officer, "/places/bradford/calendar/")


def test_nobody_else_reads_a_request(client: Client, cast: Cast, ministry: Organisation) -> None:
    asked = builders.meeting(cast.author, ministry)
    for who in (cast.bradford_officer, cast.administrator):
        client.force_login(who)
        assert client.get(asked.request.get_absolute_url()).status_code == 404


def test_whoever_holds_a_role_of_the_team_answers_for_it(client: Client, cast: Cast) -> None:
    held = builders.holder(builders.post("Housing lead", cast.council), "Bradford officer")
    held.person.user = cast.bradford_officer
    held.person.save()
    asked = builders.meeting(cast.author, cast.council)
    client.force_login(cast.bradford_officer)
    assert "Answer" in client.get(asked.request.get_absolute_url()).content.decode()
    held.valid_to = timezone.localdate()
    held.save()
    assert client.get(asked.request.get_absolute_url()).status_code == 404


def test_nobody_answers_for_a_body_because_they_tell_it_of_their_life(
    client: Client, cast: Cast
) -> None:
    panel = builders.post(
        "Panel member", cast.council, kind="lived_experience", email="panel@example.test"
    )
    held = builders.holder(panel, "Rosa Lived")
    held.person.user = cast.outsider
    held.person.save()
    client.force_login(cast.bradford_officer)
    ask(client, cast.council, **ABOUT)
    assert not Notice.objects.exists()
    asked = builders.meeting(cast.bradford_officer, cast.council)
    client.force_login(cast.outsider)
    assert client.get(asked.request.get_absolute_url()).status_code == 404


def test_nothing_ticked_or_too_much_is_said_on_the_page_before(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    page = client.get("/who-to-ask/meeting/?place=bradford", follow=True).content.decode()
    assert "Tick the teams that you want to meet" in page
    many = [builders.organisation() for _ in range(13)]
    ids = "&".join(f"team={team.pk}" for team in many)
    page = client.get(f"/who-to-ask/meeting/?{ids}", follow=True).content.decode()
    assert "Tick no more than 12 teams" in page
    assert client.get("/who-to-ask/meeting/?team=x&team=%00", follow=True).status_code == 200


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    client.force_login(cast.bradford_officer)
    page = ask(client, ministry, about="Rents", from_us="", suits="").content.decode()
    assert "Say who would come from your side" in page
    assert "Rents" in page
    assert not MeetingRequest.objects.exists()


def test_a_flood_of_requests_is_refused(client: Client, cast: Cast, ministry: Organisation) -> None:
    for _ in range(10):
        builders.meeting(cast.bradford_officer, ministry)
    client.force_login(cast.bradford_officer)
    page = ask(client, ministry, **ABOUT).content.decode()
    assert "Wait until tomorrow" in page
    assert "Energy in rented homes" in page
    assert MeetingAsk.objects.count() == 10


def test_a_team_is_asked_once_and_answers_with_a_date_or_a_reason() -> None:
    team = builders.organisation("Homes team")
    request = MeetingRequest.objects.create(about="Rents", from_us="One officer", suits="May")

    def ask(**fields: Any) -> Any:
        return lambda: MeetingAsk.objects.create(request=request, organisation=team, **fields)

    assert broken(ask(state="agreed")) == "meeting_agreed_has_a_date"
    assert broken(ask(state="not_now")) == "meeting_not_now_has_a_reason"
    ask(state="agreed", meets_on=MAY)()
    assert broken(ask()) == "meeting_ask_once"


def test_a_team_in_which_nobody_can_be_reached_is_not_asked_and_others_are_named(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    empty = builders.organisation("Empty team")
    builders.post("Vacant lead", empty)
    hidden = builders.post("Hidden lead", empty, visibility="team", email="hidden@example.test")
    connector = builders.post(
        "Connector", ministry, cast.region, kind="connector", email="c@e.test"
    )
    client.force_login(cast.bradford_officer)
    page = ask(client, empty, ministry, **ABOUT).content.decode()
    assert "Nobody can be reached there" in page
    assert not MeetingRequest.objects.exists()
    assert f'href="{connector.get_absolute_url()}"' in page
    assert f"team={ministry.pk}&amp;place=bradford" in page, "the way on with the other"
    assert f"team={empty.pk}" not in page.split("<main")[1]
    assert hidden.title not in page
    page = client.get("/who-to-ask/?q=vacant+connector&place=bradford").content.decode()
    assert f'name="team" value="{ministry.pk}"' in page
    assert f'name="team" value="{empty.pk}"' not in page


def test_whoever_alone_answers_for_a_team_cannot_ask_it(client: Client, cast: Cast) -> None:
    held = builders.holder(builders.post("Housing lead", cast.council), "Bradford officer")
    held.person.user = cast.bradford_officer
    held.person.save()
    client.force_login(cast.bradford_officer)
    assert "Nobody can be reached there" in ask(client, cast.council, **ABOUT).content.decode()
    client.force_login(cast.luton_officer)
    assert "No answer yet" in ask(client, cast.council, **ABOUT).content.decode()
    assert Notice.objects.get().user == cast.bradford_officer
