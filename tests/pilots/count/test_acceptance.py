"""What the forms say above their button: who reads the figure, and from when."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Notice
from people.models import Assignment
from pilots.count.actions import accept_figure, add_counts, correct_figure
from pilots.indicator.acceptance import reach, who_reads
from pilots.models import Actual, Pilot
from pilots.pilot.permissions import who_accepts
from tests import builders
from tests.builders import Cast
from tests.pilots.count.test_at_once import SEPTEMBER, of
from tests.pilots.forms import filled, signed_in, text_of
from tests.pilots.indicator.test_changes import at, day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

AT_ONCE = "This place and its funder can read it at once"


def test_a_correction_is_accepted_with_the_figure_that_it_corrects(
    people: Cast, warm_homes: Pilot
) -> None:
    measure = builders.indicator(warm_homes, "Homes visited")
    wrong = builders.actual(measure, 12, waits=True, superseded=True)
    right = builders.actual(measure, 21, waits=True, replaces=wrong, why="A slip.")
    accept_figure(actual=right, by=people.pfpp_lead)
    assert not Actual.objects.filter(waits=True).exists()


@pytest.mark.parametrize(
    ("level", "accepts", "said"),
    [
        ("public", False, f"{AT_ONCE}, and the public once a lead of PfPP accepts it."),
        ("network", False, f"{AT_ONCE}, and everyone who is signed in once a lead of PfPP"),
        ("programme", False, f"{AT_ONCE}. It waits for a lead of PfPP to accept it."),
        ("place", False, "This place can read it at once. It waits for"),
        ("public", True, "The public can read it at once."),
        ("team", True, "All readers of the pilot can read it at once."),
    ],
)
def test_each_level_says_who_reads_it_when(
    people: Cast, warm_homes: Pilot, level: str, accepts: bool, said: str
) -> None:
    warm_homes.visibility = level
    found = None if accepts else who_accepts(warm_homes)
    words = reach(warm_homes, found).replace(str(people.pfpp), "PfPP")
    assert words.startswith(said)


def test_where_nobody_can_accept_figures_the_administrators_are_asked_once(
    people: Cast, warm_homes: Pilot
) -> None:
    Assignment.objects.filter(role__in=["place_editor", "programme_lead"]).delete()
    first, other = warm_homes.indicators.order_by("number")[:2]
    by, why = people.bradford_officer, "A slip"
    made = add_counts(figures=[of(first, 70, SEPTEMBER), of(other, 5, SEPTEMBER)], by=by)
    asked = Notice.objects.filter(user=people.administrator, kind="role-needed")
    assert [notice.subject for notice in asked] == [
        "Nobody here edits Bradford, and something waits"
    ]
    asked.delete()
    correct_figure(actual=made[0], new=of(first, 69, SEPTEMBER), why=why, by=by)
    assert asked.count() == 1


def test_a_figure_that_goes_with_its_update_says_so(people: Cast, warm_homes: Pilot) -> None:
    words = who_reads(people.bradford_officer, warm_homes, with_update=True)
    assert words.endswith("accepts the update that it goes with.")


def test_the_grid_says_it_for_each_pilot_where_they_differ(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot
) -> None:
    page = text_of(signed_in(people.bradford_editor).get(reverse("figures_due")))
    assert "Safe streets: The public can read it at once." in page.replace(" :", ":")
    assert f"Warm homes: {AT_ONCE}" in page.replace(" :", ":")


def test_whoever_sends_a_figure_that_nobody_can_accept_is_told_who_was_asked(
    people: Cast, warm_homes: Pilot
) -> None:
    Assignment.objects.filter(role__in=["place_editor", "programme_lead"]).delete()
    client = signed_in(people.bradford_officer)
    form = at("figure_count", warm_homes.indicators.order_by("number")[0])
    typed = filled(client, form, value="70", **day("as_of", 2026, 9, 30))
    told = text_of(client.post(form, typed, follow=True))
    assert "Nobody here edits Bradford: we’ve asked the administrators to name somebody." in told
