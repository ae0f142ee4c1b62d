"""What happened at a place, in order: milestones, changes of plan, news from updates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from access.kept import kept
from access.subqueries import Among, AmongAll
from interface.words import capitalised
from partnerships.models import Place, PlaceReach, ProgrammePlace
from pilots.models import Milestone, PlanChange, Update
from pilots.place.pilots import PilotsHere
from records.dates import DateWithPrecision
from records.statements import Given

EVENTS = 5
CHANGES = 3
NEWS = 4
# What is said of each, and nothing else of it is read
NEWS_SAID = ("pilot", "period_start", "period_end", "public_sentence")
CHANGE_SAID = ("pilot", "on", "on_precision", "before", "after", "why")
MILESTONE_SAID = (
    *("pilot", "text", "done", "done_precision", "is_worked_out"),
    *("programme__name", "programme__slug"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened here, or is still to come."""

    when: str
    text: str
    url: str = ""
    link: str = ""
    todo: bool = False
    day: dt.date = dt.date.min


def changes_of(here: PilotsHere) -> list[PlanChange]:
    """The latest changes of plan."""
    return _changes(pilots=here.array) if here else []


@kept
def _changes(*, pilots: Given) -> Any:
    rows = PlanChange.objects.filter(Among("pilot_id", pilots)).only(*CHANGE_SAID)
    return rows.order_by(F("on").desc(nulls_last=True), "-id")[:CHANGES]


def events_of(
    place: Place, here: PilotsHere, changes: list[PlanChange], *, several: bool
) -> list[Event]:
    """What happened here, the latest first: milestones, changes of plan, news from updates.

    One more than ``EVENTS`` where there are more.
    """
    reached = _milestones(place=place, pilots=here.array)
    updates = _updates(pilots=here.array) if here else []
    events = [_milestone(milestone, here, several) for milestone in reached]
    events += [_change(change, here) for change in changes if change.on is not None]
    events += [_news(update, here) for update in updates]
    return sorted(events, key=lambda event: event.day, reverse=True)[: EVENTS + 1]


@kept
def _milestones(*, place: Any, pilots: Given) -> Any:
    """The latest reached of the pilots and of programmes here."""
    inside = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
    programmes = ProgrammePlace.objects.filter(place__in=inside).order_by().values("programme")
    own = Q(Among("pilot_id", pilots)) | Q(AmongAll("programme_id", programmes))
    reached = Milestone.objects.filter(own, done__isnull=False).select_related("programme")
    return reached.only(*MILESTONE_SAID).order_by("-done", "-id")[: EVENTS + 1]


@kept
def _updates(*, pilots: Given) -> Any:
    """The latest that were accepted."""
    # Whoever sees a pilot reads its accepted updates: no need to ask each
    accepted = Update.objects.filter(Among("pilot_id", pilots)).accepted().only(*NEWS_SAID)
    return accepted.order_by("-period_end", "-id")[:NEWS]


def _milestone(milestone: Milestone, here: PilotsHere, several: bool) -> Event:
    when = str(DateWithPrecision.of(milestone, "done"))
    url = link = ""
    if milestone.programme:
        url, link = milestone.programme.get_absolute_url(), milestone.programme.name
    elif several and milestone.pilot_id is not None:
        url, link = here.url(milestone.pilot_id), here.name(milestone.pilot_id)
    return Event(
        when=f"About {when}" if milestone.is_worked_out else when,
        text=_sentence(milestone.text),
        url=url,
        link=link,
        day=milestone.done or dt.date.min,
    )


def _change(change: PlanChange, here: PilotsHere) -> Event:
    return Event(
        when=str(DateWithPrecision.of(change, "on")),
        text=f"The plan changed: {change.after.rstrip('.')}.",
        url=f"{here.url(change.pilot_id)}about/#changes",
        link="How the plan changed",
        day=change.on or dt.date.min,
    )


def _news(update: Update, here: PilotsHere) -> Event:
    when = update.period.words
    return Event(
        when=capitalised(when),
        text=_sentence(update.public_sentence or "Progress reported"),
        url=here.url(update.pilot_id),
        link=here.name(update.pilot_id),
        day=update.period_end,
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
