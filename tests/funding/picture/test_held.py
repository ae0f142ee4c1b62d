"""The whole resource of a place: councils, others, and what is given in kind, never added."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/?by=held"


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def held(client: Client) -> Any:
    return client.get(URL).context["page"].held


def said(lines: Any) -> dict[str, list[str]]:
    return {line.label: [str(cell.total) for cell in line.cells] for line in lines}


def test_money_that_the_council_does_not_hold_is_shown_as_such(client: Client, cast: Cast) -> None:
    board = builders.organisation("Care board", "nhs")
    grant = builders.flow(cast.bradford, 100, receiver=cast.council)
    builders.flow(cast.bradford, 40, receiver=board, parent=grant)
    builders.flow(cast.bradford, 900, receiver=board, meaning="influenceable")
    builders.flow(cast.bradford, None, receiver_said="A local charity")
    made = held(client)
    assert made.meanings == ("Committed", "Influenceable")
    assert said(made.lines) == {
        "Councils and combined authorities": ["£60", "none recorded"],
        "Other bodies": ["£40", "£900"],
        "Not known, or not in the directory": ["Not known", "none recorded"],
    }
    text = " ".join(client.get(URL).content.decode().split())
    assert "spent by others here, and open to influence. It is in no other total." in text


def test_what_is_given_in_kind_stands_in_a_table_of_its_own(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 38, kind="staff", meaning="in_kind", receiver=cast.council)
    builders.flow(cast.bradford, None, kind="estate", meaning="in_kind")
    builders.flow(cast.bradford, 5, kind="data", meaning="committed")
    builders.flow(cast.bradford, 7, receiver=cast.council)
    made = held(client)
    assert said(made.lines) == {"Councils and combined authorities": ["£7"]}
    assert made.kind_meanings == ("Committed", "In kind")
    assert said(made.kinds) == {
        "Staff": ["none recorded", "£38"],
        "Buildings and land": ["none recorded", "Not known"],
        "Data": ["£5", "none recorded"],
    }


def test_each_number_leads_to_the_list_that_it_adds_up(client: Client, cast: Cast) -> None:
    board = builders.organisation("Care board", "nhs")
    grant = builders.flow(cast.bradford, 100, receiver=cast.council)
    builders.flow(cast.bradford, 40, receiver=board, parent=grant)
    builders.flow(cast.bradford, 3)
    builders.flow(cast.bradford, 38, kind="staff", meaning="in_kind", receiver=cast.council)
    made = held(client)
    cells = [cell for line in (*made.lines, *made.kinds) for cell in line.cells]
    assert len(cells) == 4
    for cell in cells:
        listed = client.get(cell.url).context["totals"].of(cell.meaning.lower().replace(" ", "_"))
        assert (str(listed), listed.flows) == (str(cell.total), cell.total.flows)
