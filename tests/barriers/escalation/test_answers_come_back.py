"""Whoever logged, joined or linked a barrier is told what happens to it, as far as they read it."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Notice
from barriers.barrier_page.actions import edit_barrier
from barriers.closing import actions as closing_actions
from barriers.escalation import actions
from barriers.models import Barrier
from partnerships.models import Organisation
from tests import asked, builders, linked
from tests.asked import energy
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(cast: Cast) -> Barrier:
    return builders.barrier(cast.luton, "We cannot see", created_by=cast.luton_officer)


@pytest.fixture
def waits(cast: Cast) -> Barrier:
    return builders.barrier(
        cast.bradford, "We cannot look", created_by=cast.bradford_officer, visibility="team"
    )


def told(user: Any) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("subject", flat=True))


def answer(barrier: Barrier, by: Organisation | None = None) -> None:
    ask = asked.ask(barrier, by or energy())
    actions.reply(by=None, escalation=ask, kind="answered", text="Nothing stops it.")


def close(barrier: Barrier, by: object, status: str = "resolved") -> None:
    """Bring it to this status, as its page does."""
    one = Barrier.objects.get(pk=barrier.pk)
    if status == "open":
        closing_actions.reopen_barrier(by=by, barrier=one, why="It came back")
    elif status in ("resolved", "closed_unresolved"):
        ended: dict[str, Any] = {"how": "other", "what": "They agreed", "on": builders.TODAY}
        closing_actions.close_barrier(
            by=by, barrier=one, status=status, no_lesson_because="None", **ended
        )
    else:
        one.status = status
        edit_barrier(by=by, barrier=one)


def test_who_joined_or_linked_theirs_is_told_of_an_answer(
    cast: Cast, answered: Barrier, waits: Barrier
) -> None:
    linked.join(waits, answered, created_by=cast.bradford_editor)
    answer(answered)
    said = [f"{energy()} answered: {answered.reference}, We cannot see"]
    assert told(cast.bradford_officer) == said
    assert told(cast.bradford_editor) == said
    assert told(cast.luton_officer) == said
    assert told(cast.outsider) == []


def test_what_is_joined_waits_one_way_and_what_is_like_waits_both_ways(
    cast: Cast, answered: Barrier
) -> None:
    other = builders.barrier(cast.bradford, "Other", created_by=cast.bradford_officer)
    link = linked.join(answered, other)
    answer(answered)
    assert told(cast.bradford_officer) == []
    link.kind = "like"
    link.save()
    close(answered, cast.luton_editor)
    assert told(cast.bradford_officer) == [f"Resolved: {answered.reference}, We cannot see"]


def test_a_chain_of_joins_is_told_as_far_as_each_reads_it(
    cast: Cast, answered: Barrier, waits: Barrier
) -> None:
    between = builders.barrier(cast.luton, "Between")
    linked.join(between, answered)
    linked.join(waits, between)
    close(answered, cast.luton_editor)
    assert len(told(cast.bradford_officer)) == 1
    Barrier.objects.filter(pk=between.pk).update(visibility="team")
    close(answered, cast.luton_editor, "open")
    assert len(told(cast.bradford_officer)) == 1
    assert told(cast.luton_officer)[1] == f"Open again: {answered.reference}, We cannot see"


def test_nobody_is_told_of_a_barrier_that_they_may_not_read(
    cast: Cast, answered: Barrier, waits: Barrier
) -> None:
    linked.join(waits, answered)
    Barrier.objects.filter(pk=answered.pk).update(visibility="team")
    answer(answered)
    close(answered, cast.luton_editor)
    assert told(cast.bradford_officer) == []
    assert len(told(cast.luton_officer)) == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("closed_unresolved", "Closed unresolved"),
        ("no_action", "No action possible for now"),
        ("worked_on", ""),
    ],
)
def test_a_change_of_status_is_told_where_it_matters(
    cast: Cast, answered: Barrier, status: str, said: str
) -> None:
    close(answered, cast.luton_editor, status)
    want = [f"{said}: {answered.reference}, We cannot see"] if said else []
    assert told(cast.luton_officer) == want
    assert told(cast.luton_editor) == []
