"""Whom an act reached is counted where it is told, and said in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Notice
from accounts.notice.parties import LEFT, Party, one_person, tell_parties
from interface.reached import Missing, Reached, reaching
from tests import builders

SAYS: dict[str, Any] = {"kind": "answer", "subject": "Answered", "about": None}
LINK = "send them a link"


def party(*people: Any, name: str = "the Home Office", **fields: Any) -> Party:
    return Party(name=name, people=people, **fields)


@pytest.mark.parametrize(
    ("reached", "says"),
    [
        (Reached(), ""),
        (Reached(accounts=frozenset({1})), "1 person told in My work."),
        (
            Reached(frozenset({1, 2}), frozenset({1, 2})),
            "2 people told in My work and by email.",
        ),
        (
            Reached(frozenset({1, 2}), frozenset({1}), frozenset({"a@b.test"})),
            (
                "2 people told in My work, 1 of them also by email, "
                "and 1 email sent to an address with no account."
            ),
        ),
        (
            Reached(missing=(Missing("Luton"), Missing("Bath", instead=LINK))),
            (
                "Nobody was told. Nobody with an account answers for Luton. "
                "Nobody with an account answers for Bath: send them a link."
            ),
        ),
        (
            Reached(frozenset({1}), missing=(Missing("Luton"), Missing("Bath"))),
            "1 person told in My work. Nobody with an account answers for Luton and Bath.",
        ),
    ],
)
def test_the_sentence_counts_and_says_what_to_do(reached: Reached, says: str) -> None:
    assert reached.words == says


@pytest.mark.django_db
def test_each_is_told_once_and_never_whoever_did_it() -> None:
    ada, ben = builders.user("Ada"), builders.user("Ben")
    reached = tell_parties([party(ada, ben), party(ben, ben, name="Luton")], by=ada, **SAYS)
    assert (reached.count, reached.missing) == (1, ())
    assert list(Notice.objects.values_list("user", flat=True)) == [ben.pk]


@pytest.mark.django_db
def test_a_party_without_anybody_is_missing_and_one_of_whoever_acts_is_not() -> None:
    ada = builders.user("Ada")
    reached = tell_parties([party(instead=LINK), party(ada, name="Luton")], by=ada, **SAYS)
    assert not reached
    assert reached.missing == (Missing("the Home Office", instead=LINK),)
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_an_account_that_was_closed_is_not_told() -> None:
    ada = builders.user("Ada", is_active=False)
    reached = tell_parties([one_person(ada, "Whoever asked")], **SAYS)
    assert not Notice.objects.exists()
    assert reached.words == f"Nobody was told. {LEFT.format('Whoever asked')}."


@pytest.mark.django_db
def test_an_act_counts_all_that_it_tells_and_an_inner_one_speaks_for_itself() -> None:
    ada, ben, cas = (builders.user(name) for name in ("Ada", "Ben", "Cas"))
    with reaching() as outer:
        tell_parties([party(ada)], **SAYS)
        with reaching() as inner:
            tell_parties([party(cas)], **SAYS)
        tell_parties([party(ada, ben)], **SAYS)
    assert outer.after("Sent.") == "Sent. 2 people told in My work."
    assert inner.reached.accounts == {cas.pk}
    assert reaching_nothing() == ""


def reaching_nothing() -> str:
    with reaching() as act:
        pass
    return act.after("")
