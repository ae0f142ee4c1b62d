"""Of which kinds of records a barrier has any: what its page leaves unasked, it has none of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from barriers.models import (
    Barrier,
    BarrierGuidance,
    Closing,
    DataRequestBarrier,
    EscalationRequest,
)
from records.related import Beside, may_have, with_marks
from records.subjects import registered
from tests import asked, asked_for, builders, linked, practised, published, shared_cause
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

Make = Callable[[Cast, Barrier, Barrier], Any]


def _closed(cast: Cast, one: Barrier, other: Barrier) -> Any:
    how = {"how": "rule_cleared", "what": "It is allowed.", "no_lesson_because": "It is known."}
    return Closing.objects.create(barrier=one, status="resolved", on=TODAY, **how)


def _data(cast: Cast, one: Barrier, other: Barrier) -> Any:
    asked_of = asked_for.data_request(cast.bradford)
    return DataRequestBarrier.objects.create(request=asked_of, removes=one)


MADE: dict[str, Make] = {
    "advice": lambda cast, one, other: asked_for.advice(barrier=one),
    "guidance_links": lambda cast, one, other: BarrierGuidance.objects.create(
        barrier=one, guidance=practised.guidance()
    ),
    "links": lambda cast, one, other: linked.link(one, other),
    "links_at_place": lambda cast, one, other: linked.link(other, one),
    "closings": _closed,
    "data_requests": _data,
    "escalations": lambda cast, one, other: asked.ask(one, asked.energy()),
    "escalation_requests": lambda cast, one, other: EscalationRequest.objects.create(barrier=one),
    "publications": lambda cast, one, other: published.publication(one, asked.energy()),
    "systemic": lambda cast, one, other: shared_cause.systemic("", one),
}


BESIDE = [one.name for one in registered(Beside) if one.of is Barrier]


@pytest.mark.parametrize("kind", BESIDE)
def test_a_barrier_has_a_kind_once_there_is_a_row_of_it(cast: Cast, kind: str) -> None:
    one, other = builders.barrier(cast.bradford), builders.barrier(cast.luton)
    before = with_marks(Barrier.objects.all()).get(pk=one.pk)
    assert [each for each in BESIDE if may_have(before, each)] == []
    MADE[kind](cast, one, other)
    after = with_marks(Barrier.objects.all()).get(pk=one.pk)
    assert [each for each in BESIDE if may_have(after, each)] == [kind]


def test_of_a_barrier_that_came_without_the_marks_each_kind_is_asked(cast: Cast) -> None:
    assert all(may_have(builders.barrier(cast.bradford), kind) for kind in BESIDE)
