"""Systemic barriers with their members, published answers, and what places said to those."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from barriers.models import (
    Barrier,
    Closing,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from demo.load.entries import DataFile, Entry
from demo.load.record import Record

State = SystemicOffer.State
_WORDS = ("ask", "law", "lever", "reason")


def load_systemic(file: DataFile, record: Record, *, is_example: bool = False) -> None:
    """Every shared cause of a file."""
    for entry in file.take("systemic", "systemic"):
        _systemic(entry, record, is_example=is_example)
    record.flush()


def _systemic(entry: Entry, record: Record, *, is_example: bool) -> None:
    members = entry.names("members")
    answers = entry.children("answers", "answer")
    made = record.written(
        entry,
        SystemicBarrier(
            title=entry.needed("title"),
            cause=entry.needed("cause"),
            **{one: entry.text(one) for one in _WORDS},
            category_id=record.maybe_id(entry, "category", entry.text("category")),
            programme_id=record.maybe_id(entry, "programme", entry.text("programme")),
            owner_id=record.maybe_id(entry, "organisation", entry.text("owner")),
            status=entry.text("status", "not_known"),
            **entry.dated("asked_on"),
            **entry.dated("effect_on"),
            source_id=record.source(entry),
            is_example=is_example,
            created_by_id=record.user(entry, "by"),
        ),
    )
    for name in members:
        row = SystemicMember(systemic_id=made, barrier_id=_barrier(entry, record, name))
        record.add(entry.derived("member", name), row)
    for one in answers:
        _answer(one, record, made)


def _barrier(entry: Entry, record: Record, name: str) -> int:
    """A barrier by its key; one of a pilot as "east-sussex/barrier/levers"."""
    return record.id(entry, "pilot" if "/" in name else "barrier", name)


def _answer(entry: Entry, record: Record, systemic: int) -> None:
    offered = entry.children("offered", "offer")
    made = record.written(
        entry,
        SystemicAnswer(
            systemic_id=systemic,
            body_id=record.id(entry, "organisation", entry.needed("body")),
            text=entry.needed("text"),
            url=entry.text("url"),
            **entry.dated("on"),
            offers=bool(offered),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for one in offered:
        _offer(one, record, made)


def _offer(entry: Entry, record: Record, answer: int) -> None:
    barrier = _barrier(entry, record, entry.needed("barrier"))
    state, by = entry.needed("state"), record.user(entry, "by")
    on = entry.day("on")
    closing = _closing(entry, record, barrier, by) if state == State.ACCEPTED else None
    at = dt.datetime.combine(on, dt.time(10), timezone.get_default_timezone()) if on else None
    offer = SystemicOffer(
        answer_id=answer,
        barrier_id=barrier,
        state=state,
        why=entry.text("why"),
        answered_at=at,
        answered_by_id=by,
        closing_id=closing,
    )
    record.add(entry, offer)


def _closing(entry: Entry, record: Record, barrier: int, by: int | None) -> int:
    """How the barrier ended with the answer; the barrier itself stands as resolved in its file."""
    closing = Closing(
        barrier_id=barrier,
        status=Barrier.Status.RESOLVED,
        how=entry.needed("how"),
        what=entry.needed("what"),
        unlocked_by=entry.text("unlocked_by"),
        on=entry.day("on") or timezone.localdate(),
        no_lesson_because=entry.needed("no_lesson_because"),
        created_by_id=by,
    )
    return record.written(entry.derived("closing", "closing"), closing)
