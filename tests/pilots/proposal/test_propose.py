"""Proposing a pilot, one that grows out of another, and what it needs before it starts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnerships.models import Topic
from people.models import JobRole
from pilots.models import Phase, Pilot, PilotPartner, StartStep
from pilots.proposal.actions import grow_pilot, propose_pilot
from records.drafts import AGAIN
from tests import builders, engaged, lived
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADD = "/pilots/add/"


def proposed(client: Client, **typed: Any) -> Any:
    said = {"name": "Street games", "summary": "Games in closed streets.", **typed}
    return client.post(ADD, filled(client, ADD, **said), follow=True)


def test_a_contributor_proposes_a_pilot_with_its_places(people: Cast) -> None:
    ward = builders.place("Manningham", "ward", within=people.bradford)
    topic = Topic.objects.create(name="Play", slug="play")
    client = signed_in(people.bradford_officer)
    typed = {
        "place_1": ward.name, "part_1": "target", "place_2": people.luton.name,
        "part_2": "district_partner", "topics": [topic.pk], "programme": people.pfpp.pk,
    }  # fmt: skip
    said = text_of(proposed(client, **typed))
    pilot = Pilot.objects.get()
    assert (pilot.status, pilot.visibility) == ("proposed", "place")
    assert pilot.slug.startswith("street-games-")
    roles = pilot.place_links.order_by("id").values_list("place__name", "role")
    assert list(roles) == [
        ("Bradford", "lead"),
        ("Manningham", "target"),
        ("Luton", "district_partner"),
    ]
    assert "Next: what it needs before it starts." in said
    assert "0 of 9 steps" in said
    assert Client().get(pilot.get_absolute_url()).status_code == 404
    assert client.get(reverse("pilot_edit", args=[pilot.slug])).status_code == 200


def test_a_second_pilot_of_a_name_and_one_called_add_have_addresses_of_their_own(
    people: Cast,
) -> None:
    client = signed_in(people.bradford_officer)
    for name in ("Street games", "Street games", "Add", "", "🙂"):
        proposed(client, name=name, **{AGAIN: "1"})  # both are meant
    slugs = list(Pilot.objects.order_by("id").values_list("slug", flat=True))
    stems = [slug.rpartition("-")[0] for slug in slugs]
    assert stems == ["street-games", "street-games", "add", "bradford-pilot", "pilot"]
    assert [client.get(f"/pilots/{slug}/").status_code for slug in slugs] == [200] * 5


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no sentence": ({"summary": ""}, "summary", "Say in one sentence what it is"),
    "a place of others": ({"lead": "Luton"}, "lead", "Choose a place that you work for"),
    "no such place": ({"lead": "Atlantis"}, "lead", "Atlantis"),
    "shown to everyone": ({"visibility": "public"}, "visibility", "Choose from the answers"),
    "a place without a part": ({"place_1": "Luton"}, "part_1", "Say what part it plays"),
    "a part without a place": ({"part_2": "target"}, "place_2", "Say which place"),
    "a place twice": (
        {"place_1": "Bradford", "part_1": "target"},
        "place_1",
        "This place takes part already",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place(people: Cast, case: str) -> None:
    typed, field, message = WRONG[case]
    response = proposed(signed_in(people.bradford_officer), **typed)
    assert message in " ".join(response.context["form"].errors[field])
    assert not Pilot.objects.exists()


def test_an_editor_elsewhere_does_not_show_it_to_everyone(people: Cast) -> None:
    builders.give(people.luton_editor, "contributor", people.bradford)
    client = signed_in(people.luton_editor)
    response = proposed(client, lead="Bradford", visibility="public")
    assert "Only an editor of the place" in text_of(response)
    assert not Pilot.objects.exists()


def test_what_was_tried_here_before_is_shown_beside_a_new_pilot(people: Cast) -> None:
    topic = Topic.objects.create(name="Play", slug="play")
    older = builders.pilot(people.bradford, "Play streets", status="closed")
    older.topics.add(topic)
    said = text_of(proposed(signed_in(people.bradford_officer), topics=[topic.pk]))
    assert "Tried here before Play streets" in said


def test_four_commissions_grow_out_of_a_pilot_with_providers_and_an_end(
    people: Cast, warm_homes: Pilot
) -> None:
    entry = lived.legacy(warm_homes, "Courses in confidence")
    client = signed_in(people.bradford_editor)
    at = f"{reverse('pilot_grow', args=[warm_homes.slug])}?legacy={entry.pk}"
    typed = {
        "name": "Explore series", "provider_said": "Real Ideas", "status": "live",
        "start_month": "3", "start_year": "2026", "end_month": "9", "end_year": "2026",
        "paid_by": people.council.name,
    }  # fmt: skip
    client.post(at, filled(client, at, **typed))
    child = Pilot.objects.get(name="Explore series")
    assert (child.parent, child.summary, child.status) == (
        warm_homes,
        "Courses in confidence",
        "live",
    )
    assert (child.programme, child.lead_place) == (people.pfpp, people.bradford)
    assert str(child.partners.get()) == "Real Ideas"
    phase = child.phases.get()
    assert (phase.planned, phase.payer) == ("March 2026 to September 2026", people.council.name)
    page = text_of(client.get(reverse("pilot_life", args=[warm_homes.slug])))
    assert "Became Explore series" in page
    assert (
        "What grew out of it Add a pilot Explore series Live March 2026 to September 2026" in page
    )


def test_an_entry_becomes_one_pilot_alone(people: Cast, warm_homes: Pilot) -> None:
    entry = lived.legacy(warm_homes, "Courses in confidence")  # as both people have read it

    def grow(name: str) -> Pilot:
        return grow_pilot(
            by=people.bradford_editor,
            parent=warm_homes,
            pilot=Pilot(name=name, summary="An aim."),
            provider=PilotPartner(description="Real Ideas", kind="lead"),
            phase=Phase(kind="delivery"),
            legacy=entry,
        )

    grow("First")
    with pytest.raises(ValidationError, match="became a pilot meanwhile"):
        grow("Second")
    entry.refresh_from_db()
    assert (str(entry.child), Pilot.objects.filter(name="Second").exists()) == ("First", False)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "provider"),
        ({"provider_said": "X", "start_year": "2027", "status": "live"}, "start"),
        ({"provider_said": "X", "start_year": "2026", "end_year": "2025"}, "end"),
    ],
)
def test_a_pilot_that_cannot_have_grown_is_refused(
    people: Cast, warm_homes: Pilot, typed: dict[str, str], field: str
) -> None:
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_grow", args=[warm_homes.slug])
    response = client.post(at, filled(client, at, summary="An aim.", **typed))
    assert field in response.context["form"].errors
    assert Pilot.objects.count() == 1


def test_one_on_the_team_lets_a_pilot_grow(people: Cast, warm_homes: Pilot) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(team=people.team)
    client = signed_in(people.teammate)
    at = reverse("pilot_grow", args=[warm_homes.slug])
    typed = {"summary": "An aim.", "provider_said": "X", "status": "setting_up"}
    client.post(at, filled(client, at, **typed))
    child = Pilot.objects.exclude(pk=warm_homes.pk).get()
    assert (child.team, child.status) == (people.team, "setting_up")


def steps(pilot: Pilot, who: Any) -> str:
    page = text_of(signed_in(who).get(reverse("pilot_life", args=[pilot.slug])))
    return page.partition("Before it starts")[2].partition("Phases")[0]


def test_what_the_record_knows_nobody_writes_twice(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Games", status="setting_up", challenge="No play.")
    assert "0 of 9 steps" in steps(pilot, people.bradford_officer)
    backup = builders.post("Deputy", people.council)
    key = builders.post("Hub coordinator", people.council)
    JobRole.objects.filter(pk=key.pk).update(backup=backup)
    Pilot.objects.filter(pk=pilot.pk).update(key_post=key, rhythm=3)
    PilotPartner.objects.create(pilot=pilot, organisation=people.council, kind="lead")
    PilotPartner.objects.create(pilot=pilot, description="Schools")
    PilotPartner.objects.create(pilot=pilot, description="A university", kind="evaluator")
    engaged.engagement(pilot, kind="workshop")
    engaged.engagement(pilot, kind="outreach")
    builders.indicator(pilot, target_low=5, baseline_low=2)
    lived.legacy(pilot)
    said = steps(pilot, people.bradford_officer)
    assert "8 of 9 steps" in said
    assert "A lead and partners are named. Partners Done" in said
    assert "lawful basis Not yet" in said


def test_a_step_is_answered_with_job_role_and_day(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Games", status="setting_up")
    client = signed_in(people.bradford_officer)
    at = reverse("pilot_start_step", args=[pilot.slug, "data"])
    typed = {"state": "done", "by_role": "Information governance lead", "note": "Agreed"}
    typed |= {"on_day": "3", "on_month": "11", "on_year": "2026"}
    client.post(at, filled(client, at, **typed))
    said = steps(pilot, people.outsider)
    assert "Information governance lead, 3 November 2026. Agreed Done" in said
    assert "before it starts" not in text_of(Client().get(reverse("pilot_life", args=[pilot.slug])))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"state": "not_needed"}, "note"),
        ({"state": "done", "on_day": "1", "on_month": "1", "on_year": "2027"}, "on"),
        ({"state": "not_yet", "on_day": "1", "on_month": "1", "on_year": "2026"}, "on"),
        ({"state": ""}, "state"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    people: Cast, typed: dict[str, str], field: str
) -> None:
    pilot = builders.pilot(people.bradford, "Games", status="setting_up")
    client = signed_in(people.bradford_officer)
    at = reverse("pilot_start_step", args=[pilot.slug, "data"])
    response = client.post(at, filled(client, at, **typed))
    assert field in response.context["form"].errors
    assert not StartStep.objects.exists()


def test_of_two_first_answers_the_second_is_told(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Games", status="setting_up")
    client = signed_in(people.bradford_officer)
    at = reverse("pilot_start_step", args=[pilot.slug, "data"])
    ours = filled(client, at, state="done")
    lived.start_step(pilot, "data", state="not_needed", note="No data is shared")
    response = client.post(at, ours)
    assert "Somebody changed this while you were typing." in text_of(response)
    assert StartStep.objects.count() == 1


def test_a_step_that_is_none_is_not_found(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    assert client.get(f"/pilots/{warm_homes.slug}/start/dance/").status_code == 404


def test_a_phase_is_put_right_and_its_dates_are_looked_at(people: Cast, warm_homes: Pilot) -> None:
    one = lived.phase(warm_homes, "set_up", start=dt.date(2026, 1, 12))
    client = signed_in(people.bradford_editor)
    at = reverse("phase_edit", args=[warm_homes.slug, one.pk])
    turned = {"end_month": "12", "end_year": "2025", "paid_by_said": "Both councils"}
    response = client.post(at, filled(client, at, **turned, paid_by=people.council.name))
    assert set(response.context["form"].errors) == {"end", "paid_by_said"}
    right = {"end_month": "3", "end_year": "2026", "paid_by_said": "Both councils"}
    client.post(at, filled(client, at, **right, source_title="Board paper"))
    one.refresh_from_db()
    assert (one.real, one.payer) == ("12 January 2026 to March 2026", "Both councils")
    assert one.source.title == "Board paper"


def test_a_place_that_is_no_text_is_no_place(people: Cast) -> None:
    page = signed_in(people.bradford_officer).get(ADD, {"place": "\x00bradford"})
    assert page.status_code == 200


def test_the_checklist_tells_nothing_of_a_hidden_job_role(people: Cast) -> None:
    backup = builders.post("Deputy", people.council)
    hidden = builders.post("Manager", people.council, visibility="team", backup=backup)
    pilot = builders.pilot(people.bradford, "Games", status="proposed", key_post=hidden)
    at = reverse("pilot_life", args=[pilot.slug])
    assert "A job role with a backup is named." not in text_of(
        signed_in(people.luton_officer).get(at)
    )
    JobRole.objects.filter(pk=hidden.pk).update(visibility="network")
    assert "A job role with a backup is named." in text_of(signed_in(people.luton_officer).get(at))


def test_who_may_not_publish_proposes_and_grows_nothing_for_everyone(
    people: Cast, warm_homes: Pilot
) -> None:
    said = "Only an editor of the place can show it to everyone"
    by, new = people.bradford_officer, Pilot(visibility="public", summary="Games")
    with pytest.raises(ValidationError, match=said):
        propose_pilot(by=by, pilot=new, lead=people.bradford)
    rest = {"provider": PilotPartner(kind="lead", description="A club"), "phase": Phase()}
    with pytest.raises(ValidationError, match=said):
        grow_pilot(by=by, parent=warm_homes, pilot=new, **rest)
    assert Pilot.objects.get() == warm_homes
    propose_pilot(by=people.bradford_editor, pilot=new, lead=people.bradford)
    assert Pilot.objects.count() == 2


def test_what_is_left_to_do_waits_at_a_pilot_that_is_still_to_start(
    people: Cast,
) -> None:
    pilot = builders.pilot(people.bradford, "Games", status="setting_up")
    page = text_of(signed_in(people.bradford_officer).get(pilot.get_absolute_url()))
    assert "Settle what it needs before it starts" in page
    assert "0 of 9 steps" in page
    Pilot.objects.filter(pk=pilot.pk).update(status="live")
    assert "before it starts" not in text_of(
        signed_in(people.bradford_officer).get(pilot.get_absolute_url())
    )
