"""The pilots of a place: how many, which, where they stand, their figures and their course."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import JSONObject
from django.urls import reverse

from dashboards.subqueries import first_of
from interface.paging import BoundedCount
from partnerships.models import Place, ProgrammePlace
from pilots.measures import Measure, measures
from pilots.models import Change, Indicator, Milestone, Pilot, Update
from pilots.rhythm import Period
from records.dates import DateWithPrecision

SHOWN = 8
MOST = 1_000
# Figures, changes and partners of a place are looked for among so many of its pilots.
LOOKED_AT = 300
INDICATORS = 40
FIGURES = 10
PAIRS = 2
EVENTS = 8

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
class Figures:
    """What was planned and what happened, over the pilots that are shown.

    ``pairs`` stand large, side by side; ``others`` in a table. ``more`` is how many are left out.
    """

    pairs: list[Measure]
    others: list[Measure]
    more: int
    url: str

    @property
    def all(self) -> list[Measure]:
        """All that are shown."""
        return [*self.pairs, *self.others]

    def __bool__(self) -> bool:
        return bool(self.pairs or self.others)


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


def seen_in(user: Any, place: Place) -> QuerySet[Pilot]:
    """The pilots here and at places within that this reader sees."""
    return Pilot.objects.visible_to(user).in_place(place)


def looked_at(seen: QuerySet[Pilot]) -> QuerySet[Any]:
    """Ids of the pilots whose parts are looked at: all of a place's, the newest of a region's."""
    return seen.order_by("-updated_at", "-id").values("pk")[:LOOKED_AT]


def pilots_of(user: Any, place: Place) -> Pilots:
    """The first few pilots, with last update and next milestone, and how many there are."""
    seen = seen_in(user, place).order_by(UNDER_WAY_FIRST, "sort_key", "id")
    rows, count = _rows(user, seen)
    url = f"{reverse('pilots')}?place={place.slug}"
    under_way = rows[0].all_under_way if rows else 0
    return Pilots([_row(user, pilot) for pilot in rows], count, under_way, url)


def _rows(user: Any, seen: QuerySet[Pilot]) -> tuple[list[Any], BoundedCount]:
    updates = Update.objects.visible_to(user).filter(pilot=OuterRef("pk"))
    milestones = Milestone.objects.filter(pilot=OuterRef("pk"))
    rows = (
        seen.with_places()
        .select_related("source")
        .defer("search")
        .annotate(
            all_under_way=Window(Count("pk", filter=Q(status__in=Pilot.UNDER_WAY))),
            latest=ArraySubquery(
                updates.order_by("-number").values(
                    json=JSONObject(number="number", start="period_start", end="period_end")
                )[:1]
            ),
            confident=ArraySubquery(
                updates.accepted()
                .exclude(confidence="")
                .order_by("-number")
                .values("confidence")[:1]
            ),
            coming=ArraySubquery(
                milestones.filter(done=None).order_by("due", "id").values(json=_event("due"))[:1]
            ),
            gone=ArraySubquery(
                milestones.exclude(done=None)
                .order_by("-done", "-id")
                .values(json=_event("done"))[:1]
            ),
        )
    )
    return first_of(rows, SHOWN, most=MOST)


def _event(column: str) -> JSONObject:
    return JSONObject(text="text", day=column, precision=f"{column}_precision")


def _said(found: list[dict[str, str]]) -> str:
    if not found:
        return ""
    one = found[0]
    return f"{one['text']}, {DateWithPrecision(_day(one['day']), one['precision'])}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _row(user: Any, pilot: Any) -> PilotRow:
    update, url = "", ""
    if pilot.latest:
        last = pilot.latest[0]
        start = _day(last["start"]) if last["start"] else None
        update = Period(start, _day(last["end"])).words
        url = reverse("pilot_update_page", args=[pilot.slug, last["number"]])
    confident = pilot.confident[0] if pilot.confident and user.is_authenticated else ""
    return PilotRow(
        pilot=pilot,
        update=update[:1].upper() + update[1:],
        update_url=url,
        confidence=str(Update.Confidence(confident).label).capitalize() if confident else "",
        next_milestone=_said(pilot.coming),
        last_milestone=_said(pilot.gone),
    )


def figures_of(user: Any, pilots: Pilots) -> Figures:
    """The figures of the pilots that are shown: first those whose plan counts something else."""
    by_id = {pilot.pk: pilot for pilot in pilots.pilots}
    rows = list(
        Indicator.objects.filter(pilot__in=list(by_id), is_context=False, ended_on=None).order_by(
            "pilot", "number"
        )[:INDICATORS]
    )
    for one in rows:
        one.pilot = by_id[one.pilot_id]
    order = {pk: number for number, pk in enumerate(by_id)}
    found = sorted(measures(user, rows), key=lambda one: order[one.indicator.pilot_id])
    comparable = [one for one in found if one.has_plan and one.actual.known]
    differing = [one for one in comparable if one.same is not True]
    pairs = (differing or comparable[:1])[:PAIRS]
    others = [one for one in found if one not in pairs]
    only = pilots.only
    return Figures(
        pairs=pairs,
        others=others[: FIGURES - len(pairs)],
        more=max(len(others) - FIGURES + len(pairs), 0),
        url=reverse("pilot_indicators", args=[only.slug]) if only else pilots.url,
    )


def changes_of(seen: QuerySet[Pilot]) -> list[Change]:
    """The latest changes of plan."""
    rows = Change.objects.filter(pilot__in=looked_at(seen)).select_related("pilot", "source")
    return list(rows.order_by(F("on").desc(nulls_last=True), "-id")[:3])


def events_of(
    user: Any, place: Place, seen: QuerySet[Pilot], changes: list[Change], *, several: bool
) -> list[Event]:
    """What happened here, the latest first: milestones, changes of plan, news from updates."""
    programmes = ProgrammePlace.objects.filter(place__reach_up__ancestor=place).values("programme")
    where = Q(pilot__in=looked_at(seen)) | Q(programme__in=programmes)
    done = Milestone.objects.filter(where).exclude(done=None).select_related("pilot", "programme")
    found = [_milestone(one, several) for one in done.order_by("-done", "-id")[:EVENTS]]
    found += [_change(one) for one in changes if one.on is not None]
    found += [_news(one) for one in _latest_news(user, seen)]
    return sorted(found, key=lambda event: event.day, reverse=True)[:EVENTS]


def _milestone(one: Milestone, several: bool) -> Event:
    when = str(DateWithPrecision.of(one, "done"))
    owner = one.pilot or one.programme
    named = several or one.pilot is None
    return Event(
        when=f"About {when}" if one.is_worked_out else when,
        text=_sentence(one.text),
        url=owner.get_absolute_url() if named and owner else "",
        link=str(owner) if named and owner else "",
        day=one.done or dt.date.min,
    )


def plan_change(one: Change) -> Event:
    """A change of plan in a sentence: from what, to what, why."""
    when = DateWithPrecision.of(one, "on")
    head = f"The plan changed ({when})" if when else "The plan changed"
    text = f"{head}. Before: {_sentence(one.before)} After: {_sentence(one.after)}"
    return Event(
        when="",
        text=f"{text} Why: {_sentence(one.why)}" if one.why else text,
        url=f"{one.pilot.get_absolute_url()}#changes",
        link="How the plan changed",
    )


def _change(one: Change) -> Event:
    return Event(
        when=str(DateWithPrecision.of(one, "on")),
        text=f"The plan changed: {one.after.rstrip('.')}.",
        url=f"{one.pilot.get_absolute_url()}#changes",
        link="How the plan changed",
        day=one.on or dt.date.min,
    )


def _latest_news(user: Any, seen: QuerySet[Pilot]) -> QuerySet[Update]:
    told = Update.objects.visible_to(user).accepted().exclude(public_sentence="")
    rows = told.filter(pilot__in=looked_at(seen)).select_related("pilot")
    return rows.order_by("-period_end", "-id")[:3]


def _news(one: Update) -> Event:
    when = one.period.words
    return Event(
        when=when[:1].upper() + when[1:],
        text=_sentence(one.public_sentence),
        url=one.pilot.get_absolute_url(),
        link=str(one.pilot),
        day=one.period_end,
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
