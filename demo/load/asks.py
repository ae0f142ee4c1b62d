"""Escalations of a barrier, and what bodies said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from barriers.escalation.rules import Clock
from barriers.models import Escalation, EscalationReply, EscalationRule
from demo.load.entries import DataFile, Entry
from demo.load.record import Record


def add_ask(entry: Entry, record: Record, barrier: int) -> None:
    """An escalation with its days, counted as if it had been sent then, and each reply."""
    sent = _day(entry, "sent")
    replies = entry.children("replies", "reply")
    due, clock = entry.day("answer_by"), Clock()
    first = clock.answer_by(sent)
    earlier = entry.text("earlier")
    ask = record.written(
        entry,
        Escalation(
            barrier_id=barrier,
            rung=entry.needed("rung"),
            to_id=record.id(entry, "organisation", entry.needed("to")),
            ask=entry.needed("ask"),
            sent_on=sent,
            acknowledge_by=clock.acknowledge_by(sent),
            answer_by=due or first,
            first_due=first,
            state=entry.needed("state"),
            ended_on=entry.day("ended_on"),
            earlier_id=record.id(entry, f"{_parent(entry)}/ask", earlier) if earlier else None,
            helped=entry.text("helped"),
            helped_note=entry.text("helped_note"),
            created_by_id=record.user(entry, "by"),
        ),
    )
    for one in replies:
        _reply(one, record, ask)


def _parent(entry: Entry) -> str:
    return entry.key.rsplit("/ask/", 1)[0]


def _day(entry: Entry, name: str) -> dt.date:
    day = entry.day(name)
    if day is None:
        raise entry.error(f"{name} is missing")
    return day


def _reply(entry: Entry, record: Record, ask: int) -> None:
    on = dt.datetime.combine(_day(entry, "on"), dt.time(10), timezone.get_default_timezone())
    facts: dict[str, Any] = {one: entry.text(one) for one in ("text", "by_said")}
    row = EscalationReply(
        escalation_id=ask,
        kind=entry.needed("kind"),
        new_day=entry.day("new_day"),
        passed_to_id=record.maybe_id(entry, "organisation", entry.text("passed_to")),
        at=on,
        created_by_id=record.user(entry, "by"),
        **facts,
    )
    record.add(entry, row)


def load_clocks(file: DataFile, record: Record) -> None:
    """How long bodies have to answer what a programme asks."""
    for entry in file.take("clocks", "clock"):
        climbs = entry.number("climbs_after")
        row = EscalationRule(
            programme_id=record.id(entry, "programme", entry.needed("programme")),
            acknowledge_days=int(entry.needed_number("acknowledge_days")),
            answer_days=int(entry.needed_number("answer_days")),
            climbs_after=None if climbs is None else int(climbs),
        )
        record.add(entry, row)
