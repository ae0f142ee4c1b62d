"""How risks take part in the whole, and in one line of the pilot's page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from access.subqueries import UpTo
from interface.paging import BoundedCount
from interface.parts import RecordMenuItem
from interface.sections import Section, Task
from interface.words import date_words
from pilots.models import Risk
from pilots.pilot import permissions
from pilots.pilot.permissions import can_log_progress
from pilots.subjects import of_its_pilots, of_logged, titled, with_pilot
from records.addresses import address
from records.dates import DateWithPrecision
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.programme_files import ProgrammeFile, choice, of_pilots, pilot, text
from registry.waiting import Row, TaskQuery, Work, in_columns, shortened

MOST_RISKS = 1_000


@dataclass(frozen=True)
class RisksInShort:
    """How many risks are open, how many of them weigh most, and how many wait for a review."""

    open: int
    high: int
    due: int


def risks_in_short(user: Any, today: dt.date) -> dict[str, UpTo]:
    """To ask of a pilot, by what ``RisksInShort`` says; nothing of who may not read that."""
    if not permissions.can_read_working_text(user):
        return {}
    risks = Risk.objects.visible_to(user).open().filter(pilot=OuterRef("pk"))
    rows = {"open": risks, "high": risks.high(), "due": risks.to_review(today)}
    return {name: UpTo(each, MOST_RISKS) for name, each in rows.items()}


def _waiting(work: Work) -> QuerySet[Any]:
    rows = Risk.objects.visible_to(work.user).filter(of_logged(work, "pilot_id"))
    rows = rows.to_review(work.today)
    of = Coalesce(NullIf("pilot__name", Value("")), Value("a pilot"))
    return in_columns("risk", rows, key="pilot__slug", what="what", of=of, day="review_on")


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="risks",
        title="Risks to review",
        noun="Risk to review",
        items=[
            Task(
                title=shortened(what),
                url=reverse("pilot_risks", args=[slug]),
                note=of,
                reason=f"since {date_words(day)}" if day < today else "today",
                due=day,
            )
            for _, slug, what, of, _, day in rows
        ],
        count=count,
        note="their review is due",
    )


def _to_review(reading: Reading) -> DatedQuery | None:
    """Working text, so for those who are signed in; of pilots that they see."""
    if not reading.user.is_authenticated:
        return None
    near = reading.window.on("review_on", late=Q())
    return DatedQuery(
        parts=(Risk.objects.open().filter(near, of_its_pilots(reading)),),
        day=F("review_on"),
        queryset=lambda: with_pilot(Risk.objects.all(), "what", "review_on", "updated_at"),
        entry=_review,
    )


def _review(risk: Risk, reading: Reading) -> Entry:
    return Entry(
        kind="risks",
        key=f"risk-{risk.pk}-{risk.review_on:%Y%m%d}",
        when=DateWithPrecision(risk.review_on),
        text=f"Risk to review: {shortened(risk.what)}",
        url=address("pilot_risks", risk.pilot.slug),
        changed=risk.updated_at,
        about=titled(risk, risk.pilot).title,
        is_late=risk.review_on < reading.today,
    )


RISKS = ProgrammeFile(
    "risks",
    "Something that could go wrong with a pilot; never for the public",
    lambda scope: of_pilots(scope, Risk),
    (
        text("risk", "Its number; it stays the same", "pk"),
        pilot(),
        text("what", "What could happen"),
        choice("likelihood", "How likely it is", Risk),
        choice("effect", "How much it would matter", Risk),
        text("effect_said", "What it would mean"),
        text("response", "What is done about it", blank="nothing is said"),
        text("owner", "The job role that looks after it", "owner_said", blank="see its page"),
        text("review_on", "When it is looked at again", values="date"),
        choice("state", "Status", Risk),
        text("state_said", "Why it is no longer open", blank="it is open"),
    ),
    order=250,
)


REGISTRATIONS = (
    RecordMenuItem(
        page="risk_add",
        label="Add a risk",
        says="Something that may go wrong",
        of="pilot",
        order=40,
        words="new",
        permission=can_log_progress,
        adds=True,
    ),
    RISKS,
    CalendarEvents(
        key="risks", label="Risk reviews", noun="Risk review", dated=_to_review, order=60
    ),
    TaskQuery(kind="risk", rows=_waiting, section=_section, order=20),
)
