"""How escalations take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from barriers.escalation.record import Step
from barriers.models import Escalation, EscalationReply
from interface.parts import Part, Theme, signed_in
from interface.sections import SHOWN, Section, Task
from interface.words import date_words
from partnerships.subqueries import first_of
from partnerships.visibility import Reader
from partnerships.waiting import Owed, Waiting, Work
from records.differences import InHistory
from records.merging import BodyRule, Does


def _asked_of_us(reader: Reader, today: dt.date) -> Section:
    """Asks that wait for these bodies to answer, the first due first."""
    rows = Escalation.objects.asked_of(reader.organisations).open()
    first, count = first_of(rows.for_rows().order_by("answer_by", "id"), SHOWN)
    return Section(
        key="asked",
        title="What places ask of your organisation",
        short="Asked of you",
        items=[_task(escalation, today) for escalation in first],
        count=count,
        note="waiting for an answer",
        url=f"{reverse('escalations')}?whose=of-us&state=waiting",
        link="All that waits for you",
        empty="No place waits for an answer from your organisation.",
    )


def _asked_by_us(user: Any, reader: Reader, today: dt.date) -> Section:
    """Asks of this user's places and programmes that are overdue, and answers of which nobody has
    said yet whether they helped."""
    ours = Q(created_by=reader.user_id) | Q(barrier__programme__in=sorted(reader.led_programmes))
    if reader.edited_places:
        ours |= Q(barrier__reach_ids__overlap=sorted(reader.edited_places))
    calls = Q(pk__in=Escalation.objects.overdue(today).order_by().values("pk"))
    calls |= Q(state__in=Escalation.ANSWERS, helped="")
    rows = Escalation.objects.visible_to(user).filter(ours, calls)
    first, count = first_of(rows.for_rows().order_by("answer_by", "id"), SHOWN)
    return Section(
        key="asks",
        title="What you asked",
        short="Asks to look at",
        items=[_task(escalation, today) for escalation in first],
        count=count,
        note="overdue, or answered and not said whether it helped",
        url=reverse("escalations"),
        link="All asks",
    )


def _task(escalation: Escalation, today: dt.date) -> Task:
    step = Step(escalation, today)
    waits = escalation.closed_on is None
    places = ", ".join(link.place.name for link in escalation.barrier.place_links.all())
    return Task(
        title=escalation.barrier.title,
        url=escalation.get_absolute_url(),
        note=f"{escalation.to}. {places}",
        status=step.state,
        reason=f"answer by {date_words(escalation.answer_by)}" if waits else "Did it help?",
    )


def _waiting(work: Work) -> Iterator[Section]:
    """What this user's bodies are asked; and what they asked themselves, if anything calls."""
    user, reader, today = work.user, work.reader, work.today
    if reader.organisations:
        yield _asked_of_us(reader, today)
    if reader.edited_places or reader.led_programmes:
        own = _asked_by_us(user, reader, today)
        if own.items:
            yield own


def _owed(work: Work, posts: list[int], user: Any) -> QuerySet[Escalation]:
    """Asks that wait for these bodies to answer."""
    seen = Escalation.objects.visible_to(user).order_by().values("pk")
    return Escalation.objects.asked_of(work.reader.organisations).open().filter(pk__in=seen)


def _waiting_list(work: Work) -> str:
    return f"{reverse('escalations')}?state=waiting"


DECLARES = (
    Part(
        page="escalations",
        label="Escalations",
        says="Barriers that were escalated to a body that could change them, and its answers",
        theme=Theme.BARRIERS,
        order=30,
        words="escalate ask asks unlock answer reply",
        may=signed_in,
    ),
    Part(
        page="escalation_rates",
        label="How escalations are answered",
        says="How many were answered in time, and by whom",
        theme=Theme.BARRIERS,
        order=40,
        words="escalation rates reply times",
        may=signed_in,
    ),
    BodyRule(
        Escalation,
        "to",
        Does.MOVE,
        noun="ask",
        record="barrier",
        order=210,
        once=("barrier_id", "(CASE WHEN row.closed_on IS NULL THEN 0 ELSE row.id END)"),
        twins_stay=True,
    ),
    BodyRule(EscalationReply, "passed_to", Does.STAY, because="so it was said"),
    Waiting(sections=_waiting, order=110),
    Owed(label="Asks to answer", rows=_owed, url=_waiting_list, order=20),
    InHistory(
        model=EscalationReply,
        named_by=(
            "text",
            "kind",
        ),
    ),
    InHistory(model=Escalation, labels={"ask": "What they are asked to do"}),
)
