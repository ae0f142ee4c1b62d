"""What waits for each person when they sign in, and nothing that is not theirs to see."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from partnerships.models import Organisation
from pilots.models import Milestone, Pilot, PilotPartner
from records.models import Draft, SwitchedOff
from tests import builders
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

SOON = TODAY + dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def today() -> Any:
    """It is 20 November 2026, at noon."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def due(cast: Cast, day: dt.date, name: str = "Hubs", **fields: Any) -> Pilot:
    """A Bradford pilot of the programme whose next update is due on a day."""
    fields = {"programme": cast.pfpp, "rhythm": 3, "update_due": day, **fields}
    return builders.pilot(cast.bradford, name, **fields)


def work(client: Client, who: Any) -> Any:
    client.force_login(who)
    return client.get("/").context["work"]


def titles(client: Client, who: Any, key: str) -> list[str] | None:
    """What waits in a section; None where this person has no such section."""
    section = next((one for one in work(client, who).sections if one.key == key), None)
    return [item.title for item in section.items] if section else None


def told(client: Client, who: Any, kind: str) -> str:
    """My work with one kind alone."""
    client.force_login(who)
    return client.get(f"/?kind={kind}").content.decode()


def changed(client: Client, who: Any) -> Any:
    """What changed, which is asked of the database only where the reader asks for it."""
    client.force_login(who)
    assert client.get("/").context["work"].changes is None
    return client.get("/?show=changed").context["work"].changes


def page(client: Client, who: Any) -> str:
    client.force_login(who)
    return client.get("/").content.decode()


def test_an_officer_sees_late_updates_before_those_that_fall_due(
    client: Client, cast: Cast
) -> None:
    due(cast, SOON, "Warm homes")
    due(cast, TODAY - dt.timedelta(days=6), "Family help")
    due(cast, TODAY + dt.timedelta(days=60), "Much later")

    assert titles(client, cast.bradford_officer, "due") == [
        "Write the update of Family help",
        "Write the update of Warm homes",
    ]
    said = page(client, cast.bradford_officer)
    assert "6 days late" in said
    assert '<span class="due">Tuesday</span>' in said
    client.force_login(cast.bradford_officer)
    assert "1 is late" in client.get("/?kind=due").content.decode()


def test_the_period_and_the_last_confidence_stand_beside_the_update(
    client: Client, cast: Cast
) -> None:
    pilot = due(cast, SOON)
    builders.update(
        pilot,
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2026, 6, 30),
        confidence="some_problems",
        state="accepted",
    )

    said = page(client, cast.bradford_officer)
    assert "July to September 2026. Last time: some problems" in said


def test_log_progress_leads_to_the_form_of_the_only_pilot(client: Client, cast: Cast) -> None:
    pilot = due(cast, SOON)

    made = work(client, cast.bradford_officer)
    assert client.get(made.log_progress)["Location"] == f"/pilots/{pilot.slug}/update/"
    assert made.log_barrier == "/barriers/log/?place=bradford"
    assert client.get(made.log_barrier).status_code == 200


def test_nobody_is_asked_for_updates_of_places_that_are_not_theirs(
    client: Client, cast: Cast
) -> None:
    due(cast, SOON)

    assert titles(client, cast.luton_officer, "due") is None
    assert titles(client, cast.outsider, "due") is None


def test_who_reviews_barriers_begins_at_the_report(client: Client, cast: Cast) -> None:
    assert work(client, cast.pfpp_lead).report == f"/barriers/report/?programme={cast.pfpp.slug}"
    assert 'class="acts"><a class="btn" href="/barriers/report/' in page(client, cast.pfpp_lead)
    assert page(client, cast.pfpp_lead).count('href="/barriers/report/?programme=') == 1
    assert "Barrier report" not in page(client, cast.bradford_officer)


def test_a_district_partner_is_not_asked_for_the_lead_s_update(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Shared", cast.luton, rhythm=3, update_due=SOON)

    assert titles(client, cast.bradford_officer, "due") == ["Write the update of Shared"]
    assert titles(client, cast.luton_officer, "due") is None


def test_a_team_logs_its_pilot(client: Client, cast: Cast) -> None:
    team = builders.team("Hub team")
    partner = builders.user("Housing partner", ("contributor", team))
    due(cast, SOON, "Team pilot", team=team, visibility="team")

    assert titles(client, partner, "due") == ["Write the update of Team pilot"]
    assert titles(client, cast.bradford_officer, "due") is None


def test_a_question_waits_for_those_who_can_answer_it(client: Client, cast: Cast) -> None:
    pilot = due(cast, SOON, "Family help")
    builders.update(
        pilot,
        state="questioned",
        question="Is 140 families, or 140 visits?",
        questioned_at=dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC),
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2026, 6, 30),
    )

    assert titles(client, cast.bradford_officer, "questions") == [
        "Answer: Is 140 families, or 140 visits?"
    ]
    said = page(client, cast.bradford_officer)
    assert "Family help, April to June 2026" in said
    assert '<span class="due">8 days</span>' in said
    assert titles(client, cast.luton_officer, "questions") is None


def test_a_programme_lead_sees_the_updates_that_wait_for_review(client: Client, cast: Cast) -> None:
    builders.update(due(cast, SOON, "Hubs"))
    builders.update(due(cast, SOON, "Done"), state="accepted")
    builders.update(builders.pilot(cast.luton, "Not of the programme"))

    assert titles(client, cast.pfpp_lead, "review") == ["Check the update of Hubs"]
    assert "/barriers/report/?programme=" in page(client, cast.pfpp_lead)
    assert titles(client, cast.bradford_officer, "review") is None


def test_drafts_are_one_s_own(client: Client, cast: Cast) -> None:
    Draft.objects.create(
        author=cast.bradford_officer,
        form="log-barrier",
        title="Barrier: “We cannot offer evening visits”",
        saved_at=dt.datetime(2026, 11, 18, 16, 10, tzinfo=dt.UTC),
    )

    said = page(client, cast.bradford_officer)
    assert "Barrier: “We cannot offer evening visits”" in said
    assert "Saved 18 November 2026" in said
    assert titles(client, cast.bradford_editor, "drafts") is None


def test_barriers_without_an_owner_wait_where_somebody_works(client: Client, cast: Cast) -> None:
    builders.barrier(
        cast.bradford,
        "We cannot find the team",
        status="needs_owner",
        visibility="place",
        logged_on=TODAY - dt.timedelta(days=9),
    )
    builders.barrier(cast.luton, "We cannot in Luton", status="needs_owner", visibility="network")

    assert titles(client, cast.bradford_officer, "owners") == [
        "Find an owner: We cannot find the team"
    ]
    assert '<span class="due">9 days</span>' in told(client, cast.bradford_officer, "owners")
    assert titles(client, cast.yorkshire_connector, "owners") == [
        "Find an owner: We cannot find the team"
    ]
    assert titles(client, cast.luton_officer, "owners") == ["Find an owner: We cannot in Luton"]
    assert titles(client, cast.outsider, "owners") is None


def test_the_list_of_ownerless_barriers_holds_as_many_as_the_number(
    client: Client, cast: Cast
) -> None:
    for _ in range(12):
        builders.barrier(cast.bradford, status="needs_owner")

    section = next(
        one for one in work(client, cast.bradford_officer).sections if one.key == "owners"
    )
    assert section.count.count == 12
    assert section.is_cut
    assert "12 barriers" in client.get(section.url).content.decode()


def test_a_department_officer_sees_what_the_department_could_unlock(
    client: Client, cast: Cast
) -> None:
    desnz = Organisation.objects.get(name__contains="Energy")
    team = builders.organisation("Grants team", "central_government", parent=desnz)
    builders.barrier(cast.bradford, "We cannot pay", unlocker=desnz, visibility="network")
    builders.barrier(cast.bradford, "We cannot ask the team", unlocker=team, visibility="network")
    builders.barrier(cast.bradford, "We cannot say", unlocker=desnz, visibility="place")
    pilot = builders.pilot(cast.luton, "Warm homes")
    PilotPartner.objects.create(pilot=pilot, organisation=desnz, kind="national")

    assert titles(client, cast.desnz_official, "unlock") == [
        "We cannot pay",
        "We cannot ask the team",
    ]
    assert titles(client, cast.desnz_official, "joined") == ["Warm homes"]


def test_money_that_ends_within_six_months_is_told_with_what_is_not_known(
    client: Client, cast: Cast
) -> None:
    builders.flow(cast.bradford, 1000, description="Hub grant", end=dt.date(2027, 3, 31))
    builders.flow(cast.bradford, 1000, description="Later grant", end=dt.date(2028, 3, 31))
    builders.flow(cast.bradford, 1000, description="Ended grant", end=dt.date(2026, 3, 31))
    builders.flow(cast.bradford, description="Endless grant")
    builders.flow(cast.luton, 9, description="Luton grant", end=dt.date(2027, 3, 31))
    builders.flow(
        cast.bradford, 9, description="Quiet", end=dt.date(2027, 3, 31), visibility="team"
    )

    assert titles(client, cast.bradford_officer, "ending") == ["Hub grant"]
    said = told(client, cast.bradford_officer, "ending")
    assert "The end date of 1 more is not known" in said
    assert "ends 31 March 2027" in said


def test_milestones_of_one_s_pilots_and_programmes_come_up(client: Client, cast: Cast) -> None:
    pilot = due(cast, SOON, "Hubs")
    Milestone.objects.create(pilot=pilot, text="Second hub opens", due=dt.date(2027, 1, 31))
    Milestone.objects.create(programme=cast.pfpp, text="Half-way review", due=dt.date(2026, 12, 1))
    Milestone.objects.create(pilot=pilot, text="Past", due=dt.date(2026, 1, 31))

    coming = work(client, cast.pfpp_lead).coming
    assert [one.value for one in coming] == [
        "Half-way review (Partnerships for People and Place)",
        "Second hub opens (Hubs)",
    ]
    assert [one.value for one in work(client, cast.bradford_officer).coming] == [
        "Second hub opens (Hubs)"
    ]


def test_changes_since_the_last_visit_are_told_to_those_who_may_see_them(
    client: Client, cast: Cast
) -> None:
    builders.barrier(cast.bradford, "We cannot be loud")
    builders.barrier(cast.bradford, "We cannot be quiet", visibility="team")
    builders.barrier(cast.luton, "We cannot in Luton")

    seen = [change.link for change in changed(client, cast.bradford_officer).events]
    assert seen == ["We cannot be loud"]
    client.force_login(cast.bradford_editor)
    assert "We cannot be quiet" in client.get("/?show=changed").content.decode()


def test_what_did_not_change_since_the_last_visit_is_not_told_again(
    client: Client, cast: Cast
) -> None:
    builders.barrier(cast.bradford, "We cannot be old")
    officer = cast.bradford_officer
    # The database stamps changes with its own clock
    officer.seen_before_at = dt.datetime.now(dt.UTC) + dt.timedelta(days=365 * 10)
    officer.last_seen_at = officer.seen_before_at
    officer.save()

    changes = changed(client, officer)
    assert changes.title == "Since you were last here"
    assert changes.events == []


def test_an_evaluator_takes_the_programme_s_data_away(client: Client, cast: Cast) -> None:
    said = page(client, cast.evaluator)
    assert "/programmes/partnerships-for-people-and-place/export/" in said
    due(cast, SOON, "Hubs", visibility="programme")
    assert titles(client, cast.evaluator, "pilots") == ["Hubs"]
    for number in range(11):
        builders.pilot(cast.bradford, f"Pilot {number}", programme=cast.pfpp)
    sections = {one.key: one for one in work(client, cast.evaluator).sections}
    assert "12 pilots" in client.get(sections["pilots"].url).content.decode()
    [hat] = work(client, cast.evaluator).hats
    for link in hat.links:
        assert client.get(link.url).status_code == 200, link.label


def test_every_role_s_links_open(client: Client, cast: Cast) -> None:
    for name, who in cast.signed_in().items():
        for hat in work(client, who).hats:
            for link in hat.links:
                assert client.get(link.url).status_code == 200, (name, link.label)


def test_an_official_finds_policy_tests_unless_they_are_switched_off(
    client: Client, cast: Cast
) -> None:
    [hat] = work(client, cast.desnz_official).hats
    assert [link.label for link in hat.links][:2] == ["Policy tests", "Visits"]
    SwitchedOff.objects.create(part="policy_tests")
    [hat] = work(client, cast.desnz_official).hats
    assert hat.links[0].label == "Visits"


def test_an_administrator_finds_the_pages_that_are_for_administrators(
    client: Client, cast: Cast
) -> None:
    [hat] = work(client, cast.administrator).hats
    assert [link.label for link in hat.links] == [
        "People and roles",
        "Personal data",
        "Organisations that may be duplicates",
        "Reorganisations of places",
        "Emails that could not be sent",
        "The server",
    ]


def test_an_administrator_is_told_what_the_role_is_not(client: Client, cast: Cast) -> None:
    assert "private records only through a role that you give yourself" in page(
        client, cast.administrator
    )


def test_an_administrator_finds_what_only_administrators_do(client: Client, cast: Cast) -> None:
    said = page(client, cast.administrator)
    for address in ("/personal-data/", "/organisations/duplicates/", "/reorganisations/"):
        assert f'href="{address}"' in said


def test_somebody_without_a_role_is_told_who_gives_one(client: Client, cast: Cast) -> None:
    said = page(client, cast.outsider)
    assert "You don’t have a role, so" in said
    assert "Log progress" not in said


def test_an_example_s_people_see_that_it_is_made_up(client: Client, cast: Cast) -> None:
    county = builders.place("Exampleshire", "county", is_example=True)
    officer = builders.user("Example officer", ("contributor", county))

    assert "Exampleshire is a made-up county" in page(client, officer)
    assert "made-up county" not in page(client, cast.bradford_officer)


def fill(cast: Cast, count: int) -> None:
    """So many of everything that can wait."""
    for number in range(count):
        pilot = due(cast, SOON, f"Pilot {number}")
        builders.update(pilot, state="questioned", question="Why?")
        builders.update(pilot)
        builders.barrier(cast.bradford, status="needs_owner", programme=cast.pfpp)
        builders.flow(cast.bradford, 5, end=dt.date(2027, 3, 31), programme=cast.pfpp)
        Milestone.objects.create(pilot=pilot, text="Opens", due=dt.date(2027, 1, 31))
        for who in (cast.bradford_officer, cast.pfpp_lead):
            Draft.objects.create(author=who, form="log-barrier", target=str(number))


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("who", "queries"), [("bradford_officer", 17), ("pfpp_lead", 16)])
def test_the_number_of_queries_does_not_grow(
    *,
    client: Client,
    cast: Cast,
    django_assert_num_queries: Any,
    count: int,
    who: str,
    queries: int,
) -> None:
    fill(cast, count)
    client.force_login(getattr(cast, who))
    client.get("/about/")
    with django_assert_num_queries(queries):
        made = client.get("/").context["work"]
    few = {section.key: section.count for section in made.sections if section.key == "drafts"}
    assert str(few["drafts"]) == ("10+" if count > 10 else str(count))
    assert {one.count.count for one in made.sections if one.key not in few} == {count}
