"""By what right a decision is made: its board goes on, its power holds, who decided it may.

What a board itself decides needs a quorum (``actions``). Where its chair decided, or an officer,
none is needed; but somebody must chair it that day, and an officer has a power of the board.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from governance.decision.voting import vacant_among
from governance.meeting.as_held import seats_kept
from governance.models import Decision, Seat
from records.dates import DateWithPrecision, Precision

State, How = Decision.State, Decision.How
CHAIRS = (Seat.Chair.CHAIR, Seat.Chair.CO_CHAIR, Seat.Chair.DEPUTY)
WHICH_POWER = "Say under which power the officer decided"
WHICH_OFFICER = "Say which job role decided it"
NO_CHAIR = "No seat of the board chaired it {}. Say on its seats who did, or how else it was made"
NOT_THE_CHAIR = "That job role didn’t chair the board {}. Choose one that did"
VACANT = "The seat of {} chairs the board, but it {}"


def check_authority(by: Any, before: Decision | None, decision: Decision) -> None:
    """Raises ValidationError where it may not be made, or be to come, like that. What stands is
    judged again only where it was changed."""
    names = ("state", "decided_on", "decided_on_precision", "due", "due_precision", "power_id")
    if _stays(before, decision, (*names, "how", "decided_by_id")):
        return
    if decision.state in Decision.GIVEN_UP:
        return
    is_made = decision.state in Decision.DECIDED
    when = DateWithPrecision.of(decision, "decided_on" if is_made else "due")
    _check_board(decision, when)
    if decision.power and (why := decision.power.why_not_at(when, is_to_come=not is_made)):
        raise ValidationError({"power": why})
    if is_made and when:
        _check_who(by, decision, when)


def _stays(before: Decision | None, decision: Decision, names: tuple[str, ...]) -> bool:
    return before is not None and all(
        getattr(before, name) == getattr(decision, name) for name in names
    )


def _check_board(decision: Decision, when: DateWithPrecision | None) -> None:
    """A board that ended decides nothing after that; what it decided before may still be added."""
    if why := decision.board.why_not_on(when.first if when else None):
        is_made = decision.state in Decision.DECIDED
        name = "decided_on" if is_made else "due" if when else "state"
        raise ValidationError({name: f"{why}, so it can’t decide after that"})


def _check_who(by: Any, decision: Decision, when: DateWithPrecision) -> None:
    if decision.how == How.OFFICER and decision.power_id is None:
        raise ValidationError({"power": WHICH_POWER})
    if decision.how == How.OFFICER and decision.decided_by_id is None:
        raise ValidationError({"decided_by": WHICH_OFFICER})
    if decision.how == How.CHAIR:
        _check_chair(by, decision, when)


def _check_chair(by: Any, decision: Decision, when: DateWithPrecision) -> None:
    """Of a board without seats it is not known who chairs it: nothing is refused."""
    seats = _seats(decision, when)
    if not seats:
        return
    chairs = [seat for seat in seats if seat.chair in CHAIRS]
    if not chairs:
        raise ValidationError({"how": NO_CHAIR.format(when.on)})
    posts = {seat.post_id for seat in chairs}
    if decision.decided_by_id and None not in posts and decision.decided_by_id not in posts:
        raise ValidationError({"decided_by": NOT_THE_CHAIR.format(when.on)})
    vacant = _vacant(by, decision, chairs, when)
    if len(vacant) == len(chairs):
        raise ValidationError({"how": VACANT.format(chairs[0], vacant[chairs[0].pk])})


def _seats(decision: Decision, when: DateWithPrecision) -> list[Any]:
    """Those of the meeting as it was held, else those that held at some time of the date."""
    if decision.meeting is not None and decision.meeting.held:
        return seats_kept(decision.meeting)
    held = Q(valid_from=None) | Q(valid_from__lte=when.last)
    rows = decision.board.seats.filter(held, Q(valid_to=None) | Q(valid_to__gt=when.first))
    return list(rows.select_related("organisation"))


def _vacant(
    by: Any, decision: Decision, chairs: list[Any], when: DateWithPrecision
) -> dict[int, str]:
    return vacant_among(by, decision, chairs, when.day) if when.precision == Precision.DAY else {}
