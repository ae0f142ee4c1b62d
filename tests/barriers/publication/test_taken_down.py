"""Any change of words takes a barrier out of public view first: the database refuses it else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from barriers.barrier_page.actions import edit_barrier, record_check, record_tried
from barriers.barrier_page.owner_actions import name_owner
from barriers.barrier_page.tried_actions import edit_tried, put_back_tried, withdraw_tried
from barriers.closing.actions import close_barrier
from barriers.models import Barrier, Publication
from barriers.publication.due import publish_due
from pilots.models import Lesson
from records.models import HistoryEntry
from reorganise.actions import merge_bodies
from reorganise.bodies import Duplicate
from tests import builders, published
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.published import now, public, subjects

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 4)
AFTER = dt.date(2026, 12, 5)


def edited(cast: Cast, barrier: Barrier, parts: dict[str, Any] | None = None, **words: Any) -> None:
    row = Barrier.objects.get(pk=barrier.pk)
    for name, value in words.items():
        setattr(row, name, value)
    edit_barrier(by=cast.bradford_editor, barrier=row, **(parts or {}))


def reworded(cast: Cast, barrier: Barrier) -> None:
    edited(cast, barrier, title="We can do nothing")


def asked_otherwise(cast: Cast, barrier: Barrier) -> None:
    edited(cast, barrier, ask="Resign")


def of_another_body(cast: Cast, barrier: Barrier) -> None:
    edited(cast, barrier, unlocker=builders.organisation("Z"))


def at_fewer_places(cast: Cast, barrier: Barrier) -> None:
    edited(cast, barrier, {"other_places": []})


def of_another_kind(cast: Cast, barrier: Barrier) -> None:
    edited(cast, barrier, {"sub_types": [builders.category().sub_types.all()[0]]})


def tried_again(cast: Cast, barrier: Barrier) -> None:
    record_tried(by=cast.bradford_officer, barrier=barrier, what="Something new")


def tried_put_right(cast: Cast, barrier: Barrier) -> None:
    [tried] = barrier.actions.all()
    tried.result = "It failed because of them"
    edit_tried(by=cast.bradford_officer, tried=tried)


def tried_withdrawn(cast: Cast, barrier: Barrier) -> None:
    withdraw_tried(by=cast.bradford_officer, tried=barrier.actions.get(), because="Not so")


def checked(cast: Cast, barrier: Barrier) -> None:
    record_check(by=cast.bradford_editor, barrier=barrier, what="The law", verdict="no_rule")


def owned_by_another(cast: Cast, barrier: Barrier) -> None:
    other = builders.organisation("Z")
    name_owner(by=cast.bradford_editor, barrier=barrier, to=other, seen=energy().pk)


def closed(cast: Cast, barrier: Barrier) -> None:
    close_barrier(
        by=cast.bradford_editor,
        barrier=barrier,
        status="closed_unresolved",
        what="They refused",
        on=builders.TODAY,
        no_lesson_because="None",
    )


def merged_into_another_body(cast: Cast, barrier: Barrier) -> None:
    stays = builders.organisation("Department of Power", sector="central_government")
    merge_bodies(pair=Duplicate(energy(), stays, "One body twice"), by=cast.administrator)


@pytest.mark.parametrize("state", ["body", "held", "published"])
@pytest.mark.parametrize(
    "change",
    [
        *(reworded, asked_otherwise, of_another_body, at_fewer_places, of_another_kind),
        *(tried_put_right, tried_withdrawn),
        *(tried_again, checked, owned_by_another, closed, merged_into_another_body),
    ],
)
def test_a_change_of_any_word_takes_it_back_to_the_place(
    cast: Cast, barrier: Barrier, state: str, change: Any
) -> None:
    made = published.publication(barrier, energy(), state)
    assert public(barrier) == (state == "published")
    change(cast, barrier)
    assert (now(made).state, now(made).sent_on) == ("place", None)
    assert not public(barrier)
    barrier.refresh_from_db()
    assert barrier.visibility != "public"
    assert publish_due(AFTER) == 0
    told = [one for one in subjects(cast.bradford_editor) if "Its words changed" in one]
    assert len(told) == 1


def test_what_was_tried_comes_back_as_words_to_which_nobody_agreed(
    cast: Cast, barrier: Barrier
) -> None:
    tried = barrier.actions.get()
    withdraw_tried(by=cast.bradford_officer, tried=tried, because="Not so")
    made = published.publication(barrier, energy(), "published")
    put_back_tried(by=cast.bradford_officer, tried=tried)
    assert now(made).state == "place"
    assert not public(barrier)


def test_the_page_that_withdraws_what_was_tried_says_what_follows(
    cast: Cast, barrier: Barrier
) -> None:
    published.publication(barrier, energy(), "published")
    client, tried = signed_in(cast.bradford_officer), barrier.actions.get()
    page = client.get(reverse("barrier_tried_withdraw", args=[tried.pk]))
    assert "no longer public until the place agrees again" in text_of(page)
    address = reverse("barrier_tried_edit", args=[tried.pk])
    details = client.get(f"{barrier.get_absolute_url()}details/")
    assert address in details.content.decode()
    typed = filled(client, address, result="Two of 40 replied", outcome="no_change")
    assert "Two of 40 replied" in text_of(client.post(address, typed, follow=True))
    assert not public(barrier)


@pytest.mark.parametrize("state", ["body", "held", "published"])
@pytest.mark.parametrize(
    "change",
    [
        lambda one: Barrier.objects.filter(pk=one.pk).update(title="We can do nothing"),
        lambda one: Barrier.objects.filter(pk=one.pk).update(logged_on=builders.TODAY),
        lambda one: Barrier.objects.filter(pk=one.pk).update(unlocker=builders.organisation("Z")),
        lambda one: Barrier.objects.filter(pk=one.pk).update(visibility="team", is_cleared=False),
        lambda one: one.actions.create(what="Something new"),
        lambda one: one.actions.update(result="It failed because of them"),
        lambda one: one.actions.all().delete(),
        lambda one: one.actions.update(withdrawn_at=timezone.now(), withdrawn_because="Not so"),
        lambda one: one.actions.update(barrier=builders.barrier(one.places.all()[0], "Another")),
        lambda one: one.checks.create(what="The law", verdict="no_rule"),
        lambda one: one.closings.create(
            status="closed_unresolved",
            what="They refused",
            on=builders.TODAY,
            no_lesson_because="None",
        ),
        lambda one: one.place_links.filter(is_lead=False).delete(),
        lambda one: one.sub_type_links.create(sub_type=builders.category().sub_types.all()[0]),
    ],
)
def test_the_database_refuses_other_words_under_an_agreement(
    barrier: Barrier, state: str, change: Any
) -> None:
    made = published.publication(barrier, energy(), state)
    with pytest.raises(IntegrityError, match="agreed"), transaction.atomic():
        change(barrier)
    assert now(made).state == state


def test_what_changes_nothing_that_is_said_leaves_it(cast: Cast, barrier: Barrier) -> None:
    made = published.publication(barrier, energy(), "published")
    Barrier.objects.filter(pk=barrier.pk).update(status="worked_on")
    edit_barrier(by=cast.bradford_editor, barrier=Barrier.objects.get(pk=barrier.pk))
    assert now(made).state == "published"
    assert public(barrier)


def test_the_same_cost_in_other_digits_is_no_other_word(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(cost_low=Decimal(5000), cost_basis="A count")
    made = published.publication(barrier, energy(), "published")
    edited(cast, barrier, cost_low=Decimal("5000.0"), status="worked_on")
    assert now(made).state == "published"
    edited(cast, barrier, cost_low=Decimal("5000.5"))
    assert now(made).state == "place"


def test_the_lesson_of_what_goes_back_to_the_place_is_not_public(
    cast: Cast, barrier: Barrier
) -> None:
    pilot = builders.pilot(cast.bradford, visibility="public")
    Barrier.objects.filter(pk=barrier.pk).update(pilot=pilot)
    barrier.refresh_from_db()
    published.publication(barrier, energy(), "published")
    close_barrier(
        by=cast.bradford_editor, barrier=barrier, status="closed_unresolved",
        what="They refused", on=builders.TODAY, lesson="The department does not answer",
    )  # fmt: skip
    assert Lesson.objects.get().visibility == "network"
    assert "does not answer" not in text_of(Client().get(pilot.get_absolute_url()))


def test_an_edit_warns_and_then_takes_it_out_of_public_view(cast: Cast, barrier: Barrier) -> None:
    made = published.publication(barrier, energy(), "published")
    editor, url = signed_in(cast.bradford_editor), f"{barrier.get_absolute_url()}edit/"
    assert "it is no longer public until the place agrees again" in text_of(editor.get(url))
    answer = editor.post(url, filled(editor, url, title="We cannot see any licence"))
    assert answer.status_code == 302
    assert now(made).state == "place"
    assert Client().get(barrier.get_absolute_url()).status_code == 404
    assert "Its words changed" in subjects(cast.bradford_editor)[-1]


def test_narrowing_withdraws_and_taking_the_body_out_too(cast: Cast, barrier: Barrier) -> None:
    made = published.publication(barrier, energy(), "published")
    row = Barrier.objects.get(pk=barrier.pk)
    row.visibility = "place"
    edit_barrier(by=cast.bradford_editor, barrier=row)
    barrier.refresh_from_db()
    assert (now(made).state, barrier.visibility, barrier.is_cleared) == (
        *("withdrawn", "place", False),
    )
    again = published.publication(barrier, energy())
    row = Barrier.objects.get(pk=barrier.pk)
    row.unlocker = None
    edit_barrier(by=cast.bradford_editor, barrier=row)
    assert now(again).state == "withdrawn"


def test_what_names_nobody_any_more_stays_public_all_the_time(cast: Cast, barrier: Barrier) -> None:
    published.publication(barrier, energy(), "published")
    before = HistoryEntry.objects.of(barrier).count()
    edited(cast, barrier, unlocker=None)
    assert public(barrier)
    levels = [change.row["visibility"] for change in HistoryEntry.objects.of(barrier)[before:]]
    assert set(levels) == {"public"}, "history does not tell of what nobody did"


def test_the_database_opens_none_without_its_publication(cast: Cast, barrier: Barrier) -> None:
    with (
        pytest.raises(IntegrityError, match="Only an agreed publication"),
        transaction.atomic(),
    ):
        Barrier.objects.filter(pk=barrier.pk).update(is_cleared=True, visibility="public")
    made = published.publication(barrier, energy(), "published")
    for ended in ({"state": "place", "agreed_on": None}, {"body": builders.organisation("B")}):
        with (
            pytest.raises(IntegrityError, match="Only an agreed publication"),
            transaction.atomic(),
        ):
            Publication.objects.filter(pk=made.pk).update(**ended)
    with pytest.raises(IntegrityError, match="Only an agreed"), transaction.atomic():
        made.delete()
    assert public(barrier)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("publication_one_at_a_time", {}),
        ("publication_body_has_its_days", {"state": "body", "ended_on": None}),
        (
            "publication_body_has_its_days",
            {"state": "body", "agreed_on": builders.TODAY, "sent_on": builders.TODAY,
             "reply_by": builders.TODAY + dt.timedelta(days=11)},
        ),
        (
            "publication_not_before_reply",
            {"state": "published", "agreed_on": builders.TODAY, "sent_on": builders.TODAY,
             "reply_by": DUE, "published_on": DUE},
        ),
        ("publication_withdrawn_when", {"state": "withdrawn"}),
    ],
)  # fmt: skip
def test_constraints_of_publications(barrier: Barrier, name: str, fields: dict[str, Any]) -> None:
    if name == "publication_one_at_a_time":
        Publication.objects.create(barrier=barrier, body=energy())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Publication.objects.create(barrier=barrier, body=energy(), **fields)


def test_constraints_of_steps_and_pauses(cast: Cast, barrier: Barrier) -> None:
    made = published.publication(barrier, energy())
    for name, say in (
        ("publication_step_reply_of_body", lambda: published.step(made, body=None)),
        ("publication_step_objects_why", lambda: published.step(made, "objected", "")),
        ("publishing_pause_of_one", published.pause),
        (
            "publishing_pause_in_order",
            lambda: published.pause(place=cast.bradford, until=dt.date(2026, 1, 1)),
        ),
        ("publishing_pause_says_why", lambda: published.pause(place=cast.bradford, reason="")),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            say()


def test_the_level_alone_does_not_open_what_names_a_body(barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(visibility="public")
    url = barrier.get_absolute_url()
    assert not public(barrier)
    assert Client().get(url).status_code == 404
    assert barrier.title not in text_of(Client().get("/barriers/"))
    published.publication(barrier, energy(), "published")
    assert barrier.title in text_of(Client().get(url))
    assert barrier.title in text_of(Client().get("/barriers/"))
