"""Figures by group, and the two numbers behind a percentage, sent as a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Actual, Pilot
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.pilots.upload.test_upload import PROBLEMS, SAID, csv_of, nothing, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

GROUPED = "Number,Group,Actual,Out of,Date of the figure,Same as the plan"


@pytest.fixture
def officer(people: Cast) -> Client:
    return signed_in(people.bradford_officer)


@pytest.fixture
def by_group(warm_homes: Pilot) -> Pilot:
    """Its first figure is counted by place; a third is a percentage."""
    warm_homes.indicators.filter(number=1).update(groups="Place: north, south")
    builders.indicator(warm_homes, "Warm enough", "%")
    return warm_homes


def test_the_template_has_a_row_for_each_group(officer: Client, by_group: Pilot) -> None:
    page = reverse("pilot_update_template", args=[by_group.slug])
    content = officer.get(f"{page}?format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["Group"] for row in rows if row["Number"] == "1"] == [
        *("", "Place: north", "Place: south", "Place: not known")
    ]
    assert "Out of" in rows[0]


def test_a_column_says_the_group_and_another_out_of_how_many(
    officer: Client, by_group: Pilot
) -> None:
    content = csv_of(
        "1,,90,,2026-09-30,yes",
        # The date of a group may be written otherwise, or left to the whole above
        "1,place: North,60,,30 September 2026,",
        "1,Place: south,,,2026-09-30,",
        "1,Place: not known,30,,,",
        "3,,67,150,2026-09-30,",
        head=GROUPED,
    )
    send(officer, by_group, content, "a.csv", **SAID)
    counted = Actual.objects.get(update__isnull=False, indicator__number=1)
    assert str(counted.by_group) == "Place: north (60), not known (30)"
    share = Actual.objects.get(indicator__number=3)
    assert (share.value_low, share.numerator, share.denominator) == (45, 67, 150)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ["1,,90,,2026-09-30,yes", "1,Place: west,60,,2026-09-30,"],
            "3, Group: “Place: west” is not a group of this figure. Its groups: Place: north,",
        ),
        (
            ["1,,90,,2026-09-30,yes", "1,Place: north,100,,2026-09-30,"],
            "3, Actual: “Place” adds up to 100, more than the whole, 90",
        ),
        (
            ["1,Place: north,60,,2026-09-30,"],
            "2, Actual: enter the figure as a whole too",
        ),
        (
            ["1,,90,,2026-09-30,yes", *["1,Place: north,4,,2026-09-30,"] * 2],
            "4, Group: this group is in row 3 already",
        ),
        (
            ["1,,90,,2026-09-30,yes", "1,Place: north,60,80,2026-09-30,"],
            "3, Out of: write this in the row of the whole",
        ),
        (
            ["1,,90,,2026-09-30,yes", "1,Place: north,,,2026-09-30,no"],
            "3, Same as the plan: write this in the row of the whole",
        ),
        (["2,Sex: men,4,,2026-09-30,"], "2, Group: “Sex: men” is not a group of this"),
        (["3,,67,50,2026-09-30,"], "the first number cannot be more than the second"),
        (["1,,67,150,2026-09-30,yes"], "Enter “Homes visited” as a number"),
    ],
)
def test_what_is_wrong_with_a_group_is_told_at_its_cell(
    officer: Client, by_group: Pilot, rows: list[str], said: str
) -> None:
    content = csv_of(*rows, head=GROUPED)
    page = text_of(send(officer, by_group, content, "a.csv", **SAID))
    assert PROBLEMS in page
    assert said.lower() in page.lower()
    assert nothing(by_group)


def test_a_row_of_a_group_under_another_figure_is_told(officer: Client, by_group: Pilot) -> None:
    content = csv_of(
        "1,,Homes visited,90,2026-09-30,yes",
        "1,Place: north,Warm enough,60,2026-09-30,",
        head="Number,Group,Figure,Actual,Date of the figure,Same as the plan",
    )
    answer = send(officer, by_group, content, "a.csv", **SAID)
    assert "3, Figure: number 1 is “Homes visited”, not “Warm enough”" in text_of(answer)
    assert nothing(by_group)
