"""How a pilot's own page begins and ends, and which tab each of its pages marks."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.pilot.page_data import barriers_of
from pilots.indicator.in_short import first_of_pilot
from pilots.models import Indicator, Pilot
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hastings(people: Cast) -> Pilot:
    """A closed pilot of Bradford with one figure."""
    closed = {"status": "closed", "challenge": "Rented homes are cold."}
    pilot = builders.pilot(people.bradford, "Fuel poverty", slug="fuel-poverty", **closed)
    builders.indicator(pilot, "Homes assessed")
    return pilot


def test_the_page_of_an_ended_pilot_says_what_it_set_out_to_change_and_what_came_of_it(
    people: Cast, hastings: Pilot
) -> None:
    builders.update(hastings, people.bradford_officer, happened="We wrote to all.")
    Pilot.objects.filter(pk=hastings.pk).update(rhythm=3, update_due=dt.date(2026, 10, 1))
    page = text_of(signed_in(people.bradford_officer).get(hastings.get_absolute_url()))
    heads = ("Needs you", "What it set out to change", "What came of it", "Latest update")
    at = [page.index(head) for head in heads]
    assert at == sorted(at)
    assert "“We wrote to all.”" in page
    assert "Write the next update Last time: on track" in page
    outside = text_of(Client().get(hastings.get_absolute_url()))
    assert "We wrote to all" not in outside
    assert "Needs you" not in outside


def test_an_older_update_that_waits_for_an_answer_stands_below_the_newer(people: Cast) -> None:
    hub = builders.pilot(people.bradford, "Hub", slug="hub")
    older: dict[str, Any] = {"state": "questioned", "question": "Which rooms?"}
    older |= {"period_start": dt.date(2026, 4, 1), "period_end": dt.date(2026, 6, 30)}
    builders.update(hub, people.bradford_officer, next_steps="Ask the library.", **older)
    newer: dict[str, Any] = {"state": "accepted", "next_steps": "Visit the flats."}
    builders.update(hub, people.bradford_officer, **newer)
    page = text_of(signed_in(people.bradford_officer).get(hub.get_absolute_url()))
    assert page.index("July to September 2026") < page.index("April to June 2026")
    assert "Next: Visit the flats." in page
    assert "Ask the library." not in page, "what was next then is not what is next now"
    assert "Answer a question about your update Which rooms?" in page


def test_of_many_figures_the_first_stand_on_the_page_and_all_behind_their_tab(
    people: Cast,
) -> None:
    pilot = builders.pilot(people.bradford, "Many")
    first = builders.indicator(pilot, "Cold homes before", target_low=5)
    Indicator.objects.filter(pk=first.pk).update(is_context=True)
    for number in range(12):
        builders.indicator(pilot, f"Figure {number}", target_low=5)
    page = text_of(Client().get(pilot.get_absolute_url()))
    assert "Figures 13" in page
    assert "Figure 4" in page
    assert "Figure 5" not in page
    assert "Cold homes before" not in page, "what the pilot does comes first"
    every = text_of(Client().get(reverse("pilot_indicators", args=[pilot.slug])))
    assert "Figure 11" in every
    assert "Cold homes before about the area, not the pilot" in every


def test_of_many_to_be_counted_again_the_next_wait_on_the_page_and_all_on_that_of_figures(
    people: Cast,
) -> None:
    pilot = builders.pilot(people.bradford, "Many")
    for day in range(6, 0, -1):
        defined.remeasure(builders.indicator(pilot, f"Figure {day}"), due=dt.date(2026, 11, day))
    twice = Indicator.objects.get(pilot=pilot, name="Figure 1")
    defined.remeasure(twice, due=dt.date(2026, 11, 2))
    page = text_of(signed_in(people.bradford_officer).get(pilot.get_absolute_url()))
    shown = page[page.index("Needs you") : page.index("Planned and actual")]
    named = [name for name in (f"Figure {day}" for day in range(1, 7)) if name in shown]
    assert named == ["Figure 1", "Figure 2", "Figure 3"]
    assert shown.count("Figure 1") == 1, "a figure is named once, by the next of its days"
    every = text_of(Client().get(reverse("pilot_indicators", args=[pilot.slug])))
    assert "Figure 6 , 6 November 2026" in every


def test_figures_beyond_the_first_are_not_read(
    people: Cast, django_assert_num_queries: Any
) -> None:
    pilot = builders.pilot(people.bradford, "Many")
    whole = builders.indicator(pilot, "All homes")
    for number in range(14):
        part = builders.indicator(pilot, f"Figure {number}")
        Indicator.objects.filter(pk=part.pk).update(part_of=whole)
        builders.actual(part, 5, as_of=dt.date(2026, 5, 1))
    read = [measure.indicator.name for measure in first_of_pilot(people.outsider, pilot, 3)]
    assert read == ["All homes", "Figure 0", "Figure 1"]
    with django_assert_num_queries(3):
        last = first_of_pilot(people.outsider, pilot, 3)[-1]
    assert last.whole is not None
    assert last.whole.indicator == whole
    Indicator.objects.filter(pk=whole.pk).update(number=99)
    *_, last = first_of_pilot(people.outsider, pilot, 3)
    assert last.indicator.name == "Figure 2"
    assert last.whole is not None, "what a figure is a part of is read, though not among the first"


def test_barriers_that_are_still_in_the_way_stand_before_others(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Warm homes")
    for status in ("no_action", "resolved", "open"):
        ended = (
            {"ended_on": dt.date(2026, 5, 1), "resolution": "Done."} if status == "resolved" else {}
        )
        builders.barrier(people.bradford, f"It is {status}", pilot=pilot, status=status, **ended)
    titles = [one.title for one in barriers_of(people.bradford_editor, pilot)]
    assert titles == ["It is open", "It is no_action", "It is resolved"]


TABS = {
    "pilot": "Overview",
    "pilot_about": "Overview",
    "pilot_updates": "Updates",
    "pilot_indicators": "Figures",
    "pilot_timeline": "Overview",
    "pilot_life": "Overview",
    "pilot_risks": "Overview",
    "pilot_barriers": "Barriers",
    "pilot_engagement": "Overview",
    "pilot_referrals": "Overview",
    "pilot_partners": "People",
    "pilot_equality": "People",
    "pilot_evaluation": "Overview",
    "pilot_history": "Overview",
}


@pytest.mark.parametrize(("name", "tab"), TABS.items())
def test_every_page_of_a_pilot_marks_its_tab(
    people: Cast, hastings: Pilot, name: str, tab: str
) -> None:
    _marks(people, reverse(name, args=[hastings.slug]), tab)


def test_a_page_below_a_tab_marks_it(people: Cast, hastings: Pilot) -> None:
    _marks(people, builders.update(hastings).get_absolute_url(), "Updates")
    _marks(people, hastings.indicators.get(number=1).get_absolute_url(), "Figures")


def _marks(people: Cast, address: str, tab: str) -> None:
    html = signed_in(people.bradford_officer).get(address).content.decode()
    tabs = html.partition('<ul class="tabs">')[2].partition("</nav>")[0]
    marked = re.findall(r'aria-current="(?:page|true)">([A-Za-z]+)', tabs)
    assert marked == [tab]
