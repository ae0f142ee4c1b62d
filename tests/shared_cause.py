"""Builders of systemic barriers: a shared cause, its members, answers and what they offer."""

from __future__ import annotations

from itertools import count
from typing import Any

from barriers.models import (
    Barrier,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from partnerships.models import Organisation
from tests.builders import TODAY

_number = count(1)


def systemic(title: str = "", *members: Barrier, **fields: Any) -> SystemicBarrier:
    """A cause that these barriers share."""
    fields = {"cause": "One rule for all of them.", **fields}
    made = SystemicBarrier.objects.create(title=title or f"Cause {next(_number)}", **fields)
    for one in members:
        member(made, one)
    return SystemicBarrier.objects.get(pk=made.pk)


def member(of: SystemicBarrier, barrier: Barrier, **fields: Any) -> SystemicMember:
    """A barrier that shares it."""
    return SystemicMember.objects.create(systemic=of, barrier=barrier, **fields)


def answer(
    of: SystemicBarrier, body: Organisation, text: str = "", **fields: Any
) -> SystemicAnswer:
    """What a body said; published."""
    fields = {"on": TODAY, "offers": True, **fields}
    return SystemicAnswer.objects.create(
        systemic=of, body=body, text=text or "It is allowed from April.", **fields
    )


def offer(of: SystemicAnswer, barrier: Barrier, **fields: Any) -> SystemicOffer:
    """An answer that waits for what one barrier's people say."""
    return SystemicOffer.objects.create(answer=of, barrier=barrier, **fields)
