"""Health checks in packs: what a closed one shows to everybody who gets the pack, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.models import Board, HealthRound
from partnerships.models import Member, Organisation
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.health_check.rounds import answer_all, at_bradford, bodies, opened, ready
from tests.governance.pack.packed import MEMBERS, NETWORK, PUBLIC, body, make, meeting, words

pytestmark = pytest.mark.django_db
SECRET = "We meet too seldom"


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def checked(cast: Cast, *scores: int, shown_to: str = "everyone", **fields: Any) -> HealthRound:
    of = fields.pop("of", None) or at_bradford(cast, len(scores))
    one = opened(cast, of, shown_to=shown_to, **fields)
    answer_all(one, *scores, words=SECRET)
    one.refresh_from_db()
    assert one.state == "closed"
    return one


def packs(cast: Cast, of: Board, *whom: Any) -> list[str]:
    """The words of a pack of the meeting to come for each."""
    to_come = meeting(of, cast.bradford_editor, "Warm homes")
    made = make(cast.bradford_editor, to_come, *whom)
    return [words(one) for one in (made if isinstance(made, list) else [made])]


def test_bands_alone_are_told_and_what_moved(cast: Cast, made: Board) -> None:
    first = checked(cast, 0, 1, 1, 1, 4)
    HealthRound.objects.filter(pk=first.pk).update(
        opened_on=dt.date(2026, 3, 1), closes_on=dt.date(2026, 4, 1), ended_on=dt.date(2026, 4, 1)
    )
    checked(cast, 3, 3, 4, 3, 1, of=first.partnership)
    for told in packs(cast, made, MEMBERS, NETWORK, PUBLIC):
        assert '"Mostly strong"' in told
        assert '"Up"' in told
        assert "Mostly weak" not in told  # of each set the newest round
        assert "Working together is doing" in told
        assert SECRET not in told
        assert '"Mostly"' not in told  # the step in the middle is shown of ten or more


def test_who_does_not_read_a_round_gets_nothing_of_it(cast: Cast, made: Board) -> None:
    checked(cast, 3, 3, 3, 3, 3, shown_to="partners")
    one, other = Organisation.objects.filter(name="Body 0").get(), cast.council
    told = dict(
        zip(
            ("members", "network", "public", "asked", "other"),
            packs(cast, made, MEMBERS, NETWORK, PUBLIC, body(one), body(other)),
            strict=True,
        )
    )
    assert [whom for whom, said in told.items() if "Mostly strong" in said] == []


def test_of_people_who_are_signed_in_the_public_learns_nothing(cast: Cast, made: Board) -> None:
    checked(cast, 3, 3, 3, 3, 3, shown_to="signed_in")
    of_members, of_all = packs(cast, made, MEMBERS, PUBLIC)
    assert "Mostly strong" in of_members
    assert "Mostly strong" not in of_all
    assert "health checks" in of_all  # "Nothing in this pack on"


def test_while_a_round_is_open_nothing_is_told_of_it(cast: Cast, made: Board) -> None:
    one = opened(cast, at_bradford(cast, 6), shown_to="everyone")
    answer_all(one, 3, 3, 3, 3, 3, words=SECRET)
    [told] = packs(cast, made, MEMBERS)
    assert "is doing" not in told
    assert SECRET not in told


def test_too_few_and_both_sides_are_told_as_on_the_page(cast: Cast, made: Board) -> None:
    of = at_bradford(cast, 5)
    for council in bodies(5, "council", "Council"):
        Member.objects.create(partnership=of, organisation=council)
    one = opened(cast, ready(of), shown_to="everyone")
    answer_all(one, *[3] * 10)
    one.results.filter(question="trust").delete()
    [told] = packs(cast, made, MEMBERS)
    assert "Public bodies: Mostly strong" in told
    assert "Too few to show" in told


def test_a_partnership_elsewhere_is_not_told_of(cast: Cast) -> None:
    checked(cast, 3, 3, 3, 3, 3)
    elsewhere = board(cast.luton, visibility="public")
    to_come = meeting(elsewhere, cast.luton_editor, "Warm homes")
    assert "is doing" not in words(make(cast.luton_editor, to_come))
