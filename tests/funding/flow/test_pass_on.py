"""Passing money on: three questions; the rest is carried over in a line, and can be changed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from funding.models import Flow, Fund
from partnerships.models import Topic
from records.form_views import IS_PUBLIC
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def whole(cast: Cast) -> Flow:
    """£1,000 that the council received, with all that can be said of it."""
    made = builders.flow(
        cast.bradford,
        1_000,
        description="Whole",
        giver=builders.organisation("Energy department", "central_government"),
        receiver=cast.council,
        fund=Fund.objects.create(name="Warm fund", slug="warm", visibility="network"),
        programme=cast.pfpp,
        start=dt.date(2026, 4, 1),
        start_precision="month",
        end=dt.date(2027, 3, 31),
    )
    made.topics.add(Topic.objects.get_or_create(slug="housing", defaults={"name": "Housing"})[0])
    return made


def at(whole: Flow) -> str:
    return f"{whole.get_absolute_url()}pass-on/"


def send(who: Any, whole: Flow, **typed: Any) -> Any:
    """What answers when the form is sent with these answers and all else as it opens."""
    client = signed_in(who)
    asked = {"receiver_said": "local schools", "amount": "£400", "description": "Club rooms"}
    return client.post(at(whole), filled(client, at(whole), **(asked | typed)))


def folds(page: str) -> dict[str, bool]:
    """Of each fold of the form: what it is called, and whether it is open."""
    form = page[page.index('id="edited"') :]
    parts = [part.partition("</summary>")[0] for part in form.split("<details")[1:]]
    return {part.partition("<summary>")[2]: part.startswith(" open") for part in parts}


def test_it_asks_who_how_much_and_what_for_and_carries_the_rest_over(
    cast: Cast, whole: Flow
) -> None:
    page = signed_in(cast.bradford_officer).get(at(whole)).content.decode()
    asked = page[page.index('id="edited"') : page.index("<details", page.index('id="edited"'))]
    order = [asked.index(f'name="{name}"') for name in ("receiver", "amount", "description")]
    assert order == sorted(order)
    for name in ("giver", "places", "start_year", "meaning", "visibility", "fund", "source_title"):
        assert f'name="{name}"' not in asked
    carried, more = folds(page)
    assert carried == (
        f"Carried over: from {cast.council}, for Bradford, Warm fund, "
        f"{cast.pfpp.short_name or cast.pfpp.name}, April 2026 to 31 March 2027, committed, "
        "about Housing, visible to everyone signed in. Change"
    )
    assert more.startswith("More about it")
    assert folds(page) == {carried: False, more: False}


def test_three_answers_are_enough_and_the_leg_has_the_rest_of_its_whole(
    cast: Cast, whole: Flow
) -> None:
    assert send(cast.bradford_officer, whole).status_code == 302
    leg = Flow.objects.get(parent=whole)
    assert (leg.receiver_said, leg.amount_low) == ("local schools", Decimal(400))
    for name in ("fund", "programme", "meaning", "kind", "start", "start_precision", "end"):
        assert getattr(leg, name) == getattr(whole, name), name
    assert leg.giver == whole.receiver
    assert list(leg.places.all()) == [cast.bradford]
    assert [topic.name for topic in leg.topics.all()] == ["Housing"]
    assert (leg.restriction, leg.as_of, leg.source) == ("not_known", None, None)
    assert not leg.years.exists()
    totals = signed_in(cast.bradford_officer).get("/funding/flows/?place=bradford")
    assert totals.context["totals"].of("committed").lower == Decimal(1_000), "counted once"


def test_what_is_carried_over_can_be_changed_and_stays_open_then(cast: Cast, whole: Flow) -> None:
    changed = {"end_day": "30", "end_month": "9", "end_year": "2026", "meaning": "paid"}
    again = send(cast.bradford_officer, whole, description="", **changed).content.decode()
    carried, more = folds(again)
    assert folds(again) == {carried: True, more: False}
    assert 'value="2026"' in again
    same = send(cast.bradford_officer, whole, description="").content.decode()
    assert list(folds(same).values()) == [False, False], "what was carried over is no answer"
    assert send(cast.bradford_officer, whole, **changed).status_code == 302
    leg = Flow.objects.get(parent=whole)
    assert (leg.end, leg.meaning) == (dt.date(2026, 9, 30), "paid")


def test_what_is_wrong_beneath_the_fold_opens_it(cast: Cast, whole: Flow) -> None:
    answer = send(cast.bradford_officer, whole, end_year="2020")
    assert "The end can’t be before the start" in str(answer.context["form"].errors["end"])
    assert list(folds(answer.content.decode()).values()) == [True, False]
    assert not Flow.objects.filter(parent=whole).exists()


def test_what_is_not_known_of_the_whole_is_not_known_of_the_leg(cast: Cast) -> None:
    bare = builders.flow(cast.bradford, None, receiver_said="its receiver")
    page = signed_in(cast.bradford_officer).get(at(bare)).content.decode()
    assert next(iter(folds(page))) == (
        "Carried over: for Bradford, committed, visible to everyone signed in. Change"
    )
    assert send(cast.bradford_officer, bare).status_code == 302
    leg = Flow.objects.get(parent=bare)
    assert (leg.giver, leg.fund, leg.start, leg.end) == (None, None, None, None)


def test_a_fund_that_the_writer_may_not_see_is_carried_over_unsaid(cast: Cast, whole: Flow) -> None:
    Fund.objects.update(visibility="team")
    page = signed_in(cast.bradford_officer).get(at(whole)).content.decode()
    assert "Warm fund" not in page
    assert send(cast.bradford_officer, whole).status_code == 302
    assert Flow.objects.get(parent=whole).fund == whole.fund


def test_a_leg_of_public_money_is_public_where_its_writer_may_publish_it(
    cast: Cast, whole: Flow
) -> None:
    Flow.objects.update(visibility="public")
    for who, level in ((cast.bradford_officer, "network"), (cast.bradford_editor, "public")):
        page = signed_in(who).get(at(whole)).content.decode()
        assert (IS_PUBLIC in page) == (level == "public")
        assert send(who, whole).status_code == 302
        assert Flow.objects.filter(parent=whole).latest("pk").visibility == level


def test_beside_it_stands_what_goes_on_already_as_far_as_one_sees_it(
    cast: Cast, whole: Flow
) -> None:
    for amount, level in ((300, "network"), (200, "team")):
        builders.flow(
            cast.bradford, amount, parent=whole, receiver_said=f"{level} hall", visibility=level
        )
    page = text_of(signed_in(cast.bradford_officer).get(at(whole)))
    assert "Passed on, in 1 amount £300" in page
    assert "Stays with the first recipient £700" in page
    assert "network hall : £300" in page.replace("hall:", "hall :")
    assert "team hall" not in page


@pytest.mark.parametrize("level", ["team", "place", "programme"])
def test_a_leg_of_what_few_may_see_opens_no_wider(cast: Cast, whole: Flow, level: str) -> None:
    Flow.objects.update(visibility=level)
    assert send(cast.bradford_editor, whole).status_code == 302
    assert Flow.objects.get(parent=whole).visibility == level
