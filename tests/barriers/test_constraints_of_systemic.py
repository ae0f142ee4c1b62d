"""Each named constraint of systemic barriers, broken once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from barriers.models import SystemicAnswer, SystemicBarrier, SystemicOffer
from tests import builders, shared_cause
from tests.barriers.test_constraints import breaks
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(cast: Cast) -> SystemicOffer:
    barrier = builders.barrier(cast.bradford)
    made = shared_cause.systemic("", barrier)
    return shared_cause.offer(shared_cause.answer(made, cast.council), barrier)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("systemic_has_title", {"title": ""}),
        ("systemic_has_cause", {"cause": ""}),
        ("systemic_law_if_law_changes", {"law": "An Act", "lever": "rule"}),
        ("systemic_will_not_says_why", {"status": "will_not"}),
        ("systemic_asked_of_a_body", {"status": "asked"}),
        ("systemic_asked_of_a_body", {"status": "looked_at"}),
    ],
)
def test_what_a_systemic_barrier_can_never_be(
    cast: Cast, name: str, columns: dict[str, Any]
) -> None:
    made = shared_cause.systemic()
    breaks(name, lambda: SystemicBarrier.objects.filter(pk=made.pk).update(**columns))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("systemic_offer_why_not", {"state": "declined", "answered_at": timezone.now()}),
        ("systemic_offer_why_not", {"why": "No."}),
        ("systemic_offer_accepted_closes", {"state": "accepted", "answered_at": timezone.now()}),
        ("systemic_offer_answered_when", {"state": "declined", "why": "No."}),
        ("systemic_offer_answered_when", {"answered_at": timezone.now()}),
    ],
)
def test_what_an_offer_can_never_be(
    offer: SystemicOffer, name: str, columns: dict[str, Any]
) -> None:
    breaks(name, lambda: SystemicOffer.objects.filter(pk=offer.pk).update(**columns))


def test_a_member_and_an_offer_stand_once_and_an_answer_says_something(
    offer: SystemicOffer,
) -> None:
    answer, barrier = offer.answer, offer.barrier
    breaks("systemic_offer_once", lambda: shared_cause.offer(answer, barrier))
    breaks("systemic_member_once", lambda: shared_cause.member(answer.systemic, barrier))
    rows = SystemicAnswer.objects.filter(pk=answer.pk)
    breaks("systemic_answer_says_what", lambda: rows.update(text=""))
