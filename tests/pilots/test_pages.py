"""A pilot’s pages: what they say, what they cost, and addresses that are wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Indicator, IndicatorPlan, Lesson, Milestone, Pilot, PlanChange
from pilots.models import PilotPartner as Partner
from records.models import Note
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled
from tests.pilots.update.test_log_progress import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def hastings(people: Cast) -> Pilot:
    """The East Sussex case: 67 of 150 homes assessed, where agreed; 100 to 150 planned."""
    pilot = builders.pilot(
        people.bradford,
        "Fuel poverty",
        programme=people.pfpp,
        status="closed",
        slug="fuel-poverty",
        start=dt.date(2021, 11, 1),
        start_precision="month",
        end=dt.date(2023, 3, 31),
        end_precision="month",
        challenge="Rented homes are cold.",
    )
    assessed = builders.indicator(pilot, "Homes assessed")
    builders.actual(
        assessed, 150, as_of=dt.date(2023, 1, 1), as_of_precision="year", counts="no_plan"
    )
    improved = builders.indicator(
        pilot, "Homes with small improvements", target_low=100, target_high=150
    )
    Indicator.objects.filter(pk=improved.pk).update(
        part_of=assessed, condition="wherever needed, and where the resident agreed"
    )
    builders.actual(improved, 67, as_of=dt.date(2023, 1, 1), as_of_precision="year", counts="same")
    change = builders.indicator(pilot, "Change in fuel poverty", "%")
    builders.actual(change, missing="not_published", as_of=None, counts="no_plan")
    return pilot


def test_a_part_is_said_with_its_whole_and_its_condition_and_no_percentage(
    hastings: Pilot,
) -> None:
    page = text_of(Client().get(hastings.get_absolute_url()))
    assert (
        "Homes with small improvements wherever needed, and where the resident agreed at 2023 "
        "67 of 150 homes assessed; plan 100 to 150" in page
    )
    page += text_of(Client().get(reverse("pilot_indicators", args=[hastings.slug])))
    assert "Yes, with that condition" in page
    assert "Not known: not published" in page
    assert "No plan known" in page
    for share in ("45%", "44.7", "67%", "per cent"):
        assert share not in page


def test_dates_are_no_more_exact_than_known(hastings: Pilot) -> None:
    for name in ("pilot", "pilot_brief"):
        page = text_of(Client().get(reverse(name, args=[hastings.slug])))
        assert "November 2021 to March 2023" in page
        assert "1 November 2021" not in page


def test_milestones_of_the_programme_stand_beside_the_pilots_own(
    people: Cast, hastings: Pilot
) -> None:
    Milestone.objects.create(pilot=hastings, text="Hub open", done=dt.date(2022, 6, 1))
    Milestone.objects.create(
        programme=people.pfpp, text="Launched", done=dt.date(2021, 7, 1), done_precision="month"
    )
    Milestone.objects.create(pilot=hastings, text="Hand over", due=dt.date(2027, 6, 1))
    page = text_of(Client().get(hastings.get_absolute_url()))
    assert page.index("July 2021 (the programme) Launched") < page.index("1 June 2022 Hub open")
    assert "1 June 2027 Hand over. Planned; not reported as done" in page
    brief = text_of(Client().get(reverse("pilot_brief", args=[hastings.slug])))
    assert "1 June 2022: Hub open - 1 June 2027: Hand over. Planned; not" in brief
    late, given_up = dt.date(2022, 7, 1), dt.date(2022, 8, 1)
    Milestone.objects.create(pilot=hastings, text="Charter signed", due=late)
    ended = {"given_up_on": given_up, "given_up_because": "The charity closed"}
    Milestone.objects.create(pilot=hastings, text="Second winter", due=given_up, **ended)
    brief = text_of(Client().get(reverse("pilot_brief", args=[hastings.slug])))
    assert "Charter signed. Planned; not reported as done - 1 August 2022: Second" in brief
    assert "The charity closed - 1 June 2027: Hand over. Planned; not" in brief


def test_a_series_is_drawn_with_its_target_and_its_table(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Series")
    homes = builders.indicator(pilot, target_low=80, target_high=120, due=dt.date(2027, 3, 31))
    for month, value in ((3, 8), (6, 22), (9, None)):
        builders.actual(homes, value, as_of=dt.date(2026, month, 28), counts="same")
    small = Client().get(reverse("pilot_indicators", args=[pilot.slug])).content.decode()
    assert 'class="band"' in small
    assert small.count('class="dot"') == 2
    html = Client().get(homes.get_absolute_url()).content.decode()
    assert 'class="band"' in html
    assert "Planned 80 to 120" in html
    assert "28 June 2026" in html
    assert "Not known: not counted yet" in html
    assert "0 homes" not in html.replace("120 homes", "").replace("80 homes", "")


def test_no_target_is_drawn_where_plan_and_actual_differ(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Series")
    homes = builders.indicator(pilot, target_low=80, due=dt.date(2027, 3, 31))
    for month, value in ((3, 8), (6, 22)):
        builders.actual(
            homes, value, as_of=dt.date(2026, month, 28), counts="different", difference="Flats"
        )
    small = Client().get(reverse("pilot_indicators", args=[pilot.slug])).content.decode()
    assert 'class="ln"' in small
    page = text_of(Client().get(pilot.get_absolute_url()))
    assert "Planned: 80 homes. Flats. Not compared. 22 homes" in page
    html = Client().get(homes.get_absolute_url()).content.decode()
    assert 'class="band"' not in small + html
    assert "Not the same measure, so no percentage" in html


def test_barriers_that_are_not_the_readers_are_not_counted(people: Cast, hastings: Pilot) -> None:
    builders.barrier(people.bradford, "We cannot say", pilot=hastings, visibility="team")
    builders.barrier(people.bradford, "We cannot share", pilot=hastings, visibility="network")
    for client, count in ((Client(), 0), (signed_in(people.outsider), 1)):
        page = text_of(client.get(hastings.get_absolute_url()))
        assert f"Barriers {count}" in page
        assert "We cannot say" not in page
    assert "Barriers 2" in text_of(
        signed_in(people.bradford_editor).get(hastings.get_absolute_url())
    )


def test_lessons_have_a_level_of_their_own(people: Cast, hastings: Pilot) -> None:
    Lesson.objects.create(pilot=hastings, text="Trust one person.", visibility="public")
    Lesson.objects.create(pilot=hastings, text="Mistrust of an agency.", visibility="team")
    page = text_of(Client().get(reverse("pilot_about", args=[hastings.slug])))
    assert "Trust one person." in page
    assert "Mistrust" not in page


def test_the_brief_is_plain_text_and_says_who_sees_it(people: Cast, hastings: Pilot) -> None:
    PlanChange.objects.create(pilot=hastings, before="Fixes", after="Evidence", why="Law & money")
    address = reverse("pilot_brief", args=[hastings.slug])
    response = Client().get(address, {"format": "txt"})
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain")
    assert "FUEL POVERTY" in text
    said = " ".join(text.split())
    assert "planned 100 to 150 homes; actual 67 homes, wherever needed" in said
    assert "From: Fixes. To: Evidence. Why: Law & money" in said
    assert "<" not in text
    assert text.splitlines()[1] == "Visible to: everyone."
    plain = Client().get(address, headers={"Accept": "text/plain"})
    assert plain.content == response.content
    assert text.splitlines()[0] in Client().get(address).content.decode()


def test_an_indicator_shows_plans_and_corrections(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Corrected")
    homes = builders.indicator(pilot, target_low=80, valid_from=dt.date(2026, 4, 1))
    IndicatorPlan.objects.create(
        indicator=homes, target_low=120, definition="Homes", valid_to=dt.date(2026, 4, 1)
    )
    old = builders.actual(homes, 181)
    builders.actual(homes, 118, replaces=old, note="63 second visits had been counted")
    page = text_of(Client().get(homes.get_absolute_url()))
    assert "From the start until 31 March 2026 120 homes" in page
    assert "From 1 April 2026 80 homes" in page
    assert "181 homes corrected since" in page
    assert "118 homes a correction 63 second visits had been counted" in page


# --- Addresses that lead nowhere ----------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/pilots/no-such-pilot/",
        "/pilots/no-such-pilot/update/",
        "/pilots/no-such-pilot/updates/1/",
        "/pilots/fuel-poverty/updates/1/",
        "/pilots/fuel-poverty/updates/99999999999999999999/",
        "/pilots/fuel-poverty/indicators/99/",
        "/pilots/fuel-poverty/indicators/99999999999999999999/",
        "/pilots/" + "x" * 5_000 + "/",
        "/pilots/%00/",
        "/pilots/%ff/",
    ],
)
def test_an_address_that_names_nothing_is_not_found(
    people: Cast, hastings: Pilot, address: str
) -> None:
    assert signed_in(people.bradford_officer).get(address).status_code == 404


@pytest.mark.parametrize("name", ["pilot_updates", "pilot_barriers", "pilot_history"])
def test_a_broken_page_key_is_no_crash(hastings: Pilot, name: str) -> None:
    address = reverse(name, args=[hastings.slug])
    for query in ("?after=x", "?before=1~2~3", "?sort=zzz", "?until=yesterday"):
        assert Client().get(address + query).status_code == 200


# --- The cost ---------------------------------------------------------------------------------


def grown(people: Cast, many: int) -> Pilot:
    """A pilot with this many of everything."""
    pilot = builders.pilot(people.bradford, "Grown", people.luton, programme=people.pfpp)
    for n in range(many):
        one = builders.indicator(pilot, f"Figure {n}", target_low=10, due=dt.date(2027, 3, 31))
        update = builders.update(pilot, people.bradford_officer, state="accepted")
        for month in (3, 6, 9):
            builders.actual(one, n, as_of=dt.date(2026, month, 28), counts="same", update=update)
        builders.update(pilot, people.bradford_officer)
        Milestone.objects.create(pilot=pilot, text=f"Step {n}", due=dt.date(2027, 1, 1))
        PlanChange.objects.create(pilot=pilot, before="a", after="b")
        Lesson.objects.create(pilot=pilot, text=f"Lesson {n}", visibility="public")
        Partner.objects.create(pilot=pilot, organisation=builders.organisation(f"Partner {n}"))
        Note.objects.create(subject=pilot, kind="gap", text=f"Gap {n}")
        builders.barrier(people.bradford, f"Barrier {n}", pilot=pilot, category=builders.category())
    return pilot


COST = {
    "pilot": (16, 12),
    "pilot_about": (11, 7),
    "pilot_brief": (19, 15),
    "pilot_indicators": (9, 6),
    "pilot_updates": (7, 4),
    "pilot_partners": (7, 4),
    "pilot_barriers": (7, 4),
}


@pytest.mark.parametrize("many", [1, 30])
def test_pages_cost_the_same_for_thirty_of_everything_as_for_one(
    people: Cast, many: int, django_assert_num_queries: object
) -> None:
    pilot = grown(people, many)
    client = signed_in(people.bradford_officer)
    for reader in (client, Client()):  # content types are read once for each process
        reader.get(pilot.get_absolute_url())
    for name, (inside, outside) in COST.items():
        address = reverse(name, args=[pilot.slug])
        with django_assert_num_queries(inside):  # type: ignore[operator]
            client.get(address)
        with django_assert_num_queries(outside):  # type: ignore[operator]
            Client().get(address)


# --- Asking, answering, accepting, in the browser ------------------------------------------------


def test_the_talk_about_an_update(people: Cast, hastings: Pilot) -> None:
    builders.update(hastings, people.bradford_officer)
    page = reverse("pilot_update_page", args=[hastings.slug, 1])
    lead, officer = signed_in(people.pfpp_lead), signed_in(people.bradford_officer)
    empty = lead.post(f"{page}question/", {"question": " "})
    assert "Write your question" in text_of(empty)
    assert "<title>Error: " in empty.content.decode()
    lead.post(f"{page}question/", {"question": "How many doors?"})
    asked = text_of(officer.get(page))
    assert "Question asked" in asked
    assert "How many doors?" in asked
    assert "If a text or figure was wrong, edit the update" in asked
    answered = officer.post(f"{page}answer/", {"answer": "Forty."}, follow=True)
    assert "Answer sent." in text_of(answered)
    version = lead.get(page).context["record"].version
    accepted = lead.post(f"{page}accept/", {"version": version}, follow=True)
    assert "Update accepted." in text_of(accepted)
    assert "Accepted on" in text_of(accepted)
    late = lead.post(f"{page}question/", {"question": "One more?"}, follow=True)
    assert "accepted in the meantime" in text_of(late)


@pytest.mark.parametrize("typed", ["x" * 10_000, "a\x00b"])
def test_a_bad_question_is_kept_and_said(people: Cast, hastings: Pilot, typed: str) -> None:
    builders.update(hastings, people.bradford_officer)
    page = reverse("pilot_update_page", args=[hastings.slug, 1])
    response = signed_in(people.pfpp_lead).post(f"{page}question/", {"question": typed})
    assert response.status_code == 200
    assert "There is a problem" in text_of(response)


# --- Editing ----------------------------------------------------------------------------------


def edit(pilot: Pilot) -> str:
    return reverse("pilot_edit", args=[pilot.slug])


def test_an_editor_changes_a_pilot(people: Cast, hastings: Pilot) -> None:
    Pilot.objects.filter(pk=hastings.pk).update(status="live")
    client = signed_in(people.bradford_editor)
    data = filled(
        client,
        edit(hastings),
        name="Warm rented homes",
        rhythm="3",
        end_day="",
        end_month="",
        end_year="2027",
    )
    page = text_of(client.post(edit(hastings), data, follow=True))
    assert "Pilot saved." in page
    assert "November 2021 to 2027" in page
    hastings.refresh_from_db()
    assert (hastings.end, hastings.end_precision) == (dt.date(2027, 12, 31), "year")
    assert hastings.update_due is not None


def test_a_closed_pilot_owes_an_update_only_where_it_is_said_when(
    people: Cast, hastings: Pilot
) -> None:
    client = signed_in(people.bradford_editor)
    client.post(edit(hastings), filled(client, edit(hastings), rhythm="3"))
    hastings.refresh_from_db()
    assert hastings.update_due is None
    follow_up = {"update_due_month": "1", "update_due_year": "2027", "update_due_day": "1"}
    client.post(edit(hastings), filled(client, edit(hastings), **follow_up))
    hastings.refresh_from_db()
    assert hastings.update_due == dt.date(2027, 1, 1)


def test_the_second_editor_sees_both_versions(people: Cast, hastings: Pilot) -> None:
    first, second = signed_in(people.bradford_editor), signed_in(people.region_editor)
    ours = filled(second, edit(hastings), challenge="Ours")
    first.post(edit(hastings), filled(first, edit(hastings), challenge="Theirs"))
    response = second.post(edit(hastings), ours)
    page = text_of(response)
    assert "Somebody changed this while you were typing." in page
    assert "Theirs" in page
    assert "Ours" in page
    assert Pilot.objects.get(pk=hastings.pk).challenge == "Theirs"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "x" * 10_000}, "Shorten “What is it called?”"),
        ({"challenge": "x" * 10_000}, "Shorten “What is the challenge?”"),
        ({"visibility": "secret"}, "Choose from the answers listed"),
        ({"start_year": "1066"}, "Enter a year between"),
        ({"end_year": "2001"}, "The end can’t be before the start"),
        ({"name": "a\x00b"}, "hidden character"),
        ({"topics": ["999999"]}, "Choose from the answers listed"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_changed(
    people: Cast, hastings: Pilot, typed: dict[str, str], said: str
) -> None:
    client = signed_in(people.bradford_editor)
    response = client.post(edit(hastings), filled(client, edit(hastings), **typed))
    assert said in text_of(response)
    assert Pilot.objects.get(pk=hastings.pk).version == hastings.version


def test_only_an_editor_of_the_place_publishes(people: Cast, hastings: Pilot) -> None:
    Pilot.objects.filter(pk=hastings.pk).update(visibility="team", team=people.team)
    teammate = signed_in(people.teammate)
    data = filled(teammate, edit(hastings), visibility="public")
    assert "Choose from the answers listed" in text_of(teammate.post(edit(hastings), data))
    editor = signed_in(people.bradford_editor)
    editor.post(edit(hastings), filled(editor, edit(hastings), visibility="public"))
    assert Pilot.objects.get(pk=hastings.pk).visibility == "public"


def test_a_change_of_plan_is_told_on_the_page(people: Cast, hastings: Pilot) -> None:
    address = reverse("pilot_change_add", args=[hastings.slug])
    client = signed_in(people.bradford_editor)
    data = filled(client, address, before="Fixes", after="Evidence", on_month="6", on_year="2022")
    client.post(address, data)
    assert "The plan changed (June 2022)" in text_of(Client().get(hastings.get_absolute_url()))
    page = text_of(Client().get(reverse("pilot_about", args=[hastings.slug])))
    assert "From Fixes To Evidence Why Not known When, and who agreed June 2022" in page
