"""All that happened in a pilot, and is to happen, in time: four kinds of things in one list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from pilots import permissions, updates
from pilots.course.reading import told
from pilots.models import Change, Engagement, Milestone, Pilot, Update

# The newest of each kind; a pilot of ten years that reports each month has 120 updates
MOST = 300
KINDS = {
    "milestones": "Milestones",
    "changes": "Changes of approach",
    "updates": "Updates",
    "visits": "Visits",
}
ONE = {
    "milestones": "Milestone",
    "changes": "Change of approach",
    "updates": "Update",
    "visits": "Visit",
}


@dataclass(frozen=True)
class Entry:
    """Something dated; ``day`` puts it in its order and is None where it is not known."""

    kind: str
    day: dt.date | None
    when: str
    text: str
    url: str = ""
    todo: bool = False
    status: str = ""
    shape: str = ""
    notes: list[str] = field(default_factory=list)
    edit_url: str = ""

    @property
    def kind_words(self) -> str:
        """What it is."""
        return ONE[self.kind]


@dataclass(frozen=True)
class Timeline:
    """What is shown of it, oldest first; ``counts`` how many there are of each kind."""

    dated: list[Entry]
    undated: list[Entry]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


def build(user: Any, pilot: Pilot, today: dt.date, kind: str = "") -> Timeline:
    """For a pilot that the caller has authorised; ``kind`` leaves one kind. Five queries."""
    found = [
        *_milestones(user, pilot, today),
        *_changes(user, pilot),
        *_updates(user, pilot),
        *_visits(user, pilot),
    ]
    counts = {key: sum(one.kind == key for one in found) for key in KINDS}
    shown = [one for one in found if kind in ("", one.kind)]
    dated = [one for one in shown if one.day is not None]
    return Timeline(
        sorted(dated, key=lambda one: one.day or dt.date.min),
        [one for one in shown if one.day is None],
        counts,
    )


def _milestones(user: Any, pilot: Pilot, today: dt.date) -> Iterator[Entry]:
    own = Q(pilot=pilot)
    if pilot.programme_id is not None:
        own |= Q(programme=pilot.programme_id)
    rows = Milestone.objects.filter(own).select_related("programme").prefetch_related("moves")
    logs = permissions.can_log_progress(user, pilot)
    for one in rows.order_by(Coalesce("done", "due").desc(), "-id")[:MOST]:
        read = told(one, today, one.moves.all())
        may = logs if one.programme is None else permissions.can_keep_milestone(user, one)
        yield Entry(
            "milestones",
            one.done or one.due,
            read.when,
            read.text,
            todo=read.todo,
            status=read.status,
            shape=read.shape,
            notes=read.notes,
            edit_url=reverse("milestone_edit", args=[one.pk]) if may else "",
        )


def _changes(user: Any, pilot: Pilot) -> Iterator[Entry]:
    rows = Change.objects.filter(pilot=pilot).order_by(F("on").desc(nulls_last=True), "-id")
    may = permissions.can_log_progress(user, pilot)
    for one in rows[:MOST]:
        notes = [f"Why: {one.why}"] if one.why else []
        notes += [f"Agreed by {one.agreed_by}"] if one.agreed_by else []
        yield Entry(
            "changes",
            one.on,
            str(one.day or ""),
            f"From {_lower(one.before)} to {_lower(one.after)}",
            notes=notes,
            edit_url=reverse("pilot_change_edit", args=[pilot.slug, one.pk]) if may else "",
        )


def _lower(text: str) -> str:
    """A text within a sentence: "The whole city" becomes "the whole city", "DWP" stays."""
    text = text.strip().rstrip(".")
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _updates(user: Any, pilot: Pilot) -> Iterator[Entry]:
    rows = Update.objects.visible_to(user).accepted().filter(pilot=pilot).order_by("-number")
    for one in rows.select_related("created_by", "questioned_by", "accepted_by")[:MOST]:
        one.pilot = pilot
        read = updates.read(user, one)
        text = read.said or "Nothing written for the public"
        period = read.period[:1].upper() + read.period[1:]
        yield Entry("updates", one.period_end, period, text, url=read.url)


def _visits(user: Any, pilot: Pilot) -> Iterator[Entry]:
    rows = Engagement.objects.visible_to(user).visits().filter(pilot=pilot)
    for one in rows.order_by("-on_key", "-id")[:MOST]:
        one.pilot = pilot
        planned = one.state == Engagement.State.PLANNED
        yield Entry(
            "visits",
            one.on,
            str(one.day or ""),
            one.purpose,
            url=one.get_absolute_url(),
            todo=planned,
            status="Planned" if planned else "",
        )
