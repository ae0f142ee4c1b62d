"""Who works together at a place: members of its partnerships and partners of its pilots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dashboards.place.pilots import Seen
from partnerships.models import Member, Organisation, Partnership, Place
from records import written
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
# The partners of pilots that the reader sees; written out because that compiles in no time.
PARTS = """
SELECT part.pilot_id, part.kind, part.description, part.role, part."end",
  part.organisation_id, body.name, body.slug, body.sector
FROM pilots_pilotpartner part
LEFT JOIN partnerships_organisation body ON body.id = part.organisation_id
WHERE part.pilot_id = ANY(%(pilots)s::bigint[])
ORDER BY part.pilot_id, part.id LIMIT %(most)s
"""
# Members of the partnerships here today. Partnerships are of the open directory.
MEMBERS = """
SELECT member.id, member.role, member.valid_from, member.commitment, member.organisation_id,
  member.partnership_id, body.name AS body_name, body.slug AS body_slug,
  body.sector AS body_sector, partnership.id AS partnership__id,
  partnership.name AS partnership__name, partnership.slug AS partnership__slug,
  partnership.kind AS partnership__kind, partnership.legal_status AS partnership__legal_status,
  partnership.vision AS partnership__vision, partnership.is_example AS partnership__is_example
FROM partnerships_partnershipplace link
JOIN partnerships_partnership partnership ON partnership.id = link.partnership_id
JOIN partnerships_member member ON member.partnership_id = partnership.id
JOIN partnerships_organisation body ON body.id = member.organisation_id
WHERE link.place_id = %(place)s AND coalesce(member.valid_from, '-infinity') <= %(today)s
  AND coalesce(member.valid_to, 'infinity') > %(today)s
ORDER BY partnership.name, member.id LIMIT %(most)s
"""
COMMITMENT = (
    *("named only", "kept informed", "takes part", "gives staff or money"),
    "fully committed",
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
    commitment: int | None = None
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
    def commitment_words(self) -> str:
        """How far it is committed, on the scale from 0 (named only) to 4 (fully committed)."""
        if self.commitment is None:
            return ""
        return f"{COMMITMENT[self.commitment]} ({self.commitment} of 4)"

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
    asked = {"pilots": seen.ids, "place": place.pk, "today": today, "most": MOST + 1}
    parts = sorted(written.read(PARTS, asked), key=lambda part: order[part[0]])
    members = written.records(Member, MEMBERS, asked, partnership=Partnership)
    found = _once([*_members(members[:MOST]), *_parts(parts[:MOST], seen, today)])
    return Partners(
        groups=[Group(key, label, found[key]) for key, label, _ in GROUPS if found.get(key)],
        partnerships=list({one.partnership_id: one.partnership for one in members}.values()),
        more=len(parts) > MOST or len(members) > MOST,
    )


def _members(members: list[Any]) -> Iterator[Link]:
    for member in members:
        role = "" if member.role in ("member", "lead") else str(member.get_role_display())
        one = Partner(member.body_name, member.body_slug, member.body_sector, [role])
        one.since = str(member.valid_from.year) if member.valid_from else ""
        one.commitment = member.commitment
        yield _GROUP_OF[member.role], member.organisation_id, one


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
        one.commitment = link.commitment if one.commitment is None else one.commitment
        one.pilots += [pilot for pilot in link.pilots if pilot not in one.pilots]
        one.is_past = one.is_past and link.is_past
        made[who] = (min(before, group, key=order.index), one)
    groups: dict[str, list[Partner]] = {}
    for group, one in made.values():
        groups.setdefault(group, []).append(one)
    return groups
