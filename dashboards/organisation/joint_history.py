"""What two organisations did together, as far as one reader may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from funding.models import Flow
from partnerships.models import Member, Organisation, Partnership, PartnershipPlace, Programme
from pilots.models import Pilot, PilotPartner
from records.addresses import address
from records.dates import DateWithPrecision

MOST = 100
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Together:
    """One thing that the two did together: when it began, what it was, their parts in it."""

    day: dt.date | None
    when: str
    what: str
    text: str
    url: str
    link: str


@dataclass(frozen=True)
class JointHistory:
    """The two and what they did, the earliest first, what has no date last."""

    one: Organisation
    other: Organisation
    events: list[Together]

    def count(self, what: str) -> int:
        """How many of one kind: "pilot", "partnership", "flow", "programme"."""
        return sum(event.what == what for event in self.events)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each kind there are."""
        kinds = dict.fromkeys(event.what for event in self.events)
        return [(kind, self.count(kind)) for kind in kinds]


def build(user: Any, one: Organisation, other: Organisation) -> JointHistory:
    """Pilots, partnerships, flows and programmes in common. Seven queries."""
    events = [
        *_pilots(user, one, other),
        *_partnerships(one, other),
        *_flows(user, one, other),
        *_programmes(user, one, other),
    ]
    return JointHistory(one, other, sorted(events, key=lambda event: event.day or dt.date.max))


def _pilots(user: Any, one: Organisation, other: Organisation) -> list[Together]:
    def takes_part(body: Organisation) -> Exists:
        return Exists(PilotPartner.objects.filter(pilot=OuterRef("pk"), organisation=body))

    rows = Pilot.objects.visible_to(user).filter(takes_part(one), takes_part(other))
    pilots = list(rows.order_by("-start", "sort_key", "id")[:MOST])
    parts = PilotPartner.objects.filter(pilot__in=pilots, organisation__in=[one, other])
    parts_said: dict[int, dict[int, str]] = {}
    for part in parts:
        words = part.role or str(part.get_kind_display())
        parts_said.setdefault(part.pilot_id, {}).setdefault(part.organisation_id or 0, words)
    return [
        Together(
            pilot.start,
            _from(pilot, "start"),
            "pilot",
            f"{one.name}: {parts_said[pilot.pk].get(one.pk, '')}; "
            f"{other.name}: {parts_said[pilot.pk].get(other.pk, '')}",
            pilot.get_absolute_url(),
            pilot.title,
        )
        for pilot in pilots
    ]


def _partnerships(one: Organisation, other: Organisation) -> list[Together]:
    def belongs(body: Organisation) -> Exists:
        return Exists(Member.objects.filter(partnership=OuterRef("pk"), organisation=body))

    shared = list(Partnership.objects.filter(belongs(one), belongs(other))[:MOST])
    members = Member.objects.filter(partnership__in=shared, organisation__in=[one, other])
    links = PartnershipPlace.objects.filter(partnership__in=shared).order_by("id")
    places = dict(links.values_list("partnership_id", "place__slug"))
    by_partnership: dict[int, list[Member]] = {}
    for member in members.select_related("organisation"):
        by_partnership.setdefault(member.partnership_id, []).append(member)
    return [_membership(each, by_partnership[each.pk], places.get(each.pk)) for each in shared]


def _membership(partnership: Partnership, members: list[Member], place: str | None) -> Together:
    """Together from when the later of the two joined; not known where one day is not."""
    starts = [DateWithPrecision.of(member, "valid_from") for member in members]
    last = max((start for start in starts if start), key=attrgetter("day"), default=None)
    day = None if None in starts or last is None else last
    roles = "; ".join(
        f"{member.organisation.name}: {member.get_role_display()}" for member in members
    )
    when = f"from {day}" if day else ""
    url = address("place_partners", place) if place else ""
    return Together(day.day if day else None, when, "partnership", roles, url, partnership.name)


def _flows(user: Any, one: Organisation, other: Organisation) -> list[Together]:
    between = Q(giver=one, receiver=other) | Q(giver=other, receiver=one)
    rows = Flow.objects.visible_to(user).payments().filter(between).with_names_then()
    return [
        Together(
            flow.start,
            _from(flow, "start"),
            "flow",
            f"{flow.giver_name} to {flow.receiver_name}, "
            f"{flow.get_meaning_display()}: {flow.amount}",
            flow.get_absolute_url(),
            flow.description or "Flow of money",
        )
        for flow in rows.select_related("giver", "receiver").order_by("-start", "id")[:MOST]
    ]


def _programmes(user: Any, one: Organisation, other: Organisation) -> list[Together]:
    """Programmes that one of the two leads, and in whose pilots the other takes part."""

    def led(lead: Organisation, partner: Organisation) -> Q:
        parts = PilotPartner.objects.filter(
            organisation=partner, pilot__in=Pilot.objects.visible_to(user).order_by().values("pk")
        )
        return Q(lead=lead, pk__in=parts.order_by().values("pilot__programme"))

    rows = Programme.objects.visible_to(user).filter(led(one, other) | led(other, one))
    return [
        Together(
            programme.start,
            _from(programme, "start"),
            "programme",
            f"{programme.lead} leads it; the other takes part in a pilot of it",
            programme.get_absolute_url(),
            programme.name,
        )
        for programme in rows.select_related("lead").order_by("-start", "id")[:MOST]
    ]


def _from(record: Any, name: str) -> str:
    date = DateWithPrecision.of(record, name)
    return f"from {date}" if date else ""


def often_with(user: Any, body: Organisation) -> list[Organisation]:
    """The bodies with which one shares the most pilots that the reader sees. One query."""
    seen = Pilot.objects.visible_to(user).order_by().values("pk")
    own = PilotPartner.objects.filter(organisation=body, pilot__in=seen).order_by().values("pilot")
    rows = Organisation.objects.visible_to(user).exclude(pk=body.pk)
    shared = Count("pilot_parts__pilot", filter=Q(pilot_parts__pilot__in=own), distinct=True)
    return list(rows.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "id")[:SHOWN])
