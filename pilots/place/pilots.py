"""The pilots of a place: how many, which, where they stand, and what happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from access.kept import kept
from access.subqueries import UpTo, array
from interface.paging import BoundedCount, up_to
from interface.words import capitalised
from partnerships.models import Place
from pilots.models import Milestone, Pilot, PilotPlace, PilotTopic, Update
from pilots.pilot.permissions import can_read_working_text
from pilots.pilot.schedule import Period
from records.addresses import address
from records.dates import DateWithPrecision
from records.models import Source

SHOWN = 8
MOST = 1_000
# How far back a pilot's confidence is looked for.
LATEST = 6
# Figures, changes and partners of a place are looked for among so many of its pilots.
LOOKED_AT = 300
NAMELESS = str(Pilot())

_TIME = ("start", "start_precision", "end", "end_precision")
# What the page says of a pilot; nothing else of it is read.
SAID = (
    *("name", "slug", "status", "summary", "challenge", "target_group", *_TIME),
    *("programme__name", *(f"programme__{name}" for name in _TIME)),
    *Source.said("source"),
)

UNDER_WAY_FIRST = Case(When(status__in=Pilot.UNDER_WAY, then=Value(0)), default=Value(1))
IN_ORDER = (UNDER_WAY_FIRST, "sort_key", "id")


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One pilot as a line of the table. ``confidence`` is empty for the public."""

    pilot: Pilot
    others: tuple[str, ...]
    topics: tuple[str, ...]
    update: str
    update_url: str
    confidence: str
    next_milestone: str
    last_milestone: str

    @property
    def where(self) -> str:
        """The places that it works in beside the one that leads it."""
        more = len(self.others) - 3
        return ", ".join(self.others[:3]) + (f" and {more} more" if more > 0 else "")

    @property
    def dates(self) -> str:
        """From when to when, as precisely as known."""
        start, end = self.pilot.started, self.pilot.ended
        if start and end:
            return f"{start} to {end}"
        first = self.pilot.start
        since = "from" if first and first > timezone.localdate() else "since"
        return f"{since} {start}" if start else f"to {end}" if end else ""


@dataclass(frozen=True, slots=True)
class Pilots:
    """The pilots of a place, those under way first, as far as the reader sees them."""

    rows: list[PilotRow]
    count: BoundedCount
    under_way: BoundedCount
    url: str

    @property
    def words(self) -> str:
        """How many there are: "12 pilots"."""
        return self.count.words("pilot")

    @property
    def pilots(self) -> list[Pilot]:
        """The pilots that are shown."""
        return [row.pilot for row in self.rows]

    @property
    def only(self) -> Pilot | None:
        """The one pilot, where there is just one."""
        return self.rows[0].pilot if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class PilotsHere:
    """The pilots of a place that a reader sees, and those whose parts are looked at.

    ``looked_at`` are all pilots of a place, the latest changed of a region: id to (name, slug).
    """

    looked_at: dict[int, tuple[str, str]]

    def __bool__(self) -> bool:
        """Whether there is any: of a quiet place nothing more is asked."""
        return bool(self.looked_at)

    @property
    def ids(self) -> list[int]:
        """Ids of the pilots that are looked at."""
        return list(self.looked_at)

    @property
    def array(self) -> str:
        """The same as one value, to be given to a kept statement."""
        return array(self.looked_at)

    def name(self, pk: int) -> str:
        """What a pilot is called."""
        return self.looked_at[pk][0] or NAMELESS

    def slug(self, pk: int) -> str:
        """A pilot in addresses."""
        return self.looked_at[pk][1]

    def url(self, pk: int) -> str:
        """Where a pilot is."""
        return address("pilot", self.slug(pk))


def pilots_at_place(user: Any, place: Place) -> PilotsHere:
    """The pilots here and at places within that this reader sees. One query."""
    return PilotsHere({pk: (name, slug) for pk, name, slug in _newest(user, place=place)})


@kept
def _newest(user: Any, *, place: Any) -> Any:
    newest = Pilot.objects.visible_to(user).in_place(place).order_by("-updated_at", "-id")
    return newest.values_list("pk", "name", "slug")[:LOOKED_AT]


def pilots_of(user: Any, place: Place, here: PilotsHere) -> Pilots:
    """The first few pilots, with last update and next milestone, and how many there are."""
    rows = _rows(user, place=place) if here else []
    url = f"{reverse('pilots')}?place={place.slug}"
    count, under_way = (rows[0].all_seen, rows[0].all_under_way) if rows else (0, 0)
    counts = (up_to(count, MOST), up_to(under_way, MOST))
    return Pilots([_row(user, pilot) for pilot in rows], *counts, url)


@kept
def _rows(user: Any, *, place: Any) -> Any:
    """The first few with what stands beside each, and counts over all of them. One query.

    They are among the pilots that the reader sees, so of their updates only those are asked that
    reach the reader.
    """
    of_pilot = {"pilot": OuterRef("pk")}
    links = PilotPlace.objects.filter(**of_pilot).exclude(role=PilotPlace.Role.LEAD)
    topics = PilotTopic.objects.filter(**of_pilot)
    updates = Update.objects.reaching(user).filter(**of_pilot).order_by("-number")
    names = ("number", "state", "confidence", "period_start", "period_end")
    read = JSONObject(**dict(zip(names, names, strict=True)))
    milestones = Milestone.objects.filter(**of_pilot)
    coming = milestones.filter(done=None, given_up_on=None).order_by("due", "id")
    gone = milestones.exclude(done=None).order_by("-done", "-id")
    seen = Pilot.objects.visible_to(user).in_place(place)
    rows = seen.annotate(
        all_seen=UpTo(seen, MOST),
        all_under_way=UpTo(seen.live(), MOST),
        other_places=ArraySubquery(links.order_by("role", "id").values("place__name")),
        about=ArraySubquery(topics.order_by("id").values("topic__name")),
        latest=ArraySubquery(updates.values(read=read)[:LATEST]),
        coming=_milestone(coming, "due"),
        gone=_milestone(gone, "done"),
    )
    shown = rows.with_lead().select_related("programme", "source").only(*SAID)
    return shown.order_by(*IN_ORDER)[:SHOWN]


def _milestone(rows: QuerySet[Milestone], day: str) -> Subquery:
    read = JSONObject(text="text", day=day, precision=f"{day}_precision")
    return Subquery(rows.values(read=read)[:1])


def _milestone_words(milestone: dict[str, str] | None) -> str:
    if not milestone:
        return ""
    day = DateWithPrecision(dt.date.fromisoformat(milestone["day"]), milestone["precision"])
    return f"{milestone['text']}, {day}"


def _row(user: Any, pilot: Any) -> PilotRow:
    update, url = "", ""
    if pilot.latest:
        last = pilot.latest[0]
        start, end = (
            last[at] and dt.date.fromisoformat(last[at]) for at in ("period_start", "period_end")
        )
        update = Period(start, end).words
        url = address("pilot_update_page", pilot.slug, last["number"])
    confident = _confidence(pilot.latest) if can_read_working_text(user) else ""
    return PilotRow(
        pilot=pilot,
        others=tuple(pilot.other_places),
        topics=tuple(pilot.about),
        update=capitalised(update),
        update_url=url,
        confidence=str(Update.Confidence(confident).label).capitalize() if confident else "",
        next_milestone="" if pilot.has_ended else _milestone_words(pilot.coming),
        last_milestone=_milestone_words(pilot.gone),
    )


def _confidence(updates: list[dict[str, str]]) -> str:
    """What the latest accepted update that says so is confident of."""
    accepted = (update for update in updates if update["state"] == Update.State.ACCEPTED)
    return next((update["confidence"] for update in accepted if update["confidence"]), "")
