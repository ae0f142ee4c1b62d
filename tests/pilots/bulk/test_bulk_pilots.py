"""Many pilots at once: ended, given a topic, shown to others; and put back for a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Topic
from people.models import Team
from pilots.models import IndicatorPlan, Lesson, Phase, Pilot, PilotPlace, PilotTopic, StatusChange
from records.bulk.actions import forget_unmade
from records.models import BulkChange
from tests import builders
from tests.builders import Cast
from tests.records.bulk.steps import chosen, count_of, looked_at, made, undone

pytestmark = pytest.mark.django_db
ENDED: dict[str, Any] = {
    "to": "closed",
    "on_day": "30",
    "on_month": "9",
    "on_year": "2026",
    "why": "The programme ended.",
    "no_lessons_because": "The evaluation is not out yet.",
}


def test_pilots_end_with_their_phases_and_are_put_back(client: Client, cast: Cast) -> None:
    start = dt.date(2025, 1, 1)
    plain = builders.pilot(
        cast.bradford, "Warm homes", start=start, rhythm=3, update_due=dt.date(2026, 12, 1)
    )
    phase = Phase.objects.create(pilot=plain, kind="delivery", start=start)
    learned = builders.pilot(cast.bradford, "Dry homes")
    Lesson.objects.create(pilot=learned, kind="lesson", text="Begin early.")
    targeted = builders.pilot(cast.bradford, "Light homes")
    counted = builders.indicator(targeted)
    IndicatorPlan.objects.filter(indicator=counted).delete()
    IndicatorPlan.objects.create(indicator=counted, target_low=50)
    late = builders.pilot(cast.bradford, "Late homes", start=dt.date(2026, 11, 1))
    proposed = builders.pilot(cast.bradford, "New homes", status="proposed")
    stepped = builders.pilot(cast.bradford, "Moving homes")
    StatusChange.objects.create(pilot=stepped, after="live", on=dt.date(2026, 10, 5))
    over = builders.pilot(cast.bradford, "Old homes", status="closed")
    other = builders.pilot(cast.luton, "Far homes")
    each = (plain, learned, targeted, late, proposed, stepped, over, other)
    change = chosen(client, cast.bradford_editor, "pilots", "end", *each)
    page = looked_at(client, change, **{**ENDED, "on_year": "2190"})
    assert "in the future" in page
    page = looked_at(client, change, **ENDED)
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "6")
    for why in (
        "It has targets: close it on its own page, and say there what became of them",
        "It started in 1 November 2026, after the day that you gave",
        "It is proposed now, so it cannot become closed",
        "It became live on 5 October 2026. This cannot be earlier",
        "It is closed already",
        "Not yours to change in this way",
    ):
        assert f"{why} (1)" in page
    assert "Closed, 30 September 2026" in page
    made(client, change)
    plain.refresh_from_db()
    phase.refresh_from_db()
    day = dt.date(2026, 9, 30)
    assert (plain.status, plain.end, plain.update_due, phase.end) == ("closed", day, None, day)
    steps = StatusChange.objects.filter(after="closed").order_by("pilot_id")
    assert [(step.before, step.why, step.no_lessons_because) for step in steps] == [
        ("live", ENDED["why"], ENDED["no_lessons_because"]),
        ("live", ENDED["why"], ""),
    ]
    page = undone(client, change)
    assert count_of(page, "Put back") == "2"
    plain.refresh_from_db()
    phase.refresh_from_db()
    assert (plain.status, plain.end, plain.start, phase.end) == ("live", None, start, None)
    assert plain.update_due == dt.date(2026, 12, 1)
    assert not StatusChange.objects.filter(after="closed").exists()


def test_a_pilot_whose_phases_were_changed_stays_ended(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, start=dt.date(2025, 1, 1))
    phase = Phase.objects.create(pilot=pilot, kind="delivery", start=dt.date(2025, 1, 1))
    change = chosen(client, cast.bradford_editor, "pilots", "end", pilot)
    looked_at(client, change, **ENDED)
    made(client, change)
    Phase.objects.filter(pk=phase.pk).update(note="It ran on a little.")
    change.rows.update(version_after=Pilot.objects.get().version)
    assert "Somebody has changed its phases since (1)" in undone(client, change)
    assert Pilot.objects.get().status == "closed"


def test_a_topic_is_added_and_taken_out_again(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    skills = Topic.objects.create(name="Skills", slug="skills")
    one, two = (builders.pilot(cast.bradford, name) for name in ("Warm homes", "Dry homes"))
    has = builders.pilot(cast.bradford, "Light homes")
    other = builders.pilot(cast.luton, "Far homes")
    PilotTopic.objects.create(pilot=has, topic=topic)
    PilotTopic.objects.create(pilot=two, topic=skills)
    client.force_login(cast.bradford_editor)
    page = client.get("/pilots/?choose=on").content.decode()
    assert f'name="row" value="{one.pk}" form="together"' in page
    assert f'name="row" value="{other.pk}"' not in page
    change = chosen(client, cast.bradford_editor, "pilots", "topic", one, two, has, other)
    page = looked_at(client, change, topic=topic.pk, why="All are about homes.")
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "2")
    assert "It has this topic already (1)" in page
    assert "Skills and Housing" in page
    made(client, change)
    assert PilotTopic.objects.filter(topic=topic).count() == 3
    builders.pilot(cast.bradford, "Later")
    two.refresh_from_db()
    PilotTopic.objects.filter(pilot=two, topic=topic).delete()  # somebody takes it out by hand
    page = undone(client, change)
    assert (count_of(page, "Put back"), "changed it since (1)" in page) == ("1", True)
    assert [link.pilot for link in PilotTopic.objects.filter(topic=topic)] == [has]


def test_pilots_are_shown_to_everyone_by_editors_alone(client: Client, cast: Cast) -> None:
    fields: dict[str, Any] = {"visibility": "network", "team": cast.team}
    pilots = [builders.pilot(cast.bradford, name, **fields) for name in ("Warm", "Dry")]
    said = {"visibility": "public", "why": "They begin."}
    change = chosen(client, cast.teammate, "pilots", "level", *pilots)
    assert "Only an editor of its place shows it to everyone (2)" in looked_at(
        client, change, **said
    )
    page = client.get(change.get_absolute_url()).content.decode()
    assert 'name="step" value="make"' not in page
    change = chosen(client, cast.bradford_editor, "pilots", "level", *pilots)
    page = looked_at(client, change, **said)
    assert "2 pilots become public: everyone can read them, without signing in." in page
    made(client, change)
    assert Pilot.objects.filter(visibility="public").count() == 2
    page = undone(client, change)
    assert Pilot.objects.filter(visibility="network").count() == 2


def test_an_editor_gives_pilots_to_another_team_of_their_place(client: Client, cast: Cast) -> None:
    retrofit = Team.objects.create(name="Retrofit team", place=cast.bradford)
    Team.objects.create(name="Team of long ago", place=cast.bradford, ended_on=timezone.localdate())
    Team.objects.create(name="Team of elsewhere", place=cast.luton)
    kept: dict[str, Any] = {"visibility": "team", "team": cast.team}
    warm = builders.pilot(cast.bradford, "Warm homes", **kept)
    dry = builders.pilot(cast.bradford, "Dry homes")
    has = builders.pilot(cast.bradford, "Light homes", team=retrofit)
    other = builders.pilot(cast.luton, "Far homes")
    town = builders.place("Keighley", within=cast.bradford)
    below = builders.pilot(town, "Town homes")
    client.force_login(cast.teammate)
    assert "Give to another team" not in client.get("/pilots/?choose=on").content.decode()
    change = chosen(client, cast.bradford_editor, "pilots", "team", warm, dry, has, other, below)
    page = client.get(change.get_absolute_url()).content.decode()
    assert "Retrofit team, Bradford" in page
    assert "Team of long ago" not in page
    assert "Team of elsewhere" not in page
    page = looked_at(client, change, team=retrofit.pk, why="Hub team is full.")
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "3")
    for why in (
        "It is this team&#x27;s already",
        "Not yours to change in this way",
        "Keighley leads it: give it to a team of that place",
    ):
        assert f"{why} (1)" in page
    assert "1 pilot is kept to the team: the new one reads it" in page
    assert Pilot.objects.visible_to(cast.teammate).filter(pk=warm.pk).exists()
    made(client, change)
    assert set(Pilot.objects.filter(team=retrofit)) == {warm, dry, has}
    assert not Pilot.objects.visible_to(cast.teammate).filter(pk=warm.pk).exists()
    assert count_of(undone(client, change), "Put back") == "2"
    assert list(Pilot.objects.filter(team=retrofit)) == [has]
    assert Pilot.objects.get(pk=warm.pk).team == cast.team
    assert Pilot.objects.get(pk=dry.pk).team is None


def test_a_pilot_stays_with_its_new_team_once_the_former_has_ended(
    client: Client, cast: Cast
) -> None:
    retrofit = Team.objects.create(name="Retrofit team", place=cast.bradford)
    pilot = builders.pilot(cast.bradford, team=cast.team)
    change = chosen(client, cast.bradford_editor, "pilots", "team", pilot)
    looked_at(client, change, team=retrofit.pk, why="Hub team ends.")
    made(client, change)
    Team.objects.filter(pk=cast.team.pk).update(ended_on=timezone.localdate())
    assert "The team that it had before has ended (1)" in undone(client, change)
    assert Pilot.objects.get().team == retrofit


def test_nobody_is_offered_what_they_may_do_to_nothing(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, programme=cast.pfpp)
    for who in (cast.pfpp_lead, cast.administrator, cast.evaluator, cast.outsider):
        client.force_login(who)
        assert "Change several" not in client.get("/pilots/").content.decode()
    client.force_login(cast.bradford_officer)
    page = client.get("/pilots/?choose=on").content.decode()
    assert "None of the pilots on this page is yours to change" in page


def test_a_thousand_pilots_end_in_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    pilots = Pilot.objects.bulk_create(
        Pilot(name=f"Homes {n}", slug=f"homes-{n}", status="live", visibility="public")
        for n in range(1000)
    )
    PilotPlace.objects.bulk_create(
        PilotPlace(pilot=pilot, place=cast.luton if n < 3 else cast.bradford, role="lead")
        for n, pilot in enumerate(pilots)
    )
    change = chosen(client, cast.bradford_editor, "pilots", "end", all="1")
    with django_assert_max_num_queries(69):
        page = looked_at(client, change, **ENDED)
    assert "Not yours to change in this way (3)" in page
    with django_assert_max_num_queries(69):
        made(client, change)
    assert Pilot.objects.filter(status="closed").count() == 997
    with django_assert_max_num_queries(69):
        page = undone(client, change)
    assert (count_of(page, "Put back"), Pilot.objects.filter(status="live").count()) == (
        "997", 1000,
    )  # fmt: skip


def test_one_that_nobody_confirms_is_forgotten_after_a_week(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    old = chosen(client, cast.bradford_editor, "pilots", "level", pilot)
    chosen(client, cast.bradford_editor, "pilots", "level", pilot)
    BulkChange.objects.filter(pk=old.pk).update(chosen_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert forget_unmade() == 1
    assert BulkChange.objects.count() == 1


def test_pilots_of_no_programme_are_put_in_one_and_taken_out_again(
    client: Client, cast: Cast
) -> None:
    programme = builders.programme("Warm Streets")
    loose = builders.pilot(cast.bradford, "Warm homes", visibility="programme")
    bound = builders.pilot(cast.bradford, "Dry homes", programme=builders.programme("Dry Streets"))
    far = builders.pilot(cast.luton, "Far homes")
    change = chosen(client, cast.bradford_editor, "pilots", "programme", loose, bound, far)
    page = looked_at(client, change, programme=programme.pk, why="They belong to it.")
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("1", "2")
    assert "It is part of Dry Streets already" in page
    assert "Anyone with a role on the programme will then be able to read 1 pilot." in page
    made(client, change)
    loose.refresh_from_db()
    assert loose.programme == programme
    undone(client, change)
    loose.refresh_from_db()
    assert loose.programme is None
