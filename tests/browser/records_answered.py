"""Visits to the made-up county, and what its place and a body answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from barriers.escalation.actions import reply
from barriers.models import Escalation, SystemicAnswer
from partnerships.models import Organisation, Place
from pilots.models import Engagement, Pilot
from policy.models import PolicyTestPlace, PolicyTestReply
from tests import builders, engaged


def _county() -> Place:
    return Place.objects.get(slug="exampleshire")


def _desnz() -> Organisation:
    return Organisation.objects.get(assignments__user__email="official.desnz@demo.test")


def _visit(of: Pilot | None = None, **fields: Any) -> Engagement:
    return engaged.visit(of, _county(), (_desnz(), 7), **fields)


def _planned() -> Engagement:
    pilots = Pilot.objects.filter(programme__is_example=True, status="live").order_by("id")
    return _visit(pilots[0], state="planned")


def _replied() -> PolicyTestPlace:
    """The county, which replied to a policy that is tried on it."""
    made = builders.policy_test("A grant for roofs", _county(), owner=_desnz())
    made.asked.update(state="replied", replied_on=builders.TODAY)
    asked = made.asked.select_related("test", "place").get()
    PolicyTestReply.objects.create(asked=asked, question=made.questions.get(), text="Yes.")
    return asked


def _answer() -> SystemicAnswer:
    return SystemicAnswer.objects.filter(systemic__is_example=True).order_by("id")[0]


RECORDS: dict[str, Callable[[], Any]] = {
    "visit": _planned,
    "place_visit": lambda: _visit(visibility="network"),
    "replied_place": _replied,
    "an_answer": _answer,
}


def an_answer() -> Escalation:
    """What a made-up body that has an officer was asked, and has just answered."""
    asked = Escalation.objects.filter(barrier__programme__is_example=True, state="holding")[0]
    reply(by=None, escalation=asked, kind="answered", text="Nothing stops it: see section 4.")
    return asked
