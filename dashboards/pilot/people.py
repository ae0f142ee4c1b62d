"""Whom to ask about a pilot: the job role that it hangs on, who leads it, who evaluates it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.kept import kept
from dashboards.pilot.about_data import Group
from pilots.models import Pilot, PilotPartner
from pilots.pilot.succession import key_role_of
from records.related import may_have

GROUPS = {
    "Lead": ("lead", "co_lead"),
    "Partners": ("partner",),
    "Evaluators": ("evaluator",),
    "National bodies": ("national",),
    "Also named": ("named",),
}
ASKED = {"lead": "Leads it", "co_lead": "Leads it too", "evaluator": "Evaluates it"}
DID = {"lead": "Led it", "co_lead": "Led it too", "evaluator": "Evaluated it"}
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A job role or a body, as ``components/people.html`` takes it; never somebody by name."""

    title: str
    note: str = ""
    url: str = ""


def partners_of(pilot: Pilot) -> list[Group]:
    """Those who take part today, by the part that they have. One query."""
    if not may_have(pilot, "partners"):
        return []
    rows = _standing(tuple(PilotPartner.Kind.values), pilot=pilot)
    made = [Group(title, [row for row in rows if row.kind in k]) for title, k in GROUPS.items()]
    return [group for group in made if group.items]


@kept
def _standing(kinds: tuple[str, ...], *, pilot: Any) -> Any:
    rows = PilotPartner.objects.filter(pilot=pilot, end=None, kind__in=kinds)
    return rows.in_order().with_names_then().select_related("organisation")


def who_to_ask(user: Any, pilot: Pilot, today: dt.date) -> list[Person]:
    """The key job role and the one that steps in, then who leads it; the first of them has a link,
    all others stand on the page of its people. Two queries."""
    made = []
    role = key_role_of(user, pilot, today)
    if role:
        note = f"{role.post.organisation}. {role.warning or 'Knows it best'}"
        made.append(Person(role.post.title, note, role.post.get_absolute_url()))
        if role.backup:
            made.append(Person(role.backup.title, "Steps in"))
    said = DID if pilot.has_ended else ASKED
    rows = _standing(tuple(ASKED), pilot=pilot) if may_have(pilot, "partners") else []
    for row in rows[: SHOWN - len(made)]:
        body = row.organisation
        url = body.get_absolute_url() if body and not made else ""
        made.append(Person(str(row), said[row.kind], url))
    return made
