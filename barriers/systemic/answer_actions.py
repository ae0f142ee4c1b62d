"""Withdrawing a published answer and putting it back, with all that it fed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from barriers.models import Barrier, SystemicAnswer, SystemicBarrier, SystemicOffer
from barriers.systemic.actions import (
    locked,
    must_not_be_held,
    newest_answer,
    offer_to,
    where_it_stands,
)
from barriers.systemic.named import still_meant
from records.withdrawing import put_back, withdraw

State, Status = SystemicOffer.State, SystemicBarrier.Status


@transaction.atomic
def withdraw_answer(*, by: Any, answer: SystemicAnswer, because: str) -> None:
    """The answer stands no more: nothing of it is offered, and the barrier stands where it stood
    before, unless somebody has changed that since. The answer before it is the newest again.

    Without an answer the public does not read the barrier. Raises ValidationError where it was
    withdrawn a moment ago.
    """
    row = locked(answer.systemic)
    newest = newest_answer(row)
    withdraw(by=by, record=answer, because=because)
    answer.offered.filter(state=State.WAITING).update(state=State.ENDED)
    if newest is None or newest.pk != answer.pk:
        return
    _move_back(row)
    earlier = newest_answer(row)
    if earlier is not None and earlier.offers:
        replaced = earlier.offered.filter(state=State.REPLACED)
        replaced.filter(barrier__in=_members(row)).update(state=State.WAITING)
    row.waits_for_named = bool(earlier is not None and still_meant(row))
    row.save()


@transaction.atomic
def put_answer_back(*, by: Any, answer: SystemicAnswer) -> None:
    """Let it stand again with what it fed. Raises ValidationError where it stands, and while
    publications of its programme are held back."""
    row = locked(answer.systemic)
    must_not_be_held(row)
    put_back(by=by, record=answer)
    newest = newest_answer(row)
    if newest is None or newest.pk != answer.pk:
        return
    if where_it_stands(row) == answer.moved.get("before"):
        _stand(row, answer.moved["after"])
    earlier = SystemicOffer.objects.filter(answer__systemic=row, state=State.WAITING)
    earlier.exclude(answer=answer).update(state=State.REPLACED)
    if answer.offers:
        offer_to(answer, _members(row))
    row.waits_for_named = bool(still_meant(row))
    row.save()


def _members(systemic: SystemicBarrier) -> Any:
    rows = Barrier.objects.filter(systemic_links__systemic=systemic)
    return rows.defer("search").order_by("pk")


def _move_back(systemic: SystemicBarrier) -> None:
    """To where it stood before the withdrawn answers after the newest that stands."""
    rows = SystemicAnswer.with_withdrawn.filter(systemic=systemic).order_by("-id")
    for answer in rows:
        if answer.withdrawn_at is None:
            return
        if where_it_stands(systemic) == answer.moved.get("after"):
            _stand(systemic, answer.moved["before"])


def _stand(systemic: SystemicBarrier, where: dict[str, Any]) -> None:
    systemic.status, systemic.reason = where["status"], where["reason"]
    if systemic.owner_id is None and systemic.status in SystemicBarrier.BEING_ASKED:
        systemic.status = Status.GATHERED  # nobody is asked any more
    effect = where["effect_on"]
    systemic.effect_on = dt.date.fromisoformat(effect) if effect else None
    systemic.effect_on_precision = where["effect_on_precision"]
