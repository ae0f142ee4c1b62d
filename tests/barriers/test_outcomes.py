"""What came of what was tried, as the database keeps it on the barrier."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from barriers.models import ActionTried, Barrier, Outcome
from records.models import Change
from tests import builders, locks
from tests.builders import Cast


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
    told = Change.objects.of(barrier).count()
    tried(barrier, "helped")
    now = Barrier.objects.get(pk=barrier.pk)
    assert now.outcome_bits == Outcome.HELPED.bit
    assert (now.version, now.updated_at, Change.objects.of(now).count()) == (
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
        while not locks.somebody_waits():
            assert second.is_alive()
    finally:
        may_end.set()
        first.join()
    second.join()
    assert kept(barrier) == {"helped", "no_change"}
