"""Visits to the made-up county, and what its place and a body answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from barriers.escalation.actions import reply
from barriers.models import Escalation, SystemicAnswer
from governance.models import HealthContact
from partnerships.models import Member, Organisation, Partnership, Place
from pilots.models import Engagement, Pilot
from policy.models import PolicyTestPlace, PolicyTestReply
from records.models import Draft
from tests import builders, engaged

EDITOR = "editor.exampleshire@demo.test"


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


def _partnership() -> Partnership:
    return Partnership.objects.filter(is_example=True).order_by("id")[0]


def _to_say() -> HealthContact:
    """Who answers for a body is not said yet."""
    return HealthContact.objects.create(partnership=_partnership(), organisation=_desnz())


def _claimed() -> Organisation:
    """A body that is said to be a member."""
    Member.objects.get_or_create(partnership=_partnership(), organisation=_desnz())
    return _desnz()


def _draft() -> Draft:
    """What its writer can read as text, with a file."""
    draft = Draft.objects.create(
        author=User.objects.get(email=EDITOR),
        form="log-barrier",
        title="Log a barrier",
        typed={"title": ["Referrals take six weeks"], "share": [""]},
    )
    kept = {"box": "file", "name": "letter.csv", "type": "csv", "digest": "a"}
    draft.files.create(**kept, size=4, content=b"a,b\n")
    return draft


RECORDS: dict[str, Callable[[], Any]] = {
    "health_contact": _to_say,
    "claimed_body": _claimed,
    "visit": _planned,
    "place_visit": lambda: _visit(visibility="network"),
    "replied_place": _replied,
    "an_answer": _answer,
}


# What is one’s own.
NAMED: dict[str, tuple[str, Callable[[], Any]]] = {"draft": (EDITOR, _draft)}


def an_answer() -> Escalation:
    """What a made-up body that has an officer was asked, and has just answered."""
    asked = Escalation.objects.filter(barrier__programme__is_example=True, state="holding")[0]
    reply(by=None, escalation=asked, kind="answered", text="Nothing stops it: see section 4.")
    return asked
