"""Barriers and pilots that concern somebody by their roles. Each part is one section."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from barriers.models import Barrier
from dashboards.scope import could_unlock, joined_by
from interface import words
from interface.sections import SHOWN, Section, Task, day_of
from partnerships.subqueries import first_of
from partnerships.visibility import Reader
from pilots.models import Pilot
from pilots.pilot.models import PilotQuerySet
from records.dates import Precision


def without_owner(user: Any, reader: Reader, today: dt.date, where: str) -> Section:
    """Barriers that nobody is named to unlock, where this user works.

    ``where`` is that scope as a parameter of the list of barriers; empty where it has none.
    """
    scope = Q(team__in=sorted(reader.teams)) | Q(programme__in=sorted(reader.led_programmes))
    if places := reader.contributed_places | reader.connected_places:
        scope |= Q(reach_ids__overlap=sorted(places))
    waiting = Barrier.objects.visible_to(user).needing_owner().filter(scope)
    longest_first = Coalesce("logged_on", TruncDate("logged_at"))
    rows, count = first_of(waiting.for_rows().order_by(longest_first, "id"), SHOWN)
    return Section(
        key="owners",
        title="Barriers that need an owner",
        short="Barriers without an owner",
        items=[
            Task(
                title=barrier.title,
                url=barrier.get_absolute_url(),
                note=_about(barrier),
                reason=_waiting(barrier, today),
            )
            for barrier in rows
        ],
        count=count,
        note="where you work",
        url=f"{reverse('barriers')}?status=needs_owner&{where}" if where else "",
        link="See as a list",
        empty="No barrier where you work is marked as in need of an owner.",
    )


def to_unlock(user: Any, reader: Reader) -> Section:
    """Open barriers that this user's organisations, or teams within them, could unlock."""
    seen = Barrier.objects.visible_to(user).open().filter(could_unlock(reader))
    rows, count = first_of(seen.for_rows().order_by("logged_at", "id"), SHOWN)
    return Section(
        key="unlock",
        title="Barriers that your organisation could unlock",
        short="Barriers you could unlock",
        items=[
            Task(
                title=barrier.title,
                url=barrier.get_absolute_url(),
                note=_about(barrier),
                status=words.capitalised(barrier.get_status_display()),
            )
            for barrier in rows
        ],
        count=count,
        note="open, of those you can see",
        empty="No open barrier that you can see names your organisation.",
    )


def joined_pilots(user: Any, reader: Reader) -> Section:
    """Pilots in which this user's organisations, or teams within them, take part."""
    seen = Pilot.objects.visible_to(user).filter(joined_by(reader))
    return _pilots(
        seen,
        key="joined",
        title="Pilots that your organisation takes part in",
        short="Pilots you take part in",
        empty="No pilot that you can see names your organisation.",
    )


def programme_pilots(user: Any, reader: Reader, where: str) -> Section:
    """Pilots of the programmes that this user evaluates; ``where`` is that of one alone."""
    seen = Pilot.objects.visible_to(user).filter(programme__in=sorted(reader.programmes))
    return _pilots(
        seen,
        key="pilots",
        title="Pilots of your programme",
        short="Pilots of your programme",
        empty="Your programme has no pilot that you can see.",
        url=f"{reverse('pilots')}?{where}" if where else "",
        link="See as a list",
    )


def _pilots(seen: PilotQuerySet, **said: Any) -> Section:
    rows, count = first_of(seen.with_lead(), SHOWN)
    return Section(
        items=[
            Task(
                title=pilot.title,
                url=pilot.get_absolute_url(),
                note=pilot.known_lead or "",
                status=words.capitalised(pilot.get_status_display()),
            )
            for pilot in rows
        ],
        count=count,
        note="of those you can see",
        **said,
    )


def _about(barrier: Barrier) -> str:
    category = barrier.category.name if barrier.category else "Not sure yet what kind"
    places = [link.place.name for link in barrier.place_links.all()]
    return ". ".join([category, ", ".join(places)] if places else [category])


def _waiting(barrier: Barrier, today: dt.date) -> str:
    said = barrier.logged_on if barrier.logged_on_precision == Precision.DAY else None
    days = (today - (said or day_of(barrier.logged_at))).days
    return f"Waiting {words.count_words(days, 'day')}" if days > 0 else "Logged today"
