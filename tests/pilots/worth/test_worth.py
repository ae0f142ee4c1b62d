"""Costs and benefits as ranges, who took it up, and what the places are like."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import PlaceFigure
from pilots.models import CostLine, Pilot, PilotPartner, Spread
from pilots.worth import views
from tests import evaluated
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def page_of(pilot: Pilot) -> str:
    return text_of(Client().get(reverse("pilot_evaluation", args=[pilot.slug])))


def test_a_benefit_is_a_range_with_its_prices_and_what_it_is_compared_with(
    people: Cast, homes_pilot: Pilot
) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("cost_line_add", args=[homes_pilot.slug])
    data = filled(
        editor, add, side="benefit", item="Fewer visits", amount="£7,000 to £15,000",
        basis="estimate", years="2025", price_year="2024", whose="The NHS",
        comparator="Homes that waited",
    )  # fmt: skip
    editor.post(add, data)
    made = CostLine.objects.get()
    assert (made.amount_low, made.amount_high) == (7_000, 15_000)
    page = page_of(homes_pilot)
    assert "£7,000 to £15,000" in page
    assert "prices of 2024" in page
    assert "Homes that waited" in page


def test_an_amount_that_is_not_known_is_no_zero_and_nothing_is_added_up(
    homes_pilot: Pilot,
) -> None:
    evaluated.cost_line(homes_pilot, "Days of school", amount_low=None, amount_high=None)
    evaluated.cost_line(homes_pilot, "Visits")
    evaluated.cost_line(homes_pilot, "Staff", side="cost", price_year=2020)
    page = page_of(homes_pilot)
    assert "1 line has no amount" in page
    assert "Not known" in page
    assert "£0 " not in page.partition("has no amount")[2].partition("Chart")[0][:60]
    assert "£14,000" not in page
    assert "£22,000" not in page
    assert "Costs and benefits, prices of 2020" in page
    assert "Costs and benefits, prices of 2024" in page


INSTEAD = "Enter an amount, such as £12,000"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("lots", INSTEAD),
        ("-5", "Enter 0 or more, without a minus"),
        ("9 to 7", INSTEAD),
        ("1e9", INSTEAD),
    ],
)
def test_an_amount_that_is_none_is_said_at_its_place(
    people: Cast, homes_pilot: Pilot, typed: str, says: str
) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("cost_line_add", args=[homes_pilot.slug])
    data = filled(editor, add, side="cost", item="Staff", basis="counted", amount=typed)
    assert says in text_of(editor.post(add, data))
    assert not CostLine.objects.exists()


def test_who_took_it_up_is_said_with_how_it_is_known(people: Cast, homes_pilot: Pilot) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("spread_add", args=[homes_pilot.slug])
    said = {"what": "The letter", "known_from": "They told us"}
    page = text_of(editor.post(add, filled(editor, add, **said)))
    assert "Say which place or organisation took it up" in page
    editor.post(add, filled(editor, add, place="Luton", on_year="2025", **said))
    assert Spread.objects.get().place == people.luton
    assert "Luton : The letter since 2025; known from: They told us" in page_of(homes_pilot)


def test_places_are_shown_with_what_is_known_of_them(people: Cast, homes_pilot: Pilot) -> None:
    PilotPartner.objects.create(pilot=homes_pilot, organisation=people.council)
    PilotPartner.objects.create(pilot=homes_pilot, description="Local schools")
    page = page_of(homes_pilot)
    assert "and its partners by sector" in page
    assert "Yorkshire and The Humber Not known Not known" in page
    assert "council 1, not known 1" in page
    PlaceFigure.objects.create(
        place=people.bradford, measure="population", value=546_400, unit="people",
        release="Census 2021", as_of=dt.date(2021, 3, 21),
    )  # fmt: skip
    assert "546,400 Census 2021, 21 March 2021" in page_of(homes_pilot)


def test_what_does_not_stand_on_the_page_is_in_the_lists(
    people: Cast, homes_pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 2)
    monkeypatch.setattr(views, "PAGE", 2)
    for n in range(3):
        evaluated.cost_line(homes_pilot, f"Visits {n}")
        evaluated.spread(homes_pilot, what=f"Letter {n}")
    page = Client().get(reverse("pilot_evaluation", args=[homes_pilot.slug]))
    said, html = text_of(page), page.content.decode()
    assert "Visits 2" not in said
    assert "Letter 2" not in said
    for name, last, whole in (
        ("pilot_costs", "Visits 2", "All costs and benefits : the first 2 are here."),
        ("pilot_taken_up", "Letter 2", "All who took it up : the first 2 are here."),
    ):
        at = reverse(name, args=[homes_pilot.slug])
        assert whole in said
        assert f'href="{at}"' in html
        first = Client().get(at)
        assert last not in text_of(first)
        [onward] = re.findall(r'href="([^"]*)" rel="next"', first.content.decode())
        assert last in text_of(Client().get(at + onward.replace("&amp;", "&")))
        answer: Any = Client().get(at, {"format": "csv"})
        rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
        assert len(rows) == 3
        assert last in rows[-1].values()
