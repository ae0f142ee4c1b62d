"""Which partners a health check would ask, and why not the others.

Nobody who keeps a partnership can make a partner of a body, or say who answers for it, and ask at
once: a body has been a member for some time, by the server's clock, and its officers said that they
answer (docs/decisions/0100).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from governance.health_check.contact_models import HealthContact
from governance.health_check.questions import RESIDENTS, Kind
from governance.health_check.results import FEWEST
from interface.words import count_words, date_words
from partnerships.models import Organisation, Partnership
from partnerships.place.models.place import holding
from people.models import Assignment

MEMBER_FOR = dt.timedelta(days=14)


@dataclass(frozen=True)
class Partner:
    """A body that belongs, and in ``why_not`` why it cannot be asked; empty where it can be.
    ``person`` is the account that its officers named to answer beside them."""

    organisation: Organisation
    person: int | None
    why_not: str
    can_confirm: bool

    @property
    def is_asked(self) -> bool:
        """Whether it would be asked in a round that opens now."""
        return not self.why_not


def partners_of(partnership: Partnership, kind: str, today: dt.date) -> list[Partner]:
    """All that belong on the day, by name; of trust, the groups of residents. Four queries."""
    members = partnership.members.filter(holding(today)).order_by()
    since = dict(members.values_list("organisation").annotate(Min("created_at")))
    bodies = Organisation.objects.filter(pk__in=since)
    if kind == Kind.TRUST:
        bodies = bodies.filter(sector__in=RESIDENTS)
    contacts = HealthContact.objects.filter(partnership=partnership).select_related("person")
    asked = {one.organisation_id: one for one in contacts}
    said = {pk: one for pk, one in asked.items() if one.confirmed_on}
    officers = officers_of(since)

    def partner(body: Organisation) -> Partner:
        contact = said.get(body.pk)
        person = contact.person if contact and contact.person and contact.person.is_active else None
        from_day = timezone.localdate(since[body.pk]) + MEMBER_FOR
        why_not = ""
        if body.pk not in officers and person is None:
            why_not = "nobody there has an account. An administrator can invite an officer"
        elif contact is None:
            why_not = _unsaid(asked.get(body.pk))
        elif from_day > today:
            why_not = (
                f"it was added less than two weeks ago. It can be asked from {date_words(from_day)}"
            )
        return Partner(
            body, person.pk if person else None, why_not, contact is None and body.pk in officers
        )

    return [partner(body) for body in bodies.order_by("sort_key", "id")]


def _unsaid(contact: HealthContact | None) -> str:
    """Why a body that has not said who answers can't be asked."""
    if contact is None:
        return "its officers have not said who answers. Ask them on this page"
    day = date_words(timezone.localdate(contact.created_at))
    return f"its officers were asked on {day}, and have not said whether it takes part"


def officers_of(bodies: Iterable[int]) -> dict[int, set[User]]:
    """Who speaks for each of these bodies today and can sign in. One query."""
    roles = Assignment.objects.on(timezone.localdate()).filter(
        organisation__in=list(bodies), user__is_active=True
    )
    found: dict[int, set[User]] = {}
    for role in roles.order_by().select_related("user"):
        if role.organisation_id is not None:
            found.setdefault(role.organisation_id, set()).add(role.user)
    return found


def too_few(kind: str, partners: Iterable[Partner], *, by_name: bool = True) -> str:
    """Why a round of these cannot open, ``by_name`` unless a list beside it says why each of them
    can't be asked; empty where it can."""
    asked = [each for each in partners if each.is_asked]
    others = [each for each in partners if not each.is_asked]
    if len(asked) >= FEWEST:
        return ""
    who = "groups of residents" if kind == Kind.TRUST else "partners"
    told = (
        f"{len(asked) or 'None'} of {count_words(len(asked) + len(others), 'member')} can be asked"
    )
    why = "; ".join(f"{each.organisation}: {each.why_not}" for each in others) if by_name else ""
    return (
        f"A health check needs at least five {who} that can answer, so that nobody can tell who "
        f"said what. {told} today. {why}".strip()
    )
