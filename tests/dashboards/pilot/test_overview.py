"""The page of a pilot in one screen: what it says to whom, and what it must not say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from funding.models import Flow, FlowPlace
from partnerships.models import Topic
from pilots.models import Milestone, Pilot, PlanChange
from records.models import Note
from tests import builders, coursed, defined, engaged
from tests.builders import TODAY, Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAY = dt.timedelta(days=1)


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def homes(cast: Cast) -> Pilot:
    """A live pilot of Bradford that began on 1 September and ends in 126 days."""
    days = {"start": dt.date(2025, 9, 1), "end": TODAY + 126 * DAY}
    return builders.pilot(cast.bradford, "Warm homes", slug="homes", challenge="Cold.", **days)


def page(reader: Any, pilot: Pilot) -> str:
    client = signed_in(reader) if reader else Client()
    return text_of(client.get(pilot.get_absolute_url()))


def strip(html: str) -> list[str]:
    found = html.partition('<dl class="strip">')[2].partition("</dl>")[0]
    return [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in found.split("</div>")][:-1]


def at(pilot: Pilot, reader: Any = None) -> str:
    client = signed_in(reader) if reader else Client()
    html: str = client.get(pilot.get_absolute_url()).content.decode()
    return html


def test_an_evaluator_is_led_to_the_evaluation(homes: Pilot, cast: Cast) -> None:
    evaluation = f'class="btn" href="{homes.get_absolute_url()}evaluation/"'
    Pilot.objects.filter(pk=homes.pk).update(programme=cast.pfpp)
    assert evaluation in at(homes, cast.evaluator)
    assert evaluation not in at(homes, cast.bradford_officer)
    assert evaluation not in at(homes)


def test_the_strip_has_the_first_figures_that_are_known_and_the_time_that_is_left(
    homes: Pilot,
) -> None:
    builders.indicator(homes, "Not counted", target_low=5)
    for name, value, target in (("Homes visited", 118, 150), ("Homes improved", 22, 80)):
        one = builders.indicator(homes, name, target_low=target)
        builders.actual(one, value, counts="same")
    for name in ("Letters sent", "Letters read"):
        builders.actual(builders.indicator(homes, name), 9, counts="no_plan")
    assert strip(at(homes)) == [
        "homes visited, of 150 homes 118",
        "homes improved, of 80 homes 22",
        "letters sent 9 homes",
        "left to run 18 weeks",
    ]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ({"end": TODAY + 5 * DAY}, "left to run 5 days"),
        ({"end": TODAY - 21 * DAY}, "past its planned end 3 weeks"),
        ({"end": dt.date(2027, 3, 31), "end_precision": "month"}, "planned end March 2027"),
        ({"end": dt.date(2026, 3, 31), "status": "closed"}, "ended 31 March 2026"),
    ],
)
def test_how_long_is_left_is_no_more_exact_than_known(
    homes: Pilot, end: dict[str, Any], said: str
) -> None:
    Pilot.objects.filter(pk=homes.pk).update(**end)
    assert strip(at(homes))[-1].endswith(said)


def test_planned_and_actual_share_a_bar_only_where_they_count_the_same(homes: Pilot) -> None:
    same = builders.indicator(homes, "Homes visited", target_low=80, target_high=120)
    builders.actual(same, 22, counts="same")
    other = builders.indicator(homes, "Landlords", unit="landlords", target_low=40)
    builders.actual(other, 31, counts="different", difference="They answered a letter")
    unsure = builders.indicator(homes, "Boilers", unit="boilers", target_low=40)
    builders.actual(unsure, 7, counts="not_sure")
    builders.indicator(homes, "Families", unit="%", target_low=60)
    html = at(homes)
    bars = html.partition('<ul class="bars">')[2].partition("</ul>")[0].split("</li>")
    drawn = ["<svg" in bar for bar in bars[:-1]]
    assert drawn == [True, False, False, True, True], "the last is time"
    said = text_of(Client().get(homes.get_absolute_url()))
    assert "22 homes ; plan 80 to 120" in said
    assert "They answered a letter. Not compared. 31 landlords" in said
    assert "We don’t know whether they count the same" in said
    assert "Plan 60%" in said
    assert "126 days left" in said
    for share in ("27%", "18%", "77%"):
        assert share not in said


def test_what_waits_is_said_only_to_who_may_do_it(cast: Cast, homes: Pilot) -> None:
    again = builders.indicator(homes, "Warm enough")
    defined.remeasure(again, due=TODAY - 3 * DAY)
    Pilot.objects.filter(pk=homes.pk).update(rhythm=3, update_due=TODAY + 2 * DAY)
    said = page(cast.bradford_officer, homes)
    needs = said[said.index("Needs you") : said.index("Planned and actual")]
    assert "Write the next update Due Sunday" in needs
    assert "Count a figure again Warm enough 3 days late" in needs
    for reader in (None, cast.outsider, cast.luton_officer):
        assert "Needs you" not in page(reader, homes)


def test_whoever_accepts_is_led_to_the_update_that_waits(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hub", programme=cast.pfpp)
    update = builders.update(pilot, cast.bradford_officer)
    assert f'<a href="{update.get_absolute_url()}">Read the new update</a>' in at(
        pilot, cast.pfpp_lead
    )
    assert "Read the new update" not in page(cast.bradford_officer, pilot)
    assert "Latest update" not in page(None, pilot), "it is not published yet"


def test_what_is_late_comes_first_and_may_be_said_done_with_one_press(
    cast: Cast, homes: Pilot
) -> None:
    on_a_day = {"due": TODAY - 20 * DAY, "due_precision": "day"}
    late = coursed.milestone(homes, "Charter signed", **on_a_day)
    Milestone.objects.create(pilot=homes, text="Survey", due=TODAY + 72 * DAY)
    said = page(None, homes)
    order = ("31 October late Charter signed", "31 January Survey", "26 March The pilot ends")
    assert sorted(order, key=said.index) == list(order)
    assert late.done_url not in at(homes)
    assert late.done_url in at(homes, cast.bradford_officer)


def test_promises_and_planned_visits_are_for_who_may_read_them(cast: Cast, homes: Pilot) -> None:
    held = engaged.visit(homes, cast.bradford)
    engaged.promise(held, "Ask the ministry", due=TODAY - DAY)
    ahead = {"on": TODAY + 9 * DAY, "state": "planned", "purpose": "See the flats"}
    engaged.visit(homes, cast.bradford, **ahead)
    said = page(cast.outsider, homes)
    assert "promised: Ask the ministry" in said
    assert "Visit: See the flats" in said
    public = page(None, homes)
    assert "Ask the ministry" not in public
    assert "See the flats" not in public


def test_money_that_ends_is_of_the_same_place_and_topic_and_seen_by_the_reader(
    cast: Cast, homes: Pilot
) -> None:
    housing = Topic.objects.create(name="Housing", slug="housing")
    rents = Topic.objects.create(name="Rents", slug="rents", parent=housing)
    homes.topics.add(rents)

    def flow(amount: int, place: Any, topic: Topic, **fields: Any) -> None:
        said = {"meaning": "committed", "visibility": "public", "end": TODAY + 90 * DAY, **fields}
        made = Flow.objects.create(description=f"Grant {amount}", amount_low=amount, **said)
        FlowPlace.objects.create(flow=made, place=place)
        made.topics.add(topic)

    skills = Topic.objects.create(name="Skills", slug="skills")
    flow(1, cast.luton, housing)
    flow(2, cast.bradford, skills)
    flow(3, cast.bradford, housing, meaning="paid")
    flow(4, cast.bradford, housing, end=TODAY - DAY)
    assert len(strip(at(homes))) == 1, "none of these is shown"
    flow(5_000, cast.bradford, housing, visibility="place", end=TODAY + 10 * DAY)
    flow(6_000, cast.bradford, housing)
    assert strip(at(homes))[-1].endswith("ends 18 February 2027 £6,000")
    assert strip(at(homes, cast.bradford_officer))[-1].endswith("£5,000")
    Pilot.objects.filter(pk=homes.pk).update(status="closed")
    assert "£6,000" not in at(homes)


def test_all_else_is_a_line_with_its_count_and_no_target_is_linked_twice(
    cast: Cast, homes: Pilot
) -> None:
    Note.objects.create(subject=homes, kind="gap", text="How many fell ill?")
    coursed.risk(homes)
    PlanChange.objects.create(pilot=homes, before="a", after="b")
    builders.barrier(cast.bradford, "We cannot share", pilot=homes, visibility="network")
    html = at(homes, cast.bradford_editor)
    also = html.partition('<ul class="else">')[2].partition("</ul>")[0]
    assert re.findall(r"<span>([^<]+)</span>(?:<b>([^<]+))?", also) == [
        ("Risks", "1 open"),
        ("Background and everything else", "1 question"),
    ]
    main = html.partition("<main")[2].partition("</main>")[0]
    targets = re.findall(r'href="([^"]+)"', main)
    assert sorted(set(targets)) == sorted(targets)
    public = at(homes)
    assert "Risks" not in public
    assert "We cannot share" not in public


def test_the_background_leads_to_every_other_page_of_the_pilot(cast: Cast, homes: Pilot) -> None:
    about = reverse("pilot_about", args=[homes.slug])
    html = signed_in(cast.outsider).get(about).content.decode()
    for name in ("timeline", "life", "calendar", "equality", "evaluation", "risks"):
        assert f'href="{reverse(f"pilot_{name}", args=[homes.slug])}"' in html
    assert reverse("pilot_risks", args=[homes.slug]) not in Client().get(about).content.decode()
    Pilot.objects.filter(pk=homes.pk).update(visibility="place")
    assert signed_in(cast.outsider).get(about).status_code == 404


def test_of_a_long_sentence_the_first_stands_above_and_all_behind(homes: Pilot) -> None:
    both = "We visit cold homes in St. Helens Road. Then we mend them."
    Pilot.objects.filter(pk=homes.pk).update(summary=both)
    assert '<p class="lead">We visit cold homes in St. Helens Road.</p>' in at(homes)
    assert both in text_of(Client().get(reverse("pilot_about", args=[homes.slug])))


def test_what_is_missing_is_one_line(cast: Cast) -> None:
    bare = builders.pilot(cast.bradford, "Bare")
    said = page(None, bare)
    parts = "figures, updates, barriers, partners, milestones, lessons and what it is about"
    assert f"Nothing yet: {parts}." in said
    assert "Dates not known" in said
    barriers = text_of(Client().get(reverse("pilot_barriers", args=[bare.slug])))
    assert "That doesn’t mean nothing is in the way." in barriers
