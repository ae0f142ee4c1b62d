"""What a reader is to do at a place, and what they may do there; nothing that others are to do."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone

from access.kept import kept
from access.permissions import can_edit_place, can_reorganise, contributes
from access.subqueries import MOST, Among, array
from access.visibility import reader_of
from barriers.barrier.permissions import places_of_teams
from barriers.report.at_place import Barriers
from interface.articles import with_article
from interface.words import count_words, date_words
from partnerships.models import Place
from pilots.models import Pilot, Update
from pilots.pilot.permissions import can_propose_at
from pilots.place.pilots import NAMELESS, UNDER_WAY_FIRST
from records.addresses import address
from records.statements import Given

AHEAD = dt.timedelta(days=30)
SHOWN, QUESTION = 3, 110


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a reader may do, or somewhere to go: words and address."""

    label: str
    url: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is the reader's to do, as ``components/needs_you.html`` shows it."""

    title: str
    url: str
    note: str = ""
    reason: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """A pilot whose progress the reader logs; ``by_team`` where their team logs barriers here."""

    pk: int
    slug: str
    name: str
    status: str
    due: dt.date | None
    by_team: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What one reader may do at a place, and the pilots whose progress they log."""

    logged: Sequence[Logged] = ()
    logs_barriers: bool = False
    visits: bool = False
    edits: bool = False
    proposes: bool = False
    reorganises: bool = False


NO_RIGHTS = Rights()


def rights_at(user: Any, place: Place, *, has_pilots: bool) -> Rights:
    """What this reader may do here. One query where there are pilots."""
    reader = reader_of(user)
    if reader is None:
        return NO_RIGHTS
    logged = [Logged(*row) for row in _logged(user, place=place)] if has_pilots else []
    here = contributes(user, place)
    return Rights(
        logged=logged,
        logs_barriers=here or any(one.by_team for one in logged),
        visits=bool(reader.organisations),
        edits=can_edit_place(user, place),
        proposes=can_propose_at(user, place),
        reorganises=can_reorganise(user),
    )


@kept
def _logged(user: Any, *, place: Any) -> Any:
    seen = Pilot.objects.visible_to(user).in_place(place)
    rows = seen.logged_by(user).order_by(UNDER_WAY_FIRST, "sort_key", "id")
    # Where their team logs barriers, as it leads a pilot here, that pilot is among these
    by_team = Exists(places_of_teams(user).filter(pk=place))
    return rows.values_list("pk", "slug", "name", "status", "update_due", by_team)[: MOST + 1]


def needs_of(
    user: Any, place: Place, rights: Rights, barriers: Barriers, today: dt.date
) -> list[Need]:
    """The first few things that are this reader's to do here. One query where they log a pilot."""
    made = [
        *_updates(place, rights.logged, today),
        *(_questions(user, rights.logged, today) if rights.logged else ()),
        *(_owners(barriers) if rights.logs_barriers and barriers.needs_owner else ()),
        *(_review(place, today) if rights.edits else ()),
    ]
    return made[:SHOWN]


def _updates(place: Place, logged: Sequence[Logged], today: dt.date) -> list[Need]:
    button = _log_progress(place, logged)
    due = sorted((one.due, one.pk, one) for one in logged if one.due and one.due <= today + AHEAD)
    return [
        Need(
            title=f"Write the update of {one.name or NAMELESS}",
            url=_form(one) if _form(one) != button else address("pilot_updates", one.slug),
            reason=f"{count_words((today - day).days, 'day')} late"
            if day < today
            else f"Due {date_words(day)}",
            is_late=day < today,
        )
        for day, _, one in due[:SHOWN]
    ]


def _questions(user: Any, logged: Sequence[Logged], today: dt.date) -> list[Need]:
    of = {one.pk: one for one in logged}
    return [
        Need(
            title="Answer a question",
            url=address("pilot_update_page", of[pilot].slug, number),
            note=f"“{textwrap.shorten(question, QUESTION, placeholder='…')}” "
            f"{of[pilot].name or NAMELESS}",
            reason=_asked_ago(asked, today),
        )
        for pilot, number, question, asked in _asked(user, pilots=array(of))
    ]


def _asked_ago(asked: dt.datetime | None, today: dt.date) -> str:
    days = (today - timezone.localdate(asked)).days if asked else 0
    return f"Asked {count_words(days, 'day')} ago" if days else ""


@kept
def _asked(user: Any, *, pilots: Given) -> Any:
    """The reader sees these pilots, so of their updates those that reach the reader."""
    reaching = Update.objects.reaching(user).filter(Among("pilot_id", pilots))
    rows = reaching.filter(state=Update.State.QUESTIONED).order_by("questioned_at", "id")
    return rows.values_list("pilot_id", "number", "question", "questioned_at")[:SHOWN]


def _owners(barriers: Barriers) -> list[Need]:
    number = barriers.needs_owner
    title = f"Find {'an owner' if number.label == '1' else 'owners'} for {number.words('barrier')}"
    return [Need(title, barriers.needs_owner_url)]


def _review(place: Place, today: dt.date) -> list[Need]:
    if place.review_by is None or place.review_by >= today:
        return []
    reason = f"Was due {date_words(place.review_by)}"
    url = f"{reverse('place_about', args=[place.slug])}#confirm"
    return [
        Need("Check that what’s said about this place is right", url, reason=reason, is_late=True)
    ]


def acts_of(place: Place, rights: Rights, *, has_pilots: bool, is_over: bool) -> list[Act]:
    """What to do here, the first thing first: that is the button, the rest is under *More*."""
    slug, of_place = [place.slug], f"?place={place.slug}"
    works_here = bool(rights.logged or rights.logs_barriers or rights.visits)
    # Who keeps a place of which all pilots ended begins something new; a follow-up comes second
    begins = rights.edits and all(one.status in Pilot.ENDED for one in rights.logged)
    made = []
    if rights.logged:
        made.append(Act("Log progress", _log_progress(place, rights.logged)))
    if rights.proposes and not is_over and (begins or not has_pilots):
        made.insert(
            0 if begins else len(made), Act("Propose a pilot", reverse("pilot_add") + of_place)
        )
    if rights.logs_barriers:
        made.append(Act("Log a barrier", reverse("barrier_log") + of_place))
    if rights.visits:
        made.append(Act("Plan a visit", reverse("place_visit_plan", args=slug)))
    if not works_here and not is_over:
        made.append(Act("Tell us something", reverse("place_tell", args=slug)))
    if not is_over:
        made.append(Act(f"Follow {with_article(place.name)}", reverse("place_follow", args=slug)))
    made.append(Act("Copy as a brief", reverse("place_brief", args=slug)))
    made.append(Act("Compare with other places", reverse("places_compare") + of_place))
    return made


def _log_progress(place: Place, logged: Sequence[Logged]) -> str:
    """The form of the only pilot that goes on, else the list of those that the reader logs."""
    under_way = [one.status in Pilot.UNDER_WAY for one in logged[:2]]
    only = len(logged) == 1 or under_way == [True, False]
    return _form(logged[0]) if only else f"{reverse('log_progress')}?place={place.slug}"


def _form(pilot: Logged) -> str:
    return address("pilot_update", pilot.slug)
