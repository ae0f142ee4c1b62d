"""Builders of meetings, visits, promises and referrals."""

from __future__ import annotations

from typing import Any

from collaboration.models import ActionItem
from partnerships.models import Organisation, Place
from pilots.models import Engagement, EngagementBody, EngagementTotal, Pilot, Referral
from records.models import Source
from tests import builders


def team(name: str, of: Organisation | None = None) -> Organisation:
    """A team of a department."""
    department = of or builders.organisation(f"Department of {name}", "central_government")
    return builders.organisation(name, "central_government", parent=department)


def engagement(of: Pilot | None, *met: Any, **fields: Any) -> Engagement:
    """A meeting that took place; ``met``: bodies, or (body, people), or (body, people, new)."""
    number = Engagement.with_withdrawn.filter(pilot=of).count() + 1 if of else 0
    usual = {"kind": "meeting", "on": builders.TODAY, "purpose": f"Meeting {number}"}
    made = Engagement.objects.create(pilot=of, number=number, **(usual | fields))
    for one in met:
        body, people, first = ((*one, None)[:3]) if isinstance(one, tuple) else (one, None, None)
        EngagementBody.objects.create(
            engagement=made, organisation=body, people=people, first_time=first
        )
    return made


def visit(of: Pilot | None, at: Place, *met: Any, **fields: Any) -> Engagement:
    """A visit that took place."""
    return engagement(of, *met, **{"kind": "visit", "place": at, **fields})


def promise(at: Any, text: str = "Send the data", **fields: Any) -> ActionItem:
    """Something promised at a meeting, due today."""
    usual = {"text": text, "owner_said": "Data manager", "due": builders.TODAY}
    return ActionItem.objects.create(subject=at, **(usual | fields))


def total(of: Pilot, people: Any = None, **fields: Any) -> EngagementTotal:
    """How many a pilot met in all, as a source says it."""
    if "source" not in fields:
        fields["source"] = Source.objects.get_or_create(
            slug="who-was-met", defaults={"title": "Who was met"}
        )[0]
    return EngagementTotal.objects.create(pilot=of, people_low=people, **fields)


def referral(of: Pilot, people: Any = None, **fields: Any) -> Referral:
    """People who came to a pilot by themselves, unless said."""
    usual = {"direction": "in", "missing": "" if people is not None else "not_counted"}
    if "organisation" not in fields:
        usual["route"] = "People come by themselves"
    return Referral.objects.create(pilot=of, people_low=people, **(usual | fields))
