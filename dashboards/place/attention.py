"""What needs attention at a place: updates, questions, barriers, money that ends, gaps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.urls import reverse

from access.compiled import Given, compiled
from access.permissions import can_edit_place, can_reorganise, contributes
from access.subqueries import MOST, Among
from access.visibility import reader_of
from barriers.barrier.permissions import places_of_teams
from barriers.register.for_place import Barriers
from funding.flow.for_place import LATER, SOON, Money
from interface.paging import BoundedCount
from interface.sections import Task
from interface.words import capitalised, count_words, date_words
from partnerships.models import Place
from pilots.models import Pilot, Update
from pilots.pilot.permissions import can_propose_at
from pilots.place.notes import PlaceNotes
from pilots.place.pilots import NAMELESS, UNDER_WAY_FIRST, PilotsHere
from records.addresses import address

AHEAD = dt.timedelta(days=30)
SHOWN, QUESTIONS = 4, 3


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do, at the head of the page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Attention:
    """What waits here, and what this reader may do."""

    tasks: list[Task]
    buttons: list[Button]
    can_edit: bool
    can_reorganise: bool
    can_log: bool
    can_propose: bool


def buttons_of(user: Any, place: Place, here: PilotsHere) -> tuple[list[Button], bool]:
    """Log progress and log a barrier, for those who may; plan a visit, for officers of a body,
    who come for that; and whether they log any pilot here."""
    made = []
    mine = _logged(user, place=place) if here else []
    if mine:
        under_way = [status in Pilot.UNDER_WAY for _, status, _ in mine]
        url = address("pilot_update", mine[0][0])
        only = len(mine) == 1 or under_way == [True, False]
        many = f"{reverse('log_progress')}?place={place.slug}"
        made.append(Button("Log progress", url if only else many))
    if contributes(user, place) or any(may for *_, may in mine):
        made.append(Button("Log a barrier", f"{reverse('barrier_log')}?place={place.slug}"))
    reader = reader_of(user)
    if reader is not None and reader.organisations:
        made.append(Button("Plan a visit", reverse("place_visit_plan", args=[place.slug])))
    return made, bool(mine)


@compiled
def _logged(user: Any, *, place: Any) -> Any:
    seen = Pilot.objects.visible_to(user).in_place(place)
    rows = seen.logged_by(user).order_by(UNDER_WAY_FIRST, "sort_key", "id")
    # Where their team logs barriers, as it leads a pilot here, that pilot is among these
    by_team = Exists(places_of_teams(user).filter(pk=place))
    return rows.values_list("slug", "status", by_team)[:2]


def attention_of(
    user: Any,
    place: Place,
    here: PilotsHere,
    *,
    barriers: Barriers,
    money: Money,
    notes: PlaceNotes,
    today: dt.date,
) -> Attention:
    """Everything that waits at this place, as far as this reader sees it."""
    buttons, can_log = buttons_of(user, place, here)
    tasks = [*_updates(user, place, today), *_questions(user, here)] if here else []
    tasks += _counts(barriers, money, notes, place)
    edits, reorganises = can_edit_place(user, place), can_reorganise(user)
    proposes = can_propose_at(user, place)
    return Attention(tasks, buttons, edits, reorganises, can_log, proposes)


def _updates(user: Any, place: Place, today: dt.date) -> list[Task]:
    rows = _due(user, place=place, by=today + AHEAD)
    made = []
    for name, slug, due in rows[:SHOWN]:
        days = (due - today).days
        late = f"{count_words(-days, 'day')} late"
        made.append(
            Task(
                title=f"Write the update of {name or NAMELESS}",
                action="Write",
                url=address("pilot", slug),
                status=late.capitalize() if days < 0 else "Due",
                shape="some" if days < 0 else "",
                reason=date_words(due),
            )
        )
    if len(rows) > len(made):
        more = min(len(rows), MOST) - len(made)
        made.append(
            Task(
                title=f"{more}{'+' if len(rows) > MOST else ''} more updates due or late",
                url=f"{reverse('pilots')}?place={place.slug}",
            )
        )
    return made


@compiled
def _due(user: Any, *, place: Any, by: Any) -> Any:
    rows = Pilot.objects.visible_to(user).in_place(place).due(by=by)
    return rows.values_list("name", "slug", "update_due")[: MOST + 1]


def _questions(user: Any, here: PilotsHere) -> list[Task]:
    return [
        Task(
            title=f"Answer: {question}",
            action="Answer",
            url=address("pilot_update_page", here.slug(pilot), number),
            note=f"asked about {here.name(pilot)}",
            status="Question asked",
        )
        for pilot, number, question in _asked(user, pilots=here.array)
    ]


@compiled
def _asked(user: Any, *, pilots: Given) -> Any:
    """The reader sees these pilots, so of their updates those that reach the reader."""
    reaching = Update.objects.reaching(user).filter(Among("pilot_id", pilots))
    rows = reaching.filter(state=Update.State.QUESTIONED).order_by("questioned_at", "id")
    return rows.values_list("pilot_id", "number", "question")[:QUESTIONS]


def _counts(barriers: Barriers, money: Money, notes: PlaceNotes, place: Place) -> list[Task]:
    made = []
    if barriers.needs_owner:
        made.append(
            Task(
                title=capitalised(
                    barriers.needs_owner.words("barrier needs an owner", "barriers need an owner")
                ),
                url=barriers.needs_owner_url,
                status="Needs an owner",
            )
        )
    if money.soon:
        made.append(_ending(money, money.soon, SOON, money.soon_url, "some"))
    if money.later.count > money.soon.count:
        made.append(_ending(money, money.later, LATER, money.later_url, "early"))
    if notes.gaps:
        made.append(
            Task(
                title=f"{count_words(len(notes.gaps), 'question')} that nobody has answered",
                url=reverse("place_gaps", args=[place.slug]),
                status="Not known",
            )
        )
    return made


def _ending(money: Money, count: BoundedCount, months: int, url: str, shape: str) -> Task:
    first = money.ending[0]
    ends = count.words("amount of money ends", "amounts of money end")
    return Task(
        title=capitalised(f"{ends} within {months} months"),
        url=url,
        note=f"the first: {first.name}, {first.when}",
        status="Ends soon" if months == SOON else "Ends this year",
        shape=shape,
    )
