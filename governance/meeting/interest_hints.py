"""Which interests that stand in a board's register may matter at an item of its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from governance.meeting.agenda_lines import Line
from governance.models import Interest, Seat

FEWEST_LETTERS = 4


def hint_interests(
    lines: Iterable[Line], interests: Sequence[Interest], seats: Iterable[Seat]
) -> None:
    """Note at each item the standing interests in a body that the item names as well.

    A body is one that sits on the board or answers for the decision of the item: only what was
    declared is looked at, word for word. Nothing is noted where the same seat declared one in the
    item. No query.
    """
    standing = [one for one in interests if one.item_id is None]
    if not standing:
        return
    declared = {(one.seat_id, one.item_id) for one in interests}
    sitting = {str(seat.organisation) for seat in seats if seat.organisation_id}
    for line in lines:
        if line.item is None:
            continue
        bodies = {str(one.accountable_body) for one in line.decisions if one.accountable_body_id}
        words = [line.item.title, line.item.asks, str(line.record or ""), *bodies]
        named = [name for name in sitting | bodies if _is_named(name, words)]
        line.interests = [
            one
            for one in standing
            if (one.seat_id, line.item.pk) not in declared
            and any(_is_named(name, [one.about]) for name in named)
        ]


def _is_named(name: str, words: Iterable[str]) -> bool:
    wanted = name.casefold()
    return len(wanted) >= FEWEST_LETTERS and any(wanted in text.casefold() for text in words)
