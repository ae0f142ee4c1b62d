"""Who works together at a place: members of its partnerships and partners of its pilots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from dashboards.place_pilots import looked_at
from partnerships.models import Member, Partnership, Place
from partnerships.models.places import holding
from pilots.models import Pilot, PilotPartner

MOST = 500
# How close each role stands to the lead; an organisation is listed once, in its closest role.
GROUPS = (
    ("leads", "Leads", ("lead", "co_lead")),
    ("partners", "Partners", ("partner", "member", "host", "adviser")),
    ("evaluators", "Evaluators", ("evaluator",)),
    ("national", "National bodies", ("national",)),
)
_GROUP_OF = {role: key for key, _, roles in GROUPS for role in roles}


@dataclass
class Partner:
    """One partner: a body, or a description where the source names none."""

    name: str
    url: str = ""
    sector: str = ""
    roles: list[str] = field(default_factory=list)
    pilots: list[Pilot] = field(default_factory=list)
    since: str = ""
    is_past: bool = False

    @property
    def role_words(self) -> str:
        """What it does, as the sources say it."""
        return "; ".join(dict.fromkeys(role for role in self.roles if role))


@dataclass(frozen=True)
class Group:
    """Partners of one closeness."""

    key: str
    label: str
    partners: list[Partner]

    @property
    def present(self) -> list[Partner]:
        """Those who still take part."""
        return [one for one in self.partners if not one.is_past] or self.partners

    @property
    def names(self) -> str:
        """Their names in a line."""
        return "; ".join(one.name for one in self.present)


@dataclass(frozen=True)
class Partners:
    """Everybody who works together here, as far as the reader sees it."""

    groups: list[Group]
    partnerships: list[Partnership]
    more: bool

    def of(self, key: str) -> list[Partner]:
        """The partners of one group."""
        return next((group.present for group in self.groups if group.key == key), [])

    @property
    def local(self) -> int:
        """How many there are beside the national bodies."""
        return sum(len(group.partners) for group in self.groups if group.key != "national")

    @property
    def national(self) -> int:
        """How many national bodies there are."""
        return sum(len(group.partners) for group in self.groups if group.key == "national")

    @property
    def local_words(self) -> str:
        """How many local partners, counted as far as they were looked at."""
        return f"{self.local}{'+' if self.more else ''}"

    def __bool__(self) -> bool:
        return bool(self.groups)


def partners_of(place: Place, seen: QuerySet[Pilot]) -> Partners:
    """Members and partners, each body once in its closest role. Two queries."""
    today = timezone.localdate()
    parts = list(
        PilotPartner.objects.filter(pilot__in=looked_at(seen))
        .select_related("organisation", "pilot")
        .defer("pilot__search")
        .order_by("pilot__sort_key", "id")[: MOST + 1]
    )
    here = Q(partnership__place_links__place=place)
    members = list(
        Member.objects.filter(holding(today), here)
        .select_related("organisation", "partnership")
        .order_by("partnership__name", "id")[: MOST + 1]
    )
    found = _once(_as_partner(members, parts, today))
    return Partners(
        groups=[Group(key, label, found[key]) for key, label, _ in GROUPS if found.get(key)],
        partnerships=list({one.partnership_id: one.partnership for one in members}.values()),
        more=len(parts) > MOST or len(members) > MOST,
    )


def _as_partner(
    members: list[Member], parts: list[PilotPartner], today: dt.date
) -> Iterable[tuple[str, Any, Partner]]:
    """Each link as (group, what makes it the same body, partner)."""
    for member in members[:MOST]:
        body = member.organisation
        role = "" if member.role in ("member", "lead") else str(member.get_role_display())
        since = str(member.valid_from.year) if member.valid_from else ""
        yield _GROUP_OF[member.role], body.pk, _body(body, [role], since=since)
    for part in parts[:MOST]:
        is_past = part.end is not None and part.end < today
        group = _GROUP_OF[part.kind]
        if part.organisation is None:
            one = Partner(part.description, roles=[part.role], pilots=[part.pilot])
            one.is_past = is_past
            yield group, part.description.lower(), one
        else:
            one = _body(part.organisation, [part.role], pilots=[part.pilot])
            one.is_past = is_past
            yield group, part.organisation_id, one


def _body(body: Any, roles: list[str], **fields: Any) -> Partner:
    return Partner(body.name, body.get_absolute_url(), body.get_sector_display(), roles, **fields)


def _once(links: Iterable[tuple[str, Any, Partner]]) -> dict[str, list[Partner]]:
    """Each body once, in the closest of its roles, with all that is said of it."""
    order = [key for key, _, _ in GROUPS]
    made: dict[Any, tuple[str, Partner]] = {}
    for group, who, link in links:
        if who not in made:
            made[who] = (group, link)
            continue
        before, one = made[who]
        one.roles += link.roles
        one.pilots += [pilot for pilot in link.pilots if pilot not in one.pilots]
        one.is_past = one.is_past and link.is_past
        made[who] = (min(before, group, key=order.index), one)
    groups: dict[str, list[Partner]] = {}
    for group, one in made.values():
        groups.setdefault(group, []).append(one)
    return groups
