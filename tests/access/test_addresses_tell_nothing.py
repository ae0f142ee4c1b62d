"""The address of a new record says nothing of those that whoever makes it may not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError

from pilots.case_study.actions import write_case_study
from pilots.models import CaseStudy, Pilot
from pilots.proposal.actions import propose_pilot
from policy.models import PolicyTest, Priority
from policy.policy_test.actions import write_policy_test
from policy.priority.actions import add_priority
from records import addresses
from tests import builders, learned
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

TITLE = "Street games"


def a_pilot(cast: Cast, title: str = TITLE) -> Any:
    pilot = Pilot(name=title, summary="Games in closed streets.", visibility="place")
    return propose_pilot(by=cast.bradford_officer, pilot=pilot, lead=cast.bradford)


def a_priority(cast: Cast, title: str = TITLE) -> Any:
    priority = Priority(title=title, owner=cast.council, tier="local", visibility="public")
    by = cast.bradford_editor
    return add_priority(by=by, priority=priority, topics=[], places=[cast.bradford])


def a_policy_test(cast: Cast, title: str = TITLE) -> Any:
    test = PolicyTest(title=title, policy="Close streets.", owner=cast.council, reply_by=TODAY)
    return write_policy_test(by=cast.desnz_official, test=test, topics=[], questions=[])


def a_case_study(cast: Cast, title: str = TITLE) -> Any:
    said = {"title": title, "tried": "Games.", "outcome": "did_not", "reason": "Rain."}
    study = CaseStudy(pilot=builders.pilot(cast.bradford), **said)
    by = cast.bradford_officer
    return write_case_study(by=by, study=study, beside=[], lessons=[], sources=[])


MAKES = {
    Pilot: a_pilot,
    Priority: a_priority,
    PolicyTest: a_policy_test,
    CaseStudy: a_case_study,
}
Makes = Callable[..., Any]


def hide(model: Any, cast: Cast, slug: str) -> None:
    """A record of Luton with this address, of which nobody at Bradford reads."""
    own = {"title": TITLE, "owner": cast.council}
    if model is Pilot:
        builders.pilot(cast.luton, TITLE, slug=slug, visibility="team")
    elif model is Priority:
        Priority.objects.create(slug=slug, tier="local", visibility="team", **own)
    elif model is PolicyTest:
        PolicyTest.objects.create(slug=slug, policy="Close them.", reply_by=TODAY, **own)
    else:
        made = learned.case_study(builders.pilot(cast.luton, visibility="team"), TITLE)
        CaseStudy.objects.filter(pk=made.pk).update(slug=slug, visibility="team")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Says what comes next out of the dice."""

    def next_ones(*tails: str) -> None:
        left: Iterator[str] = iter(tails)
        monkeypatch.setattr(addresses, "drawn_tail", lambda: next(left))

    return next_ones


@pytest.mark.parametrize("model", MAKES)
@pytest.mark.parametrize("taken", [(), ("street-games",), ("street-games", "street-games-2")])
def test_with_the_same_dice_the_address_is_the_same_whatever_is_hidden(
    cast: Cast, drawn: Callable[..., None], model: Any, taken: tuple[str, ...]
) -> None:
    for slug in taken:
        hide(model, cast, slug)
    drawn("k3f9q2")
    assert MAKES[model](cast).slug == "street-games-k3f9q2"


@pytest.mark.parametrize("model", MAKES)
def test_two_of_one_title_have_addresses_of_their_own(cast: Cast, model: Any) -> None:
    slugs = {MAKES[model](cast).slug for _ in range(2)}
    assert len(slugs) == 2
    for slug in slugs:
        assert re.fullmatch("street-games-[bcdfghjkmnpqrstvwxz2-9]{6}", slug)


@pytest.mark.parametrize("model", MAKES)
def test_an_address_that_was_taken_meanwhile_is_drawn_again(
    cast: Cast, drawn: Callable[..., None], model: Any
) -> None:
    hide(model, cast, "street-games-bbbbbb")
    drawn("bbbbbb", "cccccc")
    assert MAKES[model](cast).slug == "street-games-cccccc"


def test_what_is_wrong_with_the_record_itself_is_not_tried_again(
    cast: Cast, drawn: Callable[..., None]
) -> None:
    drawn("bbbbbb")
    said = {"title": TITLE, "policy": "Close streets.", "owner": cast.council, "reply_by": TODAY}
    with pytest.raises(IntegrityError, match="policy_test_answered_says_what"):
        addresses.save_with_tail(PolicyTest(state="answered", **said), TITLE, "policy-test")


@pytest.mark.parametrize(
    ("title", "begins"), [("", "bradford-pilot-"), ("🙂", "pilot-"), ("Add", "add-")]
)
def test_whatever_the_title_the_address_begins_with_words(
    cast: Cast, title: str, begins: str
) -> None:
    assert a_pilot(cast, title).slug.startswith(begins)
