"""A figure sent by itself, without an update: another count, a correction, and its acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from interface.reached import note
from people.review.answering import Answering, ask_administrators
from pilots.indicator.actions import FigureExists, NewFigure
from pilots.indicator.parts import refuse_larger
from pilots.models import Actual, Pilot, Update
from pilots.pilot.permissions import acceptors, can_accept_for, can_log_progress

TAKEN_BACK = (
    "The update that brought this figure was edited or taken back in the meantime, and the figure "
    "with it. Go back and read the current figure"
)
GONE = "It was replaced in the meantime, and there is no figure in its place. Add a count instead"
SAYS = (
    *("value_low", "value_high", "value_qualifier", "missing", "as_of", "as_of_precision"),
    *("numerator", "denominator", "by_group"),
)


@transaction.atomic
def add_counts(*, figures: Sequence[NewFigure], by: Any, by_program: bool = False) -> list[Actual]:
    """Record figures of one or more pilots, all or none. Raises FigureExists and PartTooLarge.

    Each waits to be accepted, unless ``by`` is who accepts what its pilot reports; what their
    program sends (``by_program``) waits for them as well.
    """
    pilots = _locked(figures, by)
    live: dict[Any, Actual] = {}
    standing = Actual.objects.live().filter(indicator__in=[new.indicator for new in figures])
    for actual in standing.select_related("indicator"):
        live[actual.indicator_id, actual.as_of] = actual
    rows = []
    for new in figures:
        if existing := live.get((new.indicator.pk, new.as_of)):
            raise FigureExists(existing)
        row = _row(new, by)
        live[new.indicator.pk, new.as_of] = row
        pilot = pilots[new.indicator.pilot_id]
        rows.append(_waiting(row) if by_program else _by_itself(row, pilot, by))
    made = Actual.objects.bulk_create(rows)
    refuse_larger((row.indicator_id, row.as_of) for row in made)
    _waits_for_somebody(pilots[row.indicator.pilot_id] for row in made if row.waits)
    return made


@transaction.atomic
def correct_figure(
    *, actual: Actual, new: NewFigure, why: str, by: Any, source: Any = None
) -> Actual:
    """Another figure in place of one that was wrong, which stays in the record with the reason.

    It goes with the update that brought the wrong one, as long as that is not accepted; else it
    waits by itself, and until it is accepted other readers go on reading the old one. Raises
    ValidationError where that was corrected in the meantime, or another stands at the new date, or
    a part would be more than its whole.
    """
    pilots = _locked([new], by)
    old = Actual.objects.select_for_update(of=("self",)).get(pk=actual.pk)
    old.indicator = new.indicator
    row = _row(new, by)
    row.replaces, row.why, row.source = old, why, source
    if old.withdrawn:
        raise ValidationError(TAKEN_BACK)
    if old.superseded:
        raise ValidationError(_corrected_already(old, row))
    of_the_day = Actual.objects.live().filter(indicator=new.indicator, as_of=new.as_of)
    if other := of_the_day.exclude(pk=old.pk).first():
        other.indicator = new.indicator
        raise ValidationError({"as_of": day_taken(other)})
    update = _not_accepted(old)
    if update is None:
        row = _by_itself(row, pilots[new.indicator.pilot_id], by)
    else:
        row.update = update
        # Whoever is about to accept it reads it once more: its version is another
        Update.objects.filter(pk=update.pk).update(version=F("version") + 1)
    row.save()
    refuse_larger([(row.indicator_id, row.as_of)])
    if row.waits:
        _waits_for_somebody(pilots.values())
    return row


@transaction.atomic
def accept_figure(*, actual: Actual, by: Any) -> Actual:
    """A figure that waits by itself reaches the readers of the pilot, with what it corrects."""
    if not can_accept_for(by, actual.indicator.pilot):
        raise PermissionDenied
    waiting = Q(waits=True, indicator=actual.indicator_id) | Q(pk=actual.pk)
    rows = Actual.objects.select_for_update(of=("self",)).filter(waiting).order_by("pk")
    locked = {row.pk: row for row in rows}
    read = locked[actual.pk]
    if not read.waits:
        raise ValidationError("This figure was accepted in the meantime")
    if read.superseded:
        raise ValidationError("This figure was corrected in the meantime. Read the correction")
    chain = []
    row: Actual | None = read
    while row is not None and row.waits:
        row.waits, row.accepted_by, row.accepted_at = False, by, timezone.now()
        chain.append(row)
        row = locked.get(row.replaces_id or 0)
    Actual.objects.bulk_update(chain, ["waits", "accepted_by", "accepted_at"])
    return read


def day_taken(other: Actual) -> str:
    """Why a figure of a date cannot be added: there is one."""
    day = other.day or "without a date"
    return f"There is already a figure for {day}: {other.words}. Correct that one instead"


def standing_now(actual: Actual) -> Actual | None:
    """The figure that stands in place of another; None where that stands itself, or none does.

    One that was taken back stands for nothing; what replaced it stands for what it had replaced.
    """
    if not actual.superseded:
        return None
    rows = Actual.objects.filter(indicator=actual.indicator_id).order_by("pk")
    by_key = {row.pk: row for row in rows}
    for row in by_key.values():
        before = by_key.get(row.replaces_id or 0)
        while not row.superseded and before is not None:
            if before.pk == actual.pk:
                return row
            before = by_key.get(before.replaces_id or 0)
    of_the_day = (row for row in by_key.values() if row.as_of == actual.as_of)
    return next((row for row in of_the_day if not row.superseded), None)


def _locked(figures: Sequence[NewFigure], by: Any) -> dict[int, Pilot]:
    """The pilots of these figures: nothing else is recorded of them meanwhile."""
    pilots = {new.indicator.pilot_id: new.indicator.pilot for new in figures}
    if not all(can_log_progress(by, pilot) for pilot in pilots.values()):
        raise PermissionDenied
    list(Pilot.objects.select_for_update().filter(pk__in=pilots).order_by("pk"))
    return pilots


def _row(new: NewFigure, by: Any) -> Actual:
    return Actual(
        indicator=new.indicator,
        value_low=new.low,
        value_high=new.high,
        value_qualifier=new.qualifier,
        missing=new.missing,
        counts=new.counts,
        definition=new.definition,
        difference=new.difference,
        note=new.note,
        as_of=new.as_of,
        as_of_precision=new.as_of_precision,
        source_said=new.source_said,
        numerator=new.numerator,
        denominator=new.denominator,
        by_group=new.by_group,
        created_by=by,
    )


def _by_itself(row: Actual, pilot: Pilot, by: Any) -> Actual:
    if not can_accept_for(by, pilot):
        return _waiting(row)
    row.accepted_by, row.accepted_at = by, timezone.now()
    return row


def _waiting(row: Actual) -> Actual:
    row.waits = True
    return row


def _waits_for_somebody(pilots: Iterable[Pilot]) -> None:
    """Where nobody can accept a figure that waits, the administrators hear of it, once a place."""
    waiting = {pilot.pk: pilot for pilot in pilots}
    asked: dict[Any, Answering] = {}
    for key, found in acceptors(waiting.values()).items():
        asked.setdefault(waiting[key].lead_place or waiting[key].programme, found)
    for at, found in asked.items():
        note(ask_administrators(found, at=at))


def _not_accepted(old: Actual) -> Update | None:
    """The update that brought this figure, as long as it is not accepted."""
    if old.update_id is None:
        return None
    update = Update.objects.select_for_update(of=("self",)).get(pk=old.update_id)
    return None if update.state == Update.State.ACCEPTED else update


def _corrected_already(old: Actual, new: Actual) -> str:
    stands = standing_now(old)
    if stands is None:
        return GONE
    stands.indicator = new.indicator
    if all(getattr(stands, name) == getattr(new, name) for name in SAYS):
        return f"The same correction was made already: {stands.words}"
    return f"It was corrected in the meantime, to {stands.words}. Correct that figure instead"
