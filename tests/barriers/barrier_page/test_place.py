"""A barrier that was logged at the wrong place is put where it is, with all that hangs on it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from barriers.barrier_page.place_actions import move_barrier
from barriers.models import Barrier
from partnerships.models import Place
from people.models import Assignment
from tests import builders, published
from tests.asked import ask, energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """The officer of Bradford, who works in Luton as well, logged it at Bradford."""
    Assignment.objects.create(
        user=cast.bradford_officer, role="contributor", place=cast.luton,
        valid_from=builders.TODAY.replace(year=2020),
    )  # fmt: skip
    return builders.barrier(
        cast.bradford, "We cannot share", visibility="place", created_by=cast.bradford_officer
    )


def page(barrier: Barrier) -> str:
    return reverse("barrier_place", args=[barrier.reference])


def lead(barrier: Barrier) -> list[Place]:
    return [link.place for link in barrier.place_links.filter(is_lead=True)]


def test_its_author_moves_it_and_others_read_and_keep_it(cast: Cast, barrier: Barrier) -> None:
    client, address = signed_in(cast.bradford_officer), page(barrier)
    edit = reverse("barrier_edit", args=[barrier.reference])
    assert f'href="{address}"' in client.get(edit).content.decode()
    assert "Its place now: Bradford." in text_of(client.get(address))
    data = filled(client, address, place="Luton")
    answer = client.post(address, data, follow=True)
    assert "Moved. The barrier is at its new place." in text_of(answer)
    barrier.refresh_from_db()
    assert lead(barrier) == [cast.luton]
    assert barrier.place_links.count() == 1
    assert cast.luton.pk in barrier.reach_ids
    assert cast.bradford.pk not in barrier.reach_ids
    assert signed_in(cast.luton_editor).get(edit).status_code == 200
    assert signed_in(cast.bradford_editor).get(barrier.get_absolute_url()).status_code == 404
    told = Notice.objects.filter(user=cast.luton_editor).values_list("subject", flat=True)
    assert list(told) == [f"Now a barrier in Luton: {barrier.reference}, We cannot share"]
    history = client.get(f"{barrier.get_absolute_url()}history/")
    assert "Luton" in text_of(history)


def test_one_of_its_other_places_leads_and_the_wrong_one_goes(cast: Cast, barrier: Barrier) -> None:
    barrier.place_links.create(place=cast.luton)
    move_barrier(by=cast.bradford_officer, barrier=barrier, to=cast.luton, seen=cast.bradford.pk)
    assert [(link.place, link.is_lead) for link in barrier.place_links.all()] == [
        (cast.luton, True)
    ]


def test_nobody_moves_it_to_where_they_do_not_log(cast: Cast, barrier: Barrier) -> None:
    client, address = signed_in(cast.bradford_editor), page(barrier)
    answer = client.post(address, filled(client, address, place="Luton"))
    assert "You can’t log barriers in Luton" in text_of(answer)
    assert lead(barrier) == [cast.bradford]


def test_what_is_escalated_or_public_stays_where_it_is(cast: Cast, barrier: Barrier) -> None:
    client, address = signed_in(cast.bradford_officer), page(barrier)
    escalation = ask(barrier, energy())
    answer = client.post(address, filled(client, address, place="Luton"))
    assert "It has been escalated" in text_of(answer)
    escalation.delete()
    Barrier.objects.filter(pk=barrier.pk).update(visibility="public")
    answer = client.post(address, filled(client, address, place="Luton"))
    assert "Everyone can read it there. Take it out of public view first" in text_of(answer)
    assert lead(barrier) == [cast.bradford]


@pytest.mark.parametrize("state", ["place", "body"])
def test_what_is_on_its_way_to_the_public_ends(cast: Cast, barrier: Barrier, state: str) -> None:
    made = published.publication(barrier, energy(), state)
    move_barrier(by=cast.bradford_officer, barrier=barrier, to=cast.luton, seen=cast.bradford.pk)
    made.refresh_from_db()
    barrier.refresh_from_db()
    assert (made.state, barrier.visibility) == ("withdrawn", "place")
    assert lead(barrier) == [cast.luton]
    assert Client().get(barrier.get_absolute_url()).status_code == 404


def test_a_pilot_that_does_not_work_there_is_taken_off(cast: Cast, barrier: Barrier) -> None:
    pilot = builders.pilot(cast.bradford, programme=cast.pfpp)
    Barrier.objects.filter(pk=barrier.pk).update(pilot=pilot, programme=cast.pfpp)
    move_barrier(by=cast.bradford_officer, barrier=barrier, to=cast.luton, seen=cast.bradford.pk)
    barrier.refresh_from_db()
    assert (barrier.pilot, barrier.programme) == (None, None)


def test_a_pilot_of_both_places_stays(cast: Cast, barrier: Barrier) -> None:
    pilot = builders.pilot(cast.bradford, "", cast.luton, programme=cast.pfpp)
    Barrier.objects.filter(pk=barrier.pk).update(pilot=pilot, programme=cast.pfpp)
    move_barrier(by=cast.bradford_officer, barrier=barrier, to=cast.luton, seen=cast.bradford.pk)
    barrier.refresh_from_db()
    assert (barrier.pilot, barrier.programme) == (pilot, cast.pfpp)


def test_the_second_of_two_is_told_that_it_was_moved(cast: Cast, barrier: Barrier) -> None:
    move_barrier(by=cast.bradford_officer, barrier=barrier, to=cast.luton, seen=cast.bradford.pk)
    with pytest.raises(ValidationError, match="Somebody moved it meanwhile"):
        move_barrier(
            by=cast.bradford_officer, barrier=barrier, to=cast.luton, seen=cast.bradford.pk
        )
