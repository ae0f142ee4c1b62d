"""What needs attention at a place: updates, questions, barriers, money that ends, gaps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from barriers.permissions import can_log_barrier_at
from dashboards.place_barriers import Barriers
from dashboards.place_known import Known
from dashboards.place_money import COUNTED, LATER, SOON, Money
from dashboards.place_pilots import SHOWN, UNDER_WAY_FIRST, Seen
from dashboards.subqueries import MOST, counted
from dashboards.waiting import Task
from interface.words import count_words, date_words
from partnerships.models import Place
from partnerships.permissions import can_edit_place
from pilots.models import Pilot, Update

AHEAD = dt.timedelta(days=30)


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
    can_log: bool


def buttons_of(user: Any, place: Place, seen: Seen) -> tuple[list[Button], bool]:
    """Log progress and log a barrier, for those who may; and whether they log any pilot here."""
    made = []
    mine = list(
        seen.pilots.logged_by(user)
        .order_by(UNDER_WAY_FIRST, "sort_key", "id")
        .only("slug", "status")[:2]
    )
    if mine:
        only = len(mine) == 1 or (mine[0].is_under_way and not mine[1].is_under_way)
        url = reverse("pilot_update", args=[mine[0].slug])
        many = f"{reverse('pilots')}?place={place.slug}"
        made.append(Button("Log progress", url if only else many))
    if can_log_barrier_at(user, place):
        made.append(Button("Log a barrier", f"{reverse('barrier_log')}?place={place.slug}"))
    return made, bool(mine)


def attention_of(
    user: Any,
    place: Place,
    seen: Seen,
    *,
    barriers: Barriers,
    money: Money,
    known: Known,
    today: dt.date,
) -> Attention:
    """Everything that waits at this place, as far as this reader sees it."""
    buttons, can_log = buttons_of(user, place, seen)
    tasks = [*_updates(place, seen, today), *_questions(user, seen)]
    tasks += _counts(barriers, money, known, place)
    return Attention(tasks, buttons, can_edit_place(user, place), can_log)


def _updates(place: Place, seen: Seen, today: dt.date) -> list[Task]:
    first = seen.pilots.due(by=today + AHEAD).values("pk")[: MOST + 1]
    waiting = Pilot.objects.filter(pk__in=first).order_by("update_due", "id")
    due, count = counted(waiting.only("name", "slug", "update_due"), SHOWN)
    made = []
    for pilot in due[:4]:
        days = (pilot.update_due - today).days
        late = f"{count_words(-days, 'day')} late"
        made.append(
            Task(
                title=f"Update of {pilot}",
                url=pilot.get_absolute_url(),
                status=late.capitalize() if days < 0 else "Due",
                shape="some" if days < 0 else "",
                reason=date_words(pilot.update_due),
            )
        )
    if count.more or count.count > len(made):
        more = count.count - len(made)
        made.append(
            Task(
                title=f"{more}{'+' if count.more else ''} more updates due or late",
                url=f"{reverse('pilots')}?place={place.slug}",
            )
        )
    return made


def _questions(user: Any, seen: Seen) -> list[Task]:
    asked = Update.objects.visible_to(user).filter(
        state=Update.State.QUESTIONED, pilot__in=seen.among
    )
    rows = asked.select_related("pilot").order_by("questioned_at", "id")[:3]
    return [
        Task(
            title=update.question,
            url=update.get_absolute_url(),
            note=f"asked about {update.pilot}",
            status="Question asked",
        )
        for update in rows
    ]


def _counts(barriers: Barriers, money: Money, known: Known, place: Place) -> list[Task]:
    made = []
    if barriers.needs_owner:
        made.append(
            Task(
                title=count_words(
                    barriers.needs_owner, "barrier needs an owner", "barriers need an owner"
                ),
                url=barriers.needs_owner_url,
                status="Needs an owner",
            )
        )
    if money.soon:
        made.append(_ending(money, money.soon, SOON, money.soon_url, "some"))
    if money.later > money.soon:
        made.append(_ending(money, money.later, LATER, money.later_url, "early"))
    if known.gaps:
        made.append(
            Task(
                title=f"{count_words(len(known.gaps), 'question')} that nobody has answered",
                url=reverse("place_gaps", args=[place.slug]),
                status="Not known",
            )
        )
    return made


def _ending(money: Money, count: int, months: int, url: str, shape: str) -> Task:
    first = money.ending[0]
    return Task(
        title=f"{'more than ' if count >= COUNTED else ''}"
        f"{count_words(count, 'amount of money ends', 'amounts of money end')}"
        f" within {months} months",
        url=url,
        note=f"the first: {first.name}, {first.when}",
        status="Ends soon" if months == SOON else "Ends this year",
        shape=shape,
    )
