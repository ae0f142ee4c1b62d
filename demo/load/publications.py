"""Barriers on their way to the public, with what bodies replied, and pauses of publishing."""

from __future__ import annotations

from django.db.models import Q

from barriers.models import Barrier, Publication, PublicationStep, PublishingPause
from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from records.models import Visibility
from records.periods import after_working_days

State = Publication.State


def add_publication(entry: Entry, record: Record, barrier: int, body: int | None) -> None:
    """A publication with its days, counted as if the place had agreed then, and each step.

    The barrier's parts are written first: with one more of them its words would be others.
    """
    if body is None:
        raise entry.error("its barrier names no body")
    record.flush()
    sent, state = entry.day("sent"), entry.needed("state")
    steps = entry.children("steps", "step")
    by = record.user(entry, "by")
    made = record.written(
        entry,
        Publication(
            barrier_id=barrier,
            body_id=body,
            state=state,
            because=entry.text("because"),
            agreed_by_id=record.user(entry, "agreed_by") if sent else None,
            agreed_on=sent,
            sent_on=sent,
            reply_by=after_working_days(sent, Publication.DAYS) if sent else None,
            replied_on=entry.day("replied_on"),
            published_on=entry.day("published_on"),
            created_by_id=by,
        ),
    )
    published = Q(publications__state=State.PUBLISHED, is_cleared=False)
    Barrier.objects.filter(published, pk=barrier).update(
        is_cleared=True, visibility=Visibility.PUBLIC
    )
    for one in steps:
        kind = one.needed("kind")
        replied = kind == PublicationStep.Kind.REPLIED
        row = PublicationStep(
            publication_id=made,
            kind=kind,
            text=one.text("text"),
            on=one.needed_day("on"),
            body_id=body if replied else None,
            created_by_id=record.user(one, "by"),
        )
        record.add(one, row)


def load_pauses(file: DataFile, record: Record) -> None:
    """Periods in which nothing is published."""
    for entry in file.take("pauses", "pause"):
        row = PublishingPause(
            programme_id=record.maybe_id(entry, "programme", entry.text("programme")),
            place_id=record.maybe_id(entry, "place", entry.text("place")),
            starts=entry.needed_day("starts"),
            until=entry.needed_day("until"),
            reason=entry.needed("reason"),
            created_by_id=record.user(entry, "by"),
        )
        record.add(entry, row)
