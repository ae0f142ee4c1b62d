"""The first steps of an editor tick themselves off as the record fills."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dashboards.my_work.page_data import build
from partnerships.models import OrganisationPlace, Place, Programme, ProgrammePlace
from people.models import Invitation, Role
from pilots.models import PilotPartner
from tests import builders as make
from tests.imports.record_import.brought import bring, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def newby() -> Place:
    """A council of which nothing is recorded."""
    return make.place("Newby", kind="unitary")


@pytest.fixture
def editor(newby: Place) -> Any:
    """Its editor, invited a moment ago."""
    return make.user("Nia", (Role.PLACE_EDITOR, newby))


def days(user: Any) -> list[Any]:
    """The lists on their first page, as they find it now."""
    return build(type(user).objects.get(pk=user.pk), timezone.now(), {}).first_days


def left(user: Any) -> list[str]:
    """The steps that are left, as the list says them."""
    return [task.title for day in days(user) for task in day.tasks]


def test_each_step_is_done_when_the_record_has_it_and_the_last_one_ends_the_list(
    newby: Place, editor: Any
) -> None:
    steps = [
        "Check your page",
        "Bring in your trackers",
        "Name your partners",
        "Add your teams",
        "Add your pilots",
        "Invite your officers",
    ]
    assert left(editor) == steps
    bring(editor, newby, "organisations", lines("Name,Kind", "Newby Archive,Other"))
    del steps[1]
    newby.reviewed_on = timezone.localdate()
    newby.save()
    assert left(editor) == steps[1:]
    pilot = make.pilot(newby, "Warm homes")
    assert left(editor) == ["Name your partners", "Add your teams", "Invite your officers"]
    homes = make.organisation("Newby Homes", sector="housing")
    PilotPartner.objects.create(pilot=pilot, organisation=homes)
    council = make.organisation("Newby Council")
    make.organisation("Housing team", parent=council)
    assert left(editor) == ["Add your teams", "Invite your officers"]
    OrganisationPlace.objects.create(organisation=council, place=newby, role="governs")
    assert left(editor) == ["Invite your officers"]
    make.user("Olu", (Role.CONTRIBUTOR, newby))
    assert days(editor) == []


def test_what_was_published_of_the_past_does_no_step(
    client: Client, newby: Place, editor: Any
) -> None:
    pilot = make.pilot(newby, "Warm homes", status="closed")
    homes = make.organisation("Newby Homes", sector="housing")
    PilotPartner.objects.create(pilot=pilot, organisation=homes)
    assert {"Name your partners", "Add your pilots"} <= set(left(editor))
    assert "Bring in your trackers" in left(editor)
    client.force_login(editor)
    assert "First steps for Newby" in client.get(newby.get_absolute_url()).content.decode()
    make.pilot(newby, "Dry homes")
    assert "Bring in your trackers" not in left(editor)
    ada = make.user("Ada", (Role.ADMINISTRATOR, None))
    programme = make.programme("Old Streets")
    assert "Add a programme" in left(ada)
    Programme.objects.filter(pk=programme.pk).update(created_by=ada)
    assert "Add a programme" not in left(ada)


def test_the_list_stands_on_my_work_and_the_place_and_leads_to_pages_that_open(
    client: Client, newby: Place, editor: Any
) -> None:
    client.force_login(editor)
    for address in ("/", newby.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "First steps for Newby" in page
        assert "0 of 6 done" in page
        steps = page.partition("First steps for Newby")[2].partition("</ul>")[0]
        links = re.findall(r'href="([^"]+)"', steps)
        assert len(links) == 6
        for link in links:
            opened, part = client.get(link), link.partition("#")[2]
            assert opened.status_code == 200
            assert not part or f'id="{part}"' in opened.content.decode(), f"{link} leads nowhere"


def test_it_is_put_away_for_the_place_by_its_editor_alone(
    client: Client, newby: Place, editor: Any
) -> None:
    other = make.user("Ned", (Role.CONTRIBUTOR, newby))
    away = reverse("first_steps_put_away", args=[newby.slug])
    client.force_login(other)
    assert client.post(away).status_code == 403
    assert "First steps" not in client.get(newby.get_absolute_url()).content.decode()
    client.force_login(editor)
    page = client.post(away, follow=True).content.decode()
    assert "Hidden: the first steps of Newby." in page
    assert "First steps for Newby" not in page
    assert "First steps for Newby" not in client.get("/").content.decode()


def test_who_edits_what_is_above_a_place_has_no_list_of_it(client: Client) -> None:
    region = make.place("Northland", kind="region")
    newby = make.place("Newby", within=region)
    above = make.user("Ida", (Role.PLACE_EDITOR, region))
    assert [day.scope for day in days(above)] == [region]
    client.force_login(above)
    assert "First steps" not in client.get(newby.get_absolute_url()).content.decode()


def test_a_lead_has_the_steps_of_a_programme_until_each_is_done(client: Client) -> None:
    programme = make.programme("Warm Streets")
    lead = make.user("Lea", (Role.PROGRAMME_LEAD, programme))
    steps = [
        "Say what it is for",
        "Name its places",
        "Invite editors of its places",
        "Add its money",
    ]
    assert left(lead) == steps
    client.force_login(lead)
    page = client.get("/").content.decode()
    assert "First steps for Warm Streets" in page
    assert "Hide this list" not in page
    links = re.findall(
        r'href="([^"]+)"', page.partition("First steps for")[2].partition("</ul>")[0]
    )
    assert [client.get(link).status_code for link in links] == [200] * 4
    newby = make.place("Newby", kind="unitary")
    ProgrammePlace.objects.create(programme=programme, place=newby)
    Programme.objects.filter(pk=programme.pk).update(purpose="Warm homes")
    assert left(lead) == steps[2:]
    make.user("Nia", (Role.PLACE_EDITOR, make.place("Elsewhere")))
    assert left(lead) == steps[2:], "an editor of no place of the programme"
    ned = make.user("Ned", (Role.PLACE_EDITOR, newby))
    assert days(lead) == [], "not every programme has money"
    ned.assignments.update(valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2021, 1, 1))
    assert left(lead) == steps[2:], "its editor has left"
    make.flow(newby, 500, programme=programme)
    assert left(lead) == [steps[2]]


@pytest.mark.parametrize(
    ("ago", "is_left"), [(dt.timedelta(days=1), False), (dt.timedelta(days=8), True)]
)
def test_an_invitation_counts_while_it_can_be_taken_up(
    newby: Place, editor: Any, ago: dt.timedelta, *, is_left: bool
) -> None:
    Invitation.objects.create(
        email="olu@example.org", role=Role.CONTRIBUTOR, place=newby, sent_at=timezone.now() - ago
    )
    assert ("Invite your officers" in left(editor)) is is_left


def test_a_programme_that_is_over_has_no_first_steps() -> None:
    programme = make.programme("Old Streets", end=dt.date(2020, 3, 31))
    assert days(make.user("Lea", (Role.PROGRAMME_LEAD, programme))) == []


def test_an_administrator_has_the_steps_of_the_site_until_each_is_done(client: Client) -> None:
    ada = make.user("Ada", (Role.ADMINISTRATOR, None))
    assert left(ada) == [
        "Load the lists of places",
        "Add a programme",
        "Invite the lead of a programme",
        "Invite the editor of a place",
        "Invite officers of a department",
    ]
    client.force_login(ada)
    page = client.get("/").content.decode()
    assert "First steps for this site" in page
    links = re.findall(
        r'href="([^"]+)"', page.partition("First steps for")[2].partition("</ul>")[0]
    )
    assert [client.get(link).status_code for link in links] == [200] * 5
    newby, programme = make.place("Newby"), make.programme("Warm Streets")
    Programme.objects.filter(pk=programme.pk).update(created_by=ada)
    assert left(ada) == [
        "Invite the lead of a programme",
        "Invite the editor of a place",
        "Invite officers of a department",
    ]
    make.user("Lea", (Role.PROGRAMME_LEAD, programme))
    make.user("Ned", (Role.PLACE_EDITOR, newby))
    assert days(ada) == [], "not every site has a department"


def test_who_has_none_of_these_roles_has_no_steps() -> None:
    assert days(make.user("Eva", (Role.EVALUATOR, make.programme("Warm Streets")))) == []


def test_pages_of_what_is_new_lead_on(client: Client, newby: Place, editor: Any) -> None:
    pilot = make.pilot(newby, "Old homes", status="closed")
    client.force_login(editor)
    acts = client.get(newby.get_absolute_url()).context["page"].acts
    first = [act.label for act in acts[:2]]
    assert first == ["Propose a pilot", "Log progress"], "a follow-up of what ended comes second"
    type(pilot).objects.filter(pk=pilot.pk).update(status="live")
    acts = client.get(newby.get_absolute_url()).context["page"].acts
    assert acts[0].label == "Log progress"
    page = client.get(reverse("place_import_add", args=[newby.slug, "partners"])).content.decode()
    assert f'href="{reverse("partnership_add")}?place={newby.slug}"' in page
    programme = make.programme("Warm Streets")
    client.force_login(make.user("Lea", (Role.PROGRAMME_LEAD, programme)))
    page = client.get(programme.get_absolute_url()).content.decode()
    assert f'href="{reverse("programme_places_add", args=[programme.slug])}">Add its places' in page
