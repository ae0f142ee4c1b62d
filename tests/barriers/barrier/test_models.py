"""Each named constraint, broken once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from barriers.models import (
    ActionTried,
    Barrier,
    BarrierPlace,
    BarrierSubType,
    Check,
    Outcome,
    SubType,
)
from records.models import HistoryEntry
from tests import builders, locks
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def breaks(name: str, write: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    assert refused.value.__cause__.diag.constraint_name == name


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    return builders.barrier(cast.bradford, category=builders.category("data-sharing"))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("barrier_level_known", {"visibility": "friends"}),
        ("barrier_cost_in_order", {"cost_low": 5, "cost_high": 4}),
        ("barrier_nature_needs_kind", {"nature": "real", "category": None}),
        ("barrier_resolved_says_how", {"status": "resolved", "resolution": ""}),
        ("barrier_has_title", {"title": ""}),
    ],
)
def test_what_a_barrier_can_never_be(barrier: Barrier, name: str, columns: dict) -> None:
    breaks(name, lambda: Barrier.objects.filter(pk=barrier.pk).update(**columns))


def test_one_that_somebody_is_named_for_needs_no_owner(cast: Cast, barrier: Barrier) -> None:
    named = {"status": "needs_owner", "unlocker": cast.council}
    breaks(
        "barrier_with_unlocker_has_owner",
        lambda: Barrier.objects.filter(pk=barrier.pk).update(**named),
    )


def test_only_claims_about_rules_have_a_nature(cast: Cast) -> None:
    about_trust = builders.barrier(cast.bradford, category=builders.category("culture"))
    breaks(
        "barrier_nature_of_rules_only",
        lambda: Barrier.objects.filter(pk=about_trust.pk).update(nature="real"),
    )


def test_a_place_stands_once(cast: Cast, barrier: Barrier) -> None:
    again = {"barrier": barrier, "place": cast.bradford}
    breaks("barrier_place_once", lambda: BarrierPlace.objects.create(**again))


def test_one_place_leads(cast: Cast, barrier: Barrier) -> None:
    second = {"barrier": barrier, "place": cast.luton, "is_lead": True}
    breaks("barrier_one_lead_place", lambda: BarrierPlace.objects.create(**second))


def test_a_finer_kind_stands_once(barrier: Barrier) -> None:
    kind = SubType.objects.get(category=barrier.category, name="Legal")
    BarrierSubType.objects.create(barrier=barrier, sub_type=kind)
    breaks(
        "barrier_sub_type_once",
        lambda: BarrierSubType.objects.create(barrier=barrier, sub_type=kind),
    )


def test_two_finer_kinds_of_a_kind_differ_in_name(barrier: Barrier) -> None:
    same = {"category": barrier.category, "name": "Legal"}
    breaks("sub_type_once", lambda: SubType.objects.create(**same))


def test_something_tried_says_what(barrier: Barrier) -> None:
    breaks("action_tried_says_what", lambda: ActionTried.objects.create(barrier=barrier, what=""))


@pytest.mark.parametrize("columns", [{"what": "", "verdict": "rule"}, {"verdict": "not_checked"}])
def test_a_check_says_what_was_checked(barrier: Barrier, columns: dict) -> None:
    said = {"barrier": barrier, "what": "Asked", **columns}
    breaks("check_says_what_was_checked", lambda: Check.objects.create(**said))


def test_a_chain_opens_with_one_claim(barrier: Barrier) -> None:
    claim = {"barrier": barrier, "is_claim": True, "verdict": "rule"}
    Check.objects.create(**claim)
    breaks("check_one_claim", lambda: Check.objects.create(**claim))


def kept(barrier: Barrier) -> set[str]:
    """The outcomes that stand in the barrier's row."""
    bits = Barrier.objects.values_list("outcome_bits", flat=True).get(pk=barrier.pk)
    return {one.value for one in Outcome if bits & one.bit}


def tried(barrier: Barrier, outcome: str) -> ActionTried:
    return ActionTried.objects.create(barrier=barrier, what="Asked", outcome=outcome)


def test_each_outcome_is_kept_as_long_as_something_came_out_so(cast: Cast) -> None:
    barrier, other = builders.barrier(cast.bradford), builders.barrier(cast.luton)
    assert kept(barrier) == set()
    first, second = tried(barrier, "helped"), tried(barrier, "helped")
    third = tried(barrier, "no_change")
    assert kept(barrier) == {"helped", "no_change"}
    first.delete()
    assert kept(barrier) == {"helped", "no_change"}
    ActionTried.objects.filter(pk=second.pk).update(outcome="made_worse")
    assert kept(barrier) == {"made_worse", "no_change"}
    ActionTried.objects.filter(pk=third.pk).update(barrier=other)
    assert (kept(barrier), kept(other)) == ({"made_worse"}, {"no_change"})
    ActionTried.objects.all().delete()
    assert (kept(barrier), kept(other)) == (set(), set())


def test_something_tried_is_no_change_of_the_barriers_own_form(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford)
    before = Barrier.objects.get(pk=barrier.pk)
    told = HistoryEntry.objects.of(barrier).count()
    tried(barrier, "helped")
    now = Barrier.objects.get(pk=barrier.pk)
    assert now.outcome_bits == Outcome.HELPED.bit
    assert (now.version, now.updated_at, HistoryEntry.objects.of(now).count()) == (
        before.version,
        before.updated_at,
        told,
    )


def test_lists_read_it(cast: Cast) -> None:
    helped, nothing = builders.barrier(cast.bradford, "A"), builders.barrier(cast.bradford, "B")
    tried(helped, "helped")
    tried(helped, "not_known")
    every = Barrier.objects.all()
    assert list(every.with_something_tried()) == [helped]
    assert list(every.with_something_tried(is_so=False)) == [nothing]
    assert list(every.with_outcome("helped")) == list(every.with_outcome("not_known")) == [helped]
    assert not every.with_outcome("made_worse").exists()


@pytest.mark.usefixtures("own_database")
def test_of_two_attempts_that_are_written_at_once_both_are_counted() -> None:
    barrier = builders.barrier(builders.place("Bradford"))
    is_written, may_end = threading.Event(), threading.Event()

    def writes_first() -> None:
        with transaction.atomic():
            tried(barrier, "helped")
            is_written.set()
            may_end.wait(30)
        connection.close()

    def writes_second() -> None:
        tried(barrier, "no_change")
        connection.close()

    first, second = threading.Thread(target=writes_first), threading.Thread(target=writes_second)
    first.start()
    try:
        assert is_written.wait(30)
        second.start()
        assert locks.it_waits(second)
    finally:
        may_end.set()
        first.join()
    second.join()
    assert kept(barrier) == {"helped", "no_change"}
