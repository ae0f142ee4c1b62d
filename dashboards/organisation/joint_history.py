"""What two organisations did together, as far as one reader may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from funding.models import Flow
from governance.models import Board, Decision, Seat
from interface.words import date_words
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
    """What both took part in, and boards on which both sit. Nine queries."""
    events = [
        *_pilots(user, one, other),
        *_partnerships(one, other),
        *_flows(user, one, other),
        *_programmes(user, one, other),
        *_boards(user, one, other),
    ]
    return JointHistory(one, other, sorted(events, key=lambda event: event.day or dt.date.max))


def _pilots(user: Any, one: Organisation, other: Organisation) -> list[Together]:
    def takes_part(body: Organisation) -> Exists:
        return Exists(
            PilotPartner.objects.taking_part().filter(pilot=OuterRef("pk"), organisation=body)
        )

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
    """Those of which neither said that it is no member."""
    held = Member.objects.exclude(claim=Member.Word.REFUSED)

    def belongs(body: Organisation) -> Exists:
        return Exists(held.filter(partnership=OuterRef("pk"), organisation=body))

    shared = list(Partnership.objects.filter(belongs(one), belongs(other))[:MOST])
    members = held.filter(partnership__in=shared, organisation__in=[one, other])
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
        parts = PilotPartner.objects.taking_part().filter(
            organisation=partner, pilot__in=Pilot.objects.visible_to(user).order_by().values("pk")
        )
        return Q(lead=lead, pk__in=parts.order_by().values("pilot__programme"))

    rows = Programme.objects.visible_to(user).filter(led(one, other) | led(other, one))
    return [
        Together(
            programme.start,
            _from(programme, "start"),
            "programme",
            f"{programme.lead} {'led' if programme.is_over else 'leads'} it; the other is in one "
            "of its pilots",
            programme.get_absolute_url(),
            programme.name,
        )
        for programme in rows.select_related("lead").order_by("-start", "id")[:MOST]
    ]


def _boards(user: Any, one: Organisation, other: Organisation) -> list[Together]:
    """Boards on which both have or had a seat at one time, of which neither said that it is not so,
    and what was decided there since."""
    seats = Seat.objects.filter(organisation__in=[one, other]).exclude(claim=Seat.Word.REFUSED)
    boards = Board.objects.visible_to(user).select_related("organisation")
    shared = boards.filter(
        Exists(seats.filter(board=OuterRef("pk"), organisation=one)),
        Exists(seats.filter(board=OuterRef("pk"), organisation=other)),
    ).order_by("-updated_at", "-id")[:MOST]
    by_board: dict[int, dict[int, list[Seat]]] = {}
    for seat in seats.filter(board__in=[board.pk for board in shared]).order_by("id"):
        by_board.setdefault(seat.board_id, {}).setdefault(seat.organisation_id or 0, []).append(
            seat
        )
    days = {board.pk: _together_from(*by_board[board.pk].values()) for board in shared}
    return [
        *(
            Together(
                days[board.pk],
                f"from {date_words(day)}" if (day := days[board.pk]) else "",
                "board",
                f"Both sit or sat on it: {one.name} and {other.name}",
                board.get_absolute_url(),
                str(board),
            )
            for board in shared
        ),
        *_decided(user, days),
    ]


def _together_from(one: list[Seat], other: list[Seat]) -> dt.date | None:
    """Since when both sat there: the later of their first days; None where one is not known."""
    starts = [[seat.valid_from for seat in seats] for seats in (one, other)]
    firsts = [None if None in days else min(filter(None, days)) for days in starts]
    return None if None in firsts else max(filter(None, firsts))


def _decided(user: Any, days: dict[int, dt.date | None]) -> list[Together]:
    """What these boards decided since both sat there, as far as that day is known."""
    since = Q(pk__in=[])
    for board, day in days.items():
        since |= Q(board=board, **({"decided_on__gte": day} if day else {}))
    rows = Decision.objects.visible_to(user).as_rows().filter(since, state__in=Decision.DECIDED)
    return [
        Together(
            row.decided_on,
            f"on {DateWithPrecision.of(row, 'decided_on')}",
            "decision",
            f"{row.board}",
            row.get_absolute_url(),
            row.title if user.is_authenticated else row.for_residents,
        )
        for row in (rows.order_by("-decided_on", "-id")[:MOST] if days else ())
    ]


def _from(record: Any, name: str) -> str:
    date = DateWithPrecision.of(record, name)
    return f"from {date}" if date else ""


def often_with(user: Any, body: Organisation) -> list[Organisation]:
    """The bodies with which one shares the most pilots that the reader sees. One query."""
    seen = Pilot.objects.visible_to(user).order_by().values("pk")
    parts = PilotPartner.objects.taking_part().filter(organisation=body, pilot__in=seen)
    own = parts.order_by().values("pilot")
    rows = Organisation.objects.visible_to(user).exclude(pk=body.pk)
    shared = Count("pilot_parts__pilot", filter=Q(pilot_parts__pilot__in=own), distinct=True)
    return list(rows.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "id")[:SHOWN])
