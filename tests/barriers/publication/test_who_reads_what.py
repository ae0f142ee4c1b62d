"""Who reads what is said on the way to the public, and what stops a publication."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from barriers.barrier_page.actions import edit_barrier
from barriers.models import Barrier, BarrierSubType, SubType
from barriers.publication import actions
from barriers.publication.agreed_words import mark_of
from barriers.publication.due import publish_due
from barriers.sub_type.actions import merge_sub_types
from tests import builders, published
from tests.asked import energy
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.published import ask, now, on, public

pytestmark = pytest.mark.django_db


def test_narrowing_while_it_waits_stops_it(cast: Cast, barrier: Barrier) -> None:
    made = ask(barrier, cast.bradford_editor)
    assert now(made).state == "body"
    row = Barrier.objects.get(pk=barrier.pk)
    row.visibility = "team"
    edit_barrier(by=cast.bradford_editor, barrier=row)
    assert now(made).state == "withdrawn"
    with on(2026, 12, 7):
        publish_due(dt.date(2026, 12, 7))
    assert not public(barrier)


def test_narrowing_by_any_other_way_is_refused(cast: Cast, barrier: Barrier) -> None:
    made = ask(barrier, cast.bradford_editor)
    Barrier.objects.filter(pk=barrier.pk).update(visibility="network")  # wider is no other word
    with pytest.raises(IntegrityError, match="agreed to other words"), transaction.atomic():
        Barrier.objects.filter(pk=barrier.pk).update(visibility="team")
    assert now(made).state == "body"


def test_reasons_and_objections_are_for_the_places_alone(cast: Cast, barrier: Barrier) -> None:
    made = ask(barrier, cast.bradford_editor, because="They never answered us.")
    actions.object_to(by=cast.luton_editor, publication=made, text="Not in our name.")
    seen = mark_of(Barrier.objects.get(pk=barrier.pk))
    actions.agree(by=cast.bradford_editor, publication=now(made), seen=seen)
    actions.reply(by=cast.desnz_official, publication=now(made), text="It is open.")
    assert now(made).state == "published"
    for who in (cast.bradford_editor, cast.pfpp_lead):
        page = words(as_(who).get(made.get_absolute_url()))
        assert "They never answered us." in page, who
        assert "Not in our name." in page, who
    for other in (cast.desnz_official, cast.evaluator, cast.outsider, None):
        page = words(as_(other).get(made.get_absolute_url(), follow=True))
        assert "They never answered us." not in page, other
        assert "Not in our name." not in page, other


def test_a_later_body_does_not_find_the_earlier_ones_reply_in_its_form(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_editor)
    actions.reply(by=cast.desnz_official, publication=made, text="Energy says so.")
    row = Barrier.objects.get(pk=barrier.pk)
    row.unlocker = agency = builders.organisation("Homes agency")
    edit_barrier(by=cast.bradford_editor, barrier=row)
    page = words(as_(cast.bradford_editor).get(made.get_absolute_url()))
    assert "Then Homes agency is asked for a reply" in page
    seen = mark_of(Barrier.objects.get(pk=barrier.pk))
    actions.agree(by=cast.bradford_editor, publication=now(made), seen=seen)
    agent = builders.user("Agent", ("officer", agency))
    form = as_(agent).get(f"{made.get_absolute_url()}reply/")
    assert form.status_code == 200
    assert "Energy says so." not in form.content.decode().partition("<textarea")[2]


def test_a_merge_of_finer_kinds_is_another_word(cast: Cast, barrier: Barrier) -> None:
    legal, law = (
        SubType.objects.create(category=builders.category(), name=name) for name in ("Aa", "Bb")
    )
    BarrierSubType.objects.create(barrier=barrier, sub_type=law)
    made = published.publication(barrier, energy(), "published")
    assert public(barrier)
    merge_sub_types(by=cast.administrator, merged=law, into=legal)
    assert now(made).state == "place"
    assert not public(barrier)


def test_the_list_of_pauses_asks_as_often_for_many_as_for_few(
    cast: Cast, django_assert_num_queries: object
) -> None:
    client = as_(cast.yorkshire_connector)
    published.pause(place=cast.luton)
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get("/publications/pauses/")
    for number in range(6):
        published.pause(place=builders.place(f"Place {number}"))
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get("/publications/pauses/")
