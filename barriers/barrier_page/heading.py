"""What the page of a barrier says first: what to do, a few figures, and the clock of what is asked.

``page`` is a ``BarrierPage``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse

from barriers.escalation.page_data import Step
from barriers.escalation.permissions import can_answer, can_say_helped
from barriers.models import Escalation
from interface.words import capitalised, count_words, date_words
from records.dates import Precision

MOST_FIGURES, REPLIES_SHOWN = 4, 3
# So long "days" are said, then months, then years
DAYS, MONTHS = 60, 24
TOP = Escalation.Rung.values[-1]


class Act(NamedTuple):
    """Something that a reader may do, and where."""

    words: str
    url: str


def acts_of(page: Any) -> list[Act]:
    """What this reader may do, the first thing first; everybody may take the barrier away."""
    return [*_asking(page), *_changing(page), Act("Copy as a brief", _to(page, "barrier_brief"))]


def _asking(page: Any) -> Iterator[Act]:
    """Answering for a body, asking a body, and saying what was tried."""
    waiting = [step.escalation for step in page.asks if step.escalation.is_open]
    for asked in waiting:
        if can_answer(page.reader, asked):
            yield Act("Answer", reverse("escalation_answer", args=[asked.pk]))
    escalates = page.can_escalate and not page.is_closed
    late = [asked for asked in waiting if asked.is_overdue(page.today) and asked.rung != TOP]
    if escalates and late:
        yield Act("Ask again, one level up", reverse("escalation_climb", args=[late[0].pk]))
    tried = Act("Add what you tried", _to(page, "barrier_tried_add"))
    if page.can_add_tried and (waiting or not escalates):
        yield tried
    if escalates:
        yield Act("Ask who could change it", _to(page, "barrier_escalate"))
    if page.can_add_tried and escalates and not waiting:
        yield tried


def _changing(page: Any) -> Iterator[Act]:
    if page.can_edit:
        yield Act("Change it", _to(page, "barrier_edit"))
    if page.can_close and page.is_closed:
        yield Act("Open it again", _to(page, "barrier_reopen"))
    elif page.can_close:
        yield Act("Close it", _to(page, "barrier_close"))
    begun = f"?barrier={page.barrier.reference}"
    if page.can_ask_data:
        yield Act("Ask for data", reverse("data_request_log") + begun)


def _to(page: Any, name: str) -> str:
    return reverse(name, args=[page.barrier.reference])


def needs_of(page: Any) -> list[dict[str, Any]]:
    """What waits for this reader: an answer to give, and to say whether one helped."""
    made = []
    for step in page.asks:
        asked = step.escalation
        asked.barrier = page.barrier
        if can_answer(page.reader, asked):
            made.append(_need(f"Answer for {asked.to}", step.age, step.is_late))
        elif not asked.helped and not page.is_closed and can_say_helped(page.reader, asked):
            made.append(
                _need(
                    "Say whether the answer helped",
                    note=step.who,
                    url=reverse("escalation_helped", args=[asked.pk]),
                )
            )
    for part in page.part_of:
        if part.offer:
            note = f"{part.answer.body} said, {part.answer.day}" if part.answer else ""
            url = f"{_to(page, 'barrier_others')}#systemic"
            made.append(_need("Say whether a new answer helps here", note=note, url=url))
    return made


def _need(
    title: str, reason: str = "", is_late: bool = False, *, note: str = "", url: str = ""
) -> dict[str, Any]:
    return {"title": title, "reason": reason, "is_late": is_late, "note": note, "url": url}


def strip_of(page: Any) -> list[dict[str, Any]]:
    """Figures that are known: the clock, what it costs, who else has it, how long it is there."""
    return [{"value": capitalised(value), "label": label} for value, label in _figures(page)][
        :MOST_FIGURES
    ]


def _figures(page: Any) -> Iterator[tuple[str, str]]:
    barrier = page.barrier
    if page.asked and page.asked.escalation.is_open:
        yield _waited(page.asked, page.today)
    if barrier.time.known:
        yield str(barrier.time).removesuffix(" a month"), "of staff time a month"
    if barrier.cost.known:
        yield str(barrier.cost), "is what it costs"
    if page.related.count:
        like = "joined or linked" if page.related.links else "like it"
        noun = "barrier" if page.related.count.count == 1 else "barriers"
        yield str(page.related.count), f"{noun} {like} elsewhere"
    if tried := page.latest_tried.in_all.count:
        yield str(tried), "thing tried" if tried == 1 else "things tried"
    if barrier.logged_on and barrier.logged_on_precision == Precision.DAY and not page.is_closed:
        since = how_long(barrier.logged_on, page.today)
        yield since, "it was logged" if since == "today" else "since it was logged"


def _waited(step: Step, today: dt.date) -> tuple[str, str]:
    """For how long an answer is late or, before, for how long it is waited for."""
    asked = step.escalation
    if asked.answer_by < today:
        return how_long(asked.answer_by, today), "since the answer was due"
    if step.is_late:
        return how_long(asked.acknowledge_by, today), "since they should have acknowledged it"
    return how_long(asked.sent_on, today), "since we asked"


def how_long(since: dt.date, today: dt.date) -> str:
    """ "today", "8 days", "4 months", "2 years", each begun one counted when it is full."""
    days = (today - since).days
    if days < DAYS:
        return count_words(days, "day") if days else "today"
    is_short = today.day < since.day
    months = (today.year - since.year) * 12 + today.month - since.month - is_short
    return count_words(months, "month") if months < MONTHS else count_words(months // 12, "year")


def clock_of(step: Step, today: dt.date) -> list[dict[str, Any]]:
    """When it was asked, what was said last, and what is due."""
    asked, replies = step.escalation, step.replies
    by = f"{step.asked_by} asked" if step.asked_by else "Asked"
    made = [_event(date_words(asked.sent_on), by)]
    made += [_event(one["when"], one["what"], one["text"]) for one in replies[-REPLIES_SHOWN:]]
    if not asked.is_open:
        return made
    if asked.state == Escalation.State.SENT:
        made.append(_due(asked.acknowledge_by, "Acknowledgement due", today))
    made.append(_due(asked.answer_by, "Answer due", today))
    return made


def _event(when: str, what: str, text: str = "", *, todo: bool = False) -> dict[str, Any]:
    return {"when": when, "what": what, "text": text, "todo": todo}


def _due(day: dt.date, what: str, today: dt.date) -> dict[str, Any]:
    late = ". Nothing yet" if day < today else ""
    return _event(date_words(day), f"{what}{late}", todo=True)
