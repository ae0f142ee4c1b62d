"""Who works together at a place: members of its partnerships and partners of its pilots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dashboards.place_pilots import Seen
from partnerships.models import Member, Organisation, Partnership, Place
from partnerships.models.places import holding
from pilots.models import PilotPartner
from records.addresses import address

MOST = 500
PILOTS_NAMED = 4
# How close each role stands to the lead; an organisation is listed once, in its closest role.
GROUPS = (
    ("leads", "Leads", ("lead", "co_lead")),
    ("partners", "Partners", ("partner", "member", "host", "adviser")),
    ("evaluators", "Evaluators", ("evaluator",)),
    ("national", "National bodies", ("national",)),
)
# What is read of a partner of a pilot.
PART = (
    *("pilot_id", "kind", "description", "role", "end", "organisation_id"),
    *("organisation__name", "organisation__slug", "organisation__sector"),
)
SECTORS = dict(Organisation.Sector.choices)
# The group, what makes it the same body, and the partner.
Link = tuple[str, Any, "Partner"]
_GROUP_OF = {role: key for key, _, roles in GROUPS for role in roles}


@dataclass
class Partner:
    """One partner: a body, or a description where the source names none.

    ``slug`` and ``sector`` are those of the body; ``pilots`` are the ids of those it takes part in.
    """

    name: str
    slug: str = ""
    sector: str = ""
    roles: list[str] = field(default_factory=list)
    pilots: list[int] = field(default_factory=list)
    since: str = ""
    is_past: bool = False
    seen: Seen | None = field(default=None, repr=False)

    @property
    def named_pilots(self) -> list[dict[str, str]]:
        """The first few pilots that it takes part in, each with name and url."""
        seen = self.seen
        first = self.pilots[:PILOTS_NAMED] if seen else []
        return [{"name": seen.name(pk), "url": seen.url(pk)} for pk in first]

    @property
    def url(self) -> str:
        """The page of the body; empty for a description."""
        return address("organisation", self.slug) if self.slug else ""

    @property
    def sector_words(self) -> str:
        """The sector of the body."""
        return str(SECTORS.get(self.sector, ""))

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


def partners_of(place: Place, seen: Seen) -> Partners:
    """Members and partners, each body once in its closest role. Two queries."""
    today = timezone.localdate()
    order = {pk: number for number, pk in enumerate(seen.ids)}
    rows = PilotPartner.objects.filter(pilot__in=seen.among).order_by("pilot_id", "id")
    parts = sorted(rows.values_list(*PART)[: MOST + 1], key=lambda part: order[part[0]])
    here = Q(partnership__place_links__place=place)
    members = list(
        Member.objects.filter(holding(today), here)
        .select_related("organisation", "partnership")
        .defer("organisation__sort_key", "organisation__description")
        .order_by("partnership__name", "id")[: MOST + 1]
    )
    found = _once([*_members(members[:MOST]), *_parts(parts[:MOST], seen, today)])
    return Partners(
        groups=[Group(key, label, found[key]) for key, label, _ in GROUPS if found.get(key)],
        partnerships=list({one.partnership_id: one.partnership for one in members}.values()),
        more=len(parts) > MOST or len(members) > MOST,
    )


def _members(members: list[Member]) -> Iterator[Link]:
    for member in members:
        body = member.organisation
        role = "" if member.role in ("member", "lead") else str(member.get_role_display())
        one = Partner(body.name, body.slug, body.sector, [role])
        one.since = str(member.valid_from.year) if member.valid_from else ""
        yield _GROUP_OF[member.role], body.pk, one


def _parts(rows: list[tuple[Any, ...]], seen: Seen, today: dt.date) -> Iterator[Link]:
    for pilot, kind, description, role, end, body, name, slug, sector in rows:
        one = Partner(name or description, slug or "", sector or "", [role], [pilot])
        one.is_past = end is not None and end < today
        one.seen = seen
        yield _GROUP_OF[kind], body or description.lower(), one


def _once(links: Iterable[Link]) -> dict[str, list[Partner]]:
    """Each body once, in the closest of its roles, with all that is said of it."""
    order = [key for key, _, _ in GROUPS]
    made: dict[Any, tuple[str, Partner]] = {}
    for group, who, link in links:
        if who not in made:
            made[who] = (group, link)
            continue
        before, one = made[who]
        one.roles += link.roles
        one.seen = one.seen or link.seen
        one.pilots += [pilot for pilot in link.pilots if pilot not in one.pilots]
        one.is_past = one.is_past and link.is_past
        made[who] = (min(before, group, key=order.index), one)
    groups: dict[str, list[Partner]] = {}
    for group, one in made.values():
        groups.setdefault(group, []).append(one)
    return groups
