"""One press says that a milestone is done; one more that it is not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from pilots.milestone.actions import mark_done, mark_not_done
from pilots.models import Milestone, Pilot
from records.withdrawing import withdraw
from tests import coursed
from tests.builders import TODAY, Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def done(one: Milestone) -> str:
    return reverse("milestone_done", args=[one.pk])


def not_done(one: Milestone) -> str:
    return reverse("milestone_not_done", args=[one.pk])


@pytest.mark.parametrize("back", ["owner", "timeline", "work"])
def test_one_press_where_it_is_read_and_an_undo_beside_what_is_said(
    people: Cast, warm_homes: Pilot, back: str
) -> None:
    one = coursed.milestone(warm_homes, due=TODAY)
    client = signed_in(people.bradford_officer)
    page = {
        "owner": warm_homes.get_absolute_url(),
        "timeline": reverse("pilot_timeline", args=[warm_homes.slug]),
        "work": "/",
    }[back]
    assert f'action="{done(one)}"' in client.get(page).content.decode()
    answer = client.post(done(one), {"back": back}, follow=True)
    assert answer.redirect_chain[-1][0].partition("#")[0] == page
    assert "Done today: 100 homes visited." in text_of(answer)
    undo = f"{not_done(one)}?back={back}"
    assert f'action="{undo}"' in answer.content.decode()
    one.refresh_from_db()
    assert (one.done, one.done_precision) == (TODAY, "day")
    assert f'action="{done(one)}"' not in client.get(page).content.decode()

    answer = client.post(undo, follow=True)
    assert answer.redirect_chain[-1][0].partition("#")[0] == page
    one.refresh_from_db()
    assert one.done is None
    assert f'action="{done(one)}"' in client.get(page).content.decode()


def test_nobody_presses_it_who_does_not_keep_it(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes)
    page = Client().get(warm_homes.get_absolute_url()).content.decode()
    assert done(one) not in page
    assert signed_in(people.luton_officer).post(done(one)).status_code == 403
    of_programme = coursed.milestone(people.pfpp, due=TODAY)
    assert signed_in(people.bradford_officer).post(done(of_programme)).status_code == 403
    own = signed_in(people.bradford_officer).get(warm_homes.get_absolute_url())
    assert done(of_programme) not in own.content.decode()
    lead = signed_in(people.pfpp_lead)
    assert done(of_programme) in lead.get(people.pfpp.get_absolute_url()).content.decode()
    lead.post(done(of_programme), {"back": "owner"})
    assert Milestone.objects.get(pk=of_programme.pk).done == TODAY


def test_pressed_twice_it_says_that_it_was_done(people: Cast, warm_homes: Pilot) -> None:
    one, client = coursed.milestone(warm_homes), signed_in(people.bradford_officer)
    client.post(done(one))
    assert "It was done already: 20 November 2026" in text_of(client.post(done(one), follow=True))
    client.post(not_done(one))
    assert "not marked as done any more" in text_of(client.post(not_done(one), follow=True))


def test_what_was_given_up_or_has_no_planned_day_is_changed_by_its_form(
    people: Cast, warm_homes: Pilot
) -> None:
    by = people.bradford_officer
    given_up = coursed.milestone(warm_homes, given_up_on=TODAY, given_up_because="No money")
    with pytest.raises(ValidationError, match="dropped"):
        mark_done(by=by, milestone=given_up)
    never_planned = coursed.milestone(warm_homes, due=None, done=TODAY)
    with pytest.raises(ValidationError, match="No day is planned"):
        mark_not_done(by=by, milestone=never_planned)


def test_a_withdrawn_one_is_not_there_to_press(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes)
    withdraw(by=people.bradford_editor, record=one, because="Twice")
    assert signed_in(people.bradford_officer).post(done(one)).status_code == 404
