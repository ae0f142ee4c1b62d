"""What happened in a pilot stands in one list in time, and changes of approach on its charts."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Indicator, Pilot, PlanChange
from pilots.timeline import views as course
from tests import builders, coursed, engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def timeline(of: Pilot, kind: str = "") -> str:
    return reverse("pilot_timeline", args=[of.slug]) + (f"?kind={kind}" if kind else "")


@pytest.fixture
def full(people: Cast, warm_homes: Pilot) -> Pilot:
    """A pilot with one of each."""
    coursed.milestone(warm_homes)
    coursed.change(warm_homes, on=dt.date(2026, 7, 1), on_precision="month", why="They asked")
    coursed.change(warm_homes, before="DWP staff", after="Champions")
    builders.update(
        warm_homes, by=people.author, state="accepted", public_sentence="60 homes are warm."
    )
    builders.update(warm_homes, by=people.author, public_sentence="Not accepted")
    engaged.visit(warm_homes, people.bradford, purpose="Seeing a home", on=dt.date(2026, 5, 2))
    engaged.visit(warm_homes, people.bradford, purpose="Upcoming", state="planned")
    return warm_homes


def test_all_of_it_stands_in_time_and_what_is_not_dated_apart(full: Pilot) -> None:
    page = text_of(Client().get(timeline(full)))
    order = [
        "2 May 2026: visit Seeing a home",
        "July 2026: change of approach From letters to visits Why: They asked",
        "60 homes are warm.",
        "June 2027: milestone 100 homes visited",
        "Date not known change of approach From DWP staff to champions",
    ]
    found = [page.index(said) for said in order]
    assert found == sorted(found)
    assert "Not accepted" not in page
    assert "Upcoming" not in page


def test_those_signed_in_read_planned_visits(people: Cast, full: Pilot) -> None:
    assert "Upcoming Planned" in text_of(signed_in(people.outsider).get(timeline(full)))


def test_one_kind_is_left_and_a_wrong_one_says_so(full: Pilot) -> None:
    page = text_of(Client().get(timeline(full, "visits")))
    assert "Seeing a home" in page
    assert "100 homes" not in page
    assert "Milestones (1)" in page
    page = text_of(Client().get(timeline(full, "nonsense")))
    assert "There is no such kind" in page
    assert "Seeing a home" not in page


def test_what_is_older_than_a_page_is_reached(full: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "MOST", 3)
    for year in range(2012, 2020):
        coursed.milestone(full, text=f"Met in {year}", done=dt.date(year, 5, 1))
    first = Client().get(timeline(full))
    said, at = text_of(first), timeline(full)
    assert "Met in 2019" in said
    assert "Met in 2012" not in said
    assert "Date not known" not in said
    seen = [said]
    while older := re.search(r'href="(\?[^"]*)">Older<', first.content.decode()):
        first = Client().get(at + older[1].replace("&amp;", "&"))
        seen.append(text_of(first))
    assert len(seen) > 2
    for year in range(2012, 2020):
        assert sum(f"Met in {year}" in page for page in seen) == 1
    assert "Seeing a home" in seen[0]
    assert "DWP staff" in seen[-1]
    assert "The newest" in seen[-1]


def test_a_day_with_more_than_a_page_leads_on(full: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "MOST", 2)
    for number in range(4):
        coursed.milestone(full, text=f"Met {number}", done=dt.date(2020, 5, 1))
    coursed.milestone(full, text="Long ago", done=dt.date(2012, 5, 1))
    at, seen = timeline(full, "milestones"), ""
    page = Client().get(at)
    while older := re.search(r'href="(\?[^"]*)">Older<', page.content.decode()):
        page = Client().get(timeline(full) + older[1].replace("&amp;", "&"))
        seen += text_of(page)
    assert "Long ago" in seen
    said = text_of(Client().get(timeline(full) + "?before=soon"))
    assert "This address does not contain a valid date" in said


def test_a_contributor_records_a_change_and_puts_it_right(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    address = reverse("pilot_change_add", args=[warm_homes.slug])
    client.post(address, filled(client, address, before="Lettrs", after="Visits"))
    change = PlanChange.objects.get()
    assert change.created_by == people.bradford_officer
    address = reverse("pilot_change_edit", args=[warm_homes.slug, change.pk])
    client.post(address, filled(client, address, before="Letters"))
    page = text_of(Client().get(reverse("pilot_about", args=[warm_homes.slug])))
    assert "From Letters To Visits" in page
    assert "Correct this" not in page


def test_a_change_of_approach_is_marked_on_the_chart_and_told_in_its_table(
    full: Pilot,
) -> None:
    visited = Indicator.objects.get(name="Homes visited")
    builders.actual(visited, 80, counts="same", as_of=dt.date(2026, 9, 30))
    page = Client().get(visited.get_absolute_url()).content.decode()
    assert "Approach changed, July 2026</text>" in page
    assert 'data-label="Changed">Approach changed: from Letters to Visits</td>' in page
    assert "DWP staff to Champions</td>" not in page
