"""What the forms say above their button: who reads the figure, and from when."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pilots.indicator.acceptance import reach, who_reads
from pilots.models import Pilot
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

AT_ONCE = "This place and its funder can read it at once"


@pytest.mark.parametrize(
    ("level", "accepts", "said"),
    [
        ("public", False, f"{AT_ONCE}, and the public once the lead of PfPP accepts it."),
        ("network", False, f"{AT_ONCE}, and everyone who is signed in once the lead of PfPP"),
        ("programme", False, f"{AT_ONCE}. It waits for the lead of PfPP to accept it."),
        ("place", False, "This place can read it at once. It waits for"),
        ("public", True, "The public can read it at once."),
        ("team", True, "All readers of the pilot can read it at once."),
    ],
)
def test_each_level_says_who_reads_it_when(
    people: Cast, warm_homes: Pilot, level: str, accepts: bool, said: str
) -> None:
    warm_homes.visibility = level
    words = reach(warm_homes, accepts=accepts).replace(str(people.pfpp), "PfPP")
    assert words.startswith(said)


def test_a_figure_that_goes_with_its_update_says_so(people: Cast, warm_homes: Pilot) -> None:
    words = who_reads(people.bradford_officer, warm_homes, with_update=True)
    assert words.endswith("accepts the update that it goes with.")


def test_the_grid_says_it_for_each_pilot_where_they_differ(
    people: Cast, warm_homes: Pilot, other_pilot: Pilot
) -> None:
    page = text_of(signed_in(people.bradford_editor).get(reverse("figures_due")))
    assert "Safe streets: The public can read it at once." in page.replace(" :", ":")
    assert f"Warm homes: {AT_ONCE}" in page.replace(" :", ":")
