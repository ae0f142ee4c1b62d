"""The pilots of a place: how many, which, where they stand, and what happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, JSONField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.urls import reverse

from dashboards.subqueries import counted
from interface.paging import BoundedCount
from partnerships.models import Place, ProgrammePlace
from pilots.models import Change, Milestone, Pilot, Update
from pilots.permissions import can_read_working_text
from pilots.rhythm import Period
from records.addresses import address
from records.dates import DateWithPrecision

SHOWN = 8
MOST = 1_000
# How far back a pilot's confidence is looked for.
LATEST = 6
UPDATE_COLUMNS = {
    **{name: name for name in ("number", "state", "confidence")},
    "start": "period_start",
    "end": "period_end",
}
# Figures, changes and partners of a place are looked for among so many of its pilots.
LOOKED_AT = 300
EVENTS = 8
SHOWN_COLUMNS = (
    *("name", "slug", "status", "summary", "challenge", "target_group"),
    *("start", "start_precision", "end", "end_precision", "programme__name", "programme__slug"),
    *("source__title", "source__slug", "source__publisher"),
    *("source__published", "source__published_precision"),
)
CHANGES = 3
NEWS = 3
NAMELESS = str(Pilot())

UNDER_WAY_FIRST = Case(When(status__in=Pilot.UNDER_WAY, then=Value(0)), default=Value(1))


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened here, or is still to come."""

    when: str
    text: str
    url: str = ""
    link: str = ""
    todo: bool = False
    day: dt.date = dt.date.min


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One pilot as a line of the table. ``confidence`` is empty for the public."""

    pilot: Pilot
    update: str
    update_url: str
    confidence: str
    next_milestone: str
    last_milestone: str

    @property
    def where(self) -> str:
        """The places that it works in beside the one that leads it."""
        places = [link.place.name for link in self.pilot.place_links.all() if link.role != "lead"]
        return ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")

    @property
    def dates(self) -> str:
        """From when to when, as precisely as known."""
        start, end = self.pilot.started, self.pilot.ended
        if start and end:
            return f"{start} to {end}"
        return f"since {start}" if start else f"to {end}" if end else ""


@dataclass(frozen=True, slots=True)
class Pilots:
    """The pilots of a place, those under way first, as far as the reader sees them."""

    rows: list[PilotRow]
    count: BoundedCount
    under_way: int
    url: str

    @property
    def pilots(self) -> list[Pilot]:
        """The pilots that are shown."""
        return [row.pilot for row in self.rows]

    @property
    def only(self) -> Pilot | None:
        """The one pilot, where there is just one."""
        return self.rows[0].pilot if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class Seen:
    """The pilots of a place that a reader sees, and those whose parts are looked at.

    ``looked_at`` are all pilots of a place, the latest changed of a region: id to (name, slug).
    """

    pilots: QuerySet[Pilot]
    looked_at: dict[int, tuple[str, str]]

    @property
    def ids(self) -> list[int]:
        """Ids of the pilots that are looked at."""
        return list(self.looked_at)

    @property
    def among(self) -> RawSQL:
        """The same, to ask for their parts: one array, however many there are."""
        return RawSQL("SELECT unnest(%s::bigint[])", (self.ids,))

    def name(self, pk: int) -> str:
        """What a pilot is called."""
        return self.looked_at[pk][0] or NAMELESS

    def url(self, pk: int) -> str:
        """Where a pilot is."""
        return address("pilot", self.looked_at[pk][1])


def seen_in(user: Any, place: Place) -> Seen:
    """The pilots here and at places within that this reader sees. One query."""
    pilots = Pilot.objects.visible_to(user).in_place(place)
    newest = pilots.order_by("-updated_at", "-id").values_list("pk", "name", "slug")
    return Seen(pilots, {pk: (name, slug) for pk, name, slug in newest[:LOOKED_AT]})


def pilots_of(user: Any, place: Place, seen: Seen) -> Pilots:
    """The first few pilots, with last update and next milestone, and how many there are."""
    rows, count = _rows(user, seen.pilots)
    url = f"{reverse('pilots')}?place={place.slug}"
    under_way = rows[0].all_under_way if rows else 0
    return Pilots([_row(user, pilot) for pilot in rows], count, under_way, url)


def _rows(user: Any, seen: QuerySet[Pilot]) -> tuple[list[Any], BoundedCount]:
    updates = Update.objects.visible_to(user).filter(pilot=OuterRef("pk"))
    ordered = (UNDER_WAY_FIRST, "sort_key", "id")
    first = seen.order_by(*ordered).values("pk")[: MOST + 1]
    rows = (
        Pilot.objects.filter(pk__in=first)
        .order_by(*ordered)
        .with_places()
        .select_related("source")
        .only(*SHOWN_COLUMNS)
        .annotate(
            all_under_way=Window(Count("pk", filter=Q(status__in=Pilot.UNDER_WAY))),
            latest=ArraySubquery(
                updates.order_by("-number").values(json=JSONObject(**UPDATE_COLUMNS))[:LATEST]
            ),
            coming=_milestone_of("due", "done IS NULL ORDER BY due, id"),
            gone=_milestone_of("done", "done IS NOT NULL ORDER BY done DESC, id DESC"),
        )
    )
    return counted(rows, SHOWN, most=MOST)


def _milestone_of(day: str, which: str) -> RawSQL:
    """One milestone of the pilot outside, with one of its days, as JSON."""
    sql = f"""
        SELECT jsonb_build_object('text', text, 'day', {day}, 'precision', {day}_precision)
        FROM pilots_milestone WHERE pilot_id = pilots_pilot.id AND {which} LIMIT 1
    """  # noqa: S608 - the two columns above
    return RawSQL(sql, (), output_field=JSONField())  # noqa: S611


def _said(one: dict[str, str] | None) -> str:
    if not one:
        return ""
    return f"{one['text']}, {DateWithPrecision(_day(one['day']), one['precision'])}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _row(user: Any, pilot: Any) -> PilotRow:
    update, url = "", ""
    if pilot.latest:
        last = pilot.latest[0]
        start = _day(last["start"]) if last["start"] else None
        update = Period(start, _day(last["end"])).words
        url = address("pilot_update_page", pilot.slug, last["number"])
    confident = _confidence(pilot.latest) if can_read_working_text(user) else ""
    return PilotRow(
        pilot=pilot,
        update=update[:1].upper() + update[1:],
        update_url=url,
        confidence=str(Update.Confidence(confident).label).capitalize() if confident else "",
        next_milestone=_said(pilot.coming),
        last_milestone=_said(pilot.gone),
    )


def _confidence(updates: list[dict[str, str]]) -> str:
    """What the latest accepted update that says so is confident of."""
    accepted = [one for one in updates if one["state"] == Update.State.ACCEPTED]
    return next((one["confidence"] for one in accepted if one["confidence"]), "")


def changes_of(seen: Seen) -> list[Change]:
    """The latest changes of plan."""
    rows = Change.objects.filter(pilot__in=seen.among)
    return list(rows.order_by(F("on").desc(nulls_last=True), "-id")[:CHANGES])


def events_of(
    user: Any, place: Place, seen: Seen, changes: list[Change], *, several: bool
) -> list[Event]:
    """What happened here, the latest first: milestones, changes of plan, news from updates."""
    programmes = ProgrammePlace.objects.filter(place__reach_up__ancestor=place).values("programme")
    where = Q(pilot__in=seen.among) | Q(programme__in=programmes)
    done = Milestone.objects.filter(where).exclude(done=None).select_related("programme")
    found = [_milestone(one, seen, several) for one in done.order_by("-done", "-id")[:EVENTS]]
    found += [_change(one, seen) for one in changes if one.on is not None]
    found += [_news(one, seen) for one in _latest_news(user, seen)]
    return sorted(found, key=lambda event: event.day, reverse=True)[:EVENTS]


def _milestone(one: Milestone, seen: Seen, several: bool) -> Event:
    when = str(DateWithPrecision.of(one, "done"))
    url = link = ""
    if one.programme is not None:
        url, link = one.programme.get_absolute_url(), one.programme.name
    elif several and one.pilot_id is not None:
        url, link = seen.url(one.pilot_id), seen.name(one.pilot_id)
    return Event(
        when=f"About {when}" if one.is_worked_out else when,
        text=_sentence(one.text),
        url=url,
        link=link,
        day=one.done or dt.date.min,
    )


def plan_change(one: Change, seen: Seen) -> Event:
    """A change of plan in a sentence: from what, to what, why."""
    when = DateWithPrecision.of(one, "on")
    head = f"The plan changed ({when})" if when else "The plan changed"
    text = f"{head}. Before: {_sentence(one.before)} After: {_sentence(one.after)}"
    return Event(
        when="",
        text=f"{text} Why: {_sentence(one.why)}" if one.why else text,
        url=f"{seen.url(one.pilot_id)}#changes",
        link="How the plan changed",
    )


def _change(one: Change, seen: Seen) -> Event:
    return Event(
        when=str(DateWithPrecision.of(one, "on")),
        text=f"The plan changed: {one.after.rstrip('.')}.",
        url=f"{seen.url(one.pilot_id)}#changes",
        link="How the plan changed",
        day=one.on or dt.date.min,
    )


def _latest_news(user: Any, seen: Seen) -> QuerySet[Update]:
    told = Update.objects.visible_to(user).accepted().exclude(public_sentence="")
    return told.filter(pilot__in=seen.among).order_by("-period_end", "-id")[:NEWS]


def _news(one: Update, seen: Seen) -> Event:
    when = one.period.words
    return Event(
        when=when[:1].upper() + when[1:],
        text=_sentence(one.public_sentence),
        url=seen.url(one.pilot_id),
        link=seen.name(one.pilot_id),
        day=one.period_end,
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
