"""Who works together at a place: members of its partnerships and partners of its pilots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from access.kept import kept
from access.subqueries import Among
from partnerships.models import Member, Organisation, Partnership, PartnershipPlace, Place
from partnerships.place.models.place import holding
from pilots.models import Pilot, PilotPartner
from pilots.place.pilots import PilotsHere
from records.addresses import address
from records.statements import Given

MOST = 500
PILOTS_NAMED = 4
# How close each role stands to the lead; an organisation is listed once, in its closest role.
GROUPS = (
    ("leads", "Leads", ("lead", "co_lead")),
    ("partners", "Partners", ("partner", "member", "host", "adviser")),
    ("evaluators", "Evaluators", ("evaluator",)),
    ("national", "National bodies", ("national",)),
    ("named", "Also named", ("named",)),
)
NAMED = "named"
NOT_LOCAL = ("national", NAMED)
SECTORS = dict(Organisation.Sector.choices)
PART = (
    *("pilot_id", "kind", "description", "role", "ended", "organisation_id"),
    *("pilot__status", "body", "organisation__slug", "organisation__sector"),
)
MEMBER = (
    *("role", "valid_from", "commitment", "organisation_id", "claim", "source_id"),
    *(f"partnership__{name}" for name in ("name", "slug", "kind", "legal_status", "vision")),
    "partnership__is_example",
)
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
    is_unconfirmed: bool = False
    is_past: bool = False
    here: PilotsHere | None = field(default=None, repr=False)

    @property
    def pilots_named(self) -> str:
        """The first few pilots that it takes part in, by their names."""
        named = [self.here.name(pk) for pk in self.pilots[:PILOTS_NAMED]] if self.here else []
        more = len(self.pilots) - len(named)
        return ", ".join(named) + (f" and {more} more" if named and more else "")

    @property
    def url(self) -> str:
        """The page of the body; empty for a description."""
        return address("organisation", self.slug) if self.slug else ""

    @property
    def member_words(self) -> str:
        """Since when it is a member, how far committed, from 0 (named only) to 4 (fully), and
        whether it has not confirmed that."""
        said = [f"since {self.since}"] if self.since else []
        if self.commitment is not None:
            said.append(f"{Member.COMMITMENTS[self.commitment]} ({self.commitment} of 4)")
        if self.is_unconfirmed:
            said.append("not confirmed")
        return "; ".join(said)

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
        return [partner for partner in self.partners if not partner.is_past] or self.partners

    @property
    def names(self) -> str:
        """Their names in a line."""
        return "; ".join(partner.name for partner in self.present)


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
        """How many there are beside the national bodies and those that are named only."""
        return sum(len(group.partners) for group in self.groups if group.key not in NOT_LOCAL)

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


def partners_of(place: Place, here: PilotsHere) -> Partners:
    """Members and partners, each body once in its closest role. Two queries."""
    today = timezone.localdate()
    order = {pk: number for number, pk in enumerate(here.ids)}
    parts = _parts_in(pilots=here.array) if here else []
    rows = sorted(parts, key=lambda part: order[part[0]])
    members = _members_at(place=place, day=today)
    return _together(members, rows, here, today)


def _together(
    members: list[Any], rows: list[tuple[Any, ...]], here: PilotsHere, today: dt.date
) -> Partners:
    """Members and the parts of pilots, each body once in its closest role."""
    partners = _once([*_members(members[:MOST]), *_parts(rows[:MOST], here, today)])
    return Partners(
        groups=[Group(key, label, partners[key]) for key, label, _ in GROUPS if partners.get(key)],
        partnerships=list(dict.fromkeys(member.partnership for member in members)),
        more=len(rows) > MOST or len(members) > MOST,
    )


@kept
def _parts_in(*, pilots: Given) -> Any:
    parts = PilotPartner.objects.filter(Among("pilot_id", pilots)).order_by("pilot_id", "id")
    parts = parts.with_names_then().annotate(
        body=Coalesce("name_then", "organisation__name"), ended=Coalesce("end", "pilot__end")
    )
    return parts.values_list(*PART)[: MOST + 1]


@kept
def _members_at(*, place: Any, day: Any) -> Any:
    """Members on this day of the partnerships here, which are of the open directory, but for those
    of which the body said that it is not so."""
    links = PartnershipPlace.objects.filter(place=place).order_by().values("partnership")
    members = Member.objects.filter(holding(day), partnership__in=links)
    members = members.exclude(claim=Member.Word.REFUSED)
    rows = members.select_related("partnership").annotate(
        body_name=F("organisation__name"),
        body_slug=F("organisation__slug"),
        body_sector=F("organisation__sector"),
    )
    return rows.only(*MEMBER).order_by("partnership__name", "id")[: MOST + 1]


def _members(members: Iterable[Any]) -> Iterator[Link]:
    for member in members:
        role = "" if member.role in ("member", "lead") else str(member.get_role_display())
        partner = Partner(member.body_name, member.body_slug, member.body_sector, [role])
        partner.since = str(member.valid_from.year) if member.valid_from else ""
        partner.commitment = member.commitment
        partner.is_unconfirmed = member.claim in Member.OPEN and member.source_id is None
        yield _GROUP_OF[member.role], member.organisation_id, partner


def _parts(rows: list[tuple[Any, ...]], here: PilotsHere, today: dt.date) -> Iterator[Link]:
    for pilot, kind, description, role, end, body, status, name, slug, sector in rows:
        partner = Partner(name or description, slug or "", sector or "", [role], [pilot])
        partner.is_past = status in Pilot.ENDED or (end is not None and end < today)
        partner.here = here
        yield _GROUP_OF[kind], body or description.lower(), partner


def _once(links: Iterable[Link]) -> dict[str, list[Partner]]:
    """Each body once, in the closest of its roles, with all that is said of it."""
    order = [key for key, _, _ in GROUPS]
    made: dict[Any, tuple[str, Partner]] = {}
    for group, who, link in links:
        if who not in made:
            made[who] = (group, link)
            continue
        before, partner = made[who]
        if NAMED in (before, group) and before != group:  # who is named takes no part
            made[who] = (group, link) if before == NAMED else (before, partner)
            continue
        partner.roles += link.roles
        partner.here = partner.here or link.here
        partner.commitment = link.commitment if partner.commitment is None else partner.commitment
        partner.pilots += [pilot for pilot in link.pilots if pilot not in partner.pilots]
        partner.is_unconfirmed = partner.is_unconfirmed or link.is_unconfirmed
        partner.is_past = partner.is_past and link.is_past
        made[who] = (min(before, group, key=order.index), partner)
    groups: dict[str, list[Partner]] = {}
    for group, partner in made.values():
        groups.setdefault(group, []).append(partner)
    return groups
