"""Milestones are planned, move with a reason, are done, come late or are given up."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from pilots.milestone.actions import keep_milestone
from pilots.models import Milestone, Pilot
from tests import coursed
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def timeline(of: Pilot) -> str:
    return reverse("pilot_timeline", args=[of.slug])


def edit(one: Milestone) -> str:
    return reverse("milestone_edit", args=[one.pk])


def changed(who: Any, one: Milestone, **typed: Any) -> Any:
    """What the person who changes a milestone is answered."""
    client = signed_in(who)
    return client.post(edit(one), filled(client, edit(one), **typed), follow=True)


def test_an_officer_plans_one_and_everyone_reads_it(people: Cast, warm_homes: Pilot) -> None:
    address = reverse("milestone_add", args=[warm_homes.slug])
    client = signed_in(people.bradford_officer)
    data = filled(client, address, text="100 homes visited", due_month="3", due_year="2027")
    page = client.post(address, data, follow=True)
    assert "Milestone added." in page.content.decode()
    assert "March 2027: milestone 100 homes visited" in text_of(Client().get(timeline(warm_homes)))
    assert "March 2027 100 homes visited" in text_of(Client().get(warm_homes.get_absolute_url()))


def test_a_month_is_late_only_once_it_is_over(people: Cast, warm_homes: Pilot) -> None:
    address = reverse("milestone_add", args=[warm_homes.slug])
    client = signed_in(people.bradford_officer)
    client.post(address, filled(client, address, text="X", due_month="11", due_year="2026"))
    assert "Not reported as done" not in text_of(client.get(timeline(warm_homes)))
    Milestone.objects.update(due="2026-10-31")
    assert "October 2026: milestone X Not reported as done" in text_of(
        client.get(timeline(warm_homes))
    )


def test_one_that_moves_says_why_and_every_day_planned_before_stays_readable(
    people: Cast, warm_homes: Pilot
) -> None:
    one = coursed.milestone(warm_homes, due=coursed.SPRING)
    new = {"due_month": "6", "due_year": "2026"}
    page = text_of(changed(people.bradford_officer, one, **new))
    assert "Say why it moved: it was planned for March 2026" in page
    one.refresh_from_db()
    assert one.due == coursed.SPRING
    changed(people.bradford_officer, one, why_moved="Two assessors left", **new)
    changed(people.bradford_officer, one, why_moved="Snow", due_month="1", due_year="2027")
    page = text_of(Client().get(timeline(warm_homes)))
    assert "January 2027: milestone 100 homes visited" in page
    assert "Planned for March 2026, moved to June 2026: Two assessors left" in page
    assert "Planned for June 2026, moved to January 2027: Snow" in page
    short = text_of(Client().get(warm_homes.get_absolute_url()))
    assert "January 2027 100 homes visited. First planned for March 2026" in short


def test_words_put_right_leave_no_move_behind(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes)
    changed(people.bradford_officer, one, text="90 homes visited")
    one.refresh_from_db()
    assert (one.text, one.due, one.moves.count()) == ("90 homes visited", coursed.SUMMER, 0)


def test_done_says_when_and_never_in_the_future(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes, due=coursed.SPRING)
    assert "Enter when it was done" in text_of(changed(people.bradford_officer, one, state="done"))
    day = {"done_day": "1", "done_month": "12", "done_year": "2026"}
    page = text_of(changed(people.bradford_officer, one, state="done", **day))
    assert "That date is in the future" in page
    changed(people.bradford_officer, one, state="done", **{**day, "done_month": "5"})
    page = text_of(Client().get(timeline(warm_homes)))
    assert "1 December" not in page
    Milestone.objects.update(done="2026-05-01")
    assert "1 May 2026: milestone 100 homes visited Planned for March 2026" in text_of(
        Client().get(timeline(warm_homes))
    )


def test_one_is_given_up_with_a_reason_and_stays(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes, due=coursed.SPRING)
    page = text_of(changed(people.bradford_officer, one, state="given_up"))
    assert "Say why it will not happen" in page
    changed(people.bradford_officer, one, state="given_up", given_up_because="No money")
    page = text_of(Client().get(timeline(warm_homes)))
    assert "100 homes visited Dropped No money" in page
    assert "Not reported as done" not in page
    changed(people.bradford_officer, one, state="to_come")
    one.refresh_from_db()
    assert (one.given_up_on, one.given_up_because) == (None, "")


def test_the_planned_day_cannot_be_taken_away(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes)
    page = text_of(changed(people.bradford_officer, one, due_month="", due_year=""))
    assert "Enter the planned day. Do not remove a planned date" in page
    one.due = None
    with pytest.raises(ValidationError):
        keep_milestone(by=people.bradford_officer, milestone=one, why_moved="So")


def test_nobody_else_keeps_it(people: Cast, warm_homes: Pilot) -> None:
    with pytest.raises(PermissionDenied):
        keep_milestone(by=people.luton_officer, milestone=coursed.milestone(warm_homes))


def test_the_second_of_two_editors_sees_both_versions(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes)
    client = signed_in(people.bradford_editor)
    data = filled(client, edit(one), text="80 homes visited")
    changed(people.bradford_officer, one, text="90 homes visited")
    page = text_of(client.post(edit(one), data))
    assert "90 homes visited" in page
    one.refresh_from_db()
    assert one.text == "90 homes visited"


def test_a_programmes_lead_sets_its_milestones(people: Cast) -> None:
    address = reverse("programme_milestone_add", args=[people.pfpp.slug])
    client = signed_in(people.pfpp_lead)
    data = filled(client, address, text="All places report", due_month="3", due_year="2026")
    page = text_of(client.post(address, data, follow=True))
    assert "March 2026 All places report. Not reported as done Change" in page
    public = text_of(Client().get(people.pfpp.get_absolute_url()))
    assert "March 2026 All places report. Not reported as done" in public
    assert "Add a milestone" not in public


def test_a_draft_of_a_milestone_is_kept(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes)
    client = signed_in(people.bradford_officer)
    client.post(edit(one), filled(client, edit(one), text="Half done") | {"draft": "1"})
    assert 'value="Half done"' in client.get(edit(one)).content.decode()
    assert "Changes to a milestone: 100 homes visited" in text_of(client.get("/"))


def test_a_reason_that_is_too_long_is_said_at_its_field(people: Cast, warm_homes: Pilot) -> None:
    one = coursed.milestone(warm_homes, due=coursed.SPRING)
    new = {"due_month": "6", "due_year": "2026", "why_moved": "x" * 50_000}
    response = changed(people.bradford_officer, one, **new)
    assert response.status_code == 200
    assert "to 5,000 characters or fewer" in str(response.context["form"].errors["why_moved"])
