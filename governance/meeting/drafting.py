"""An agenda that is drafted by itself: what is suggested, and taking it up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from access.sharing import everyone_signed_in
from governance.meeting.actions import locked
from governance.meeting.item_actions import LAST, next_position
from governance.models import AgendaItem, Board, BoardMeeting
from records.models import Visibility
from records.subjects import registered
from registry.agenda import Drafting, OnAgenda, SuggestedItem

State = BoardMeeting.State
# The record of an item to decide, by a key of its own
DECISION: Any = AgendaItem._meta.get_field("decision").related_model


def suggestions(user: Any, meeting: BoardMeeting) -> list[tuple[str, list[SuggestedItem]]]:
    """What could stand on this agenda and stands on none yet, under heads."""
    board = meeting.board
    others = board.meetings.exclude(pk=meeting.pk).exclude(state=State.CALLED_OFF)
    days = others.filter(on__lt=meeting.on).order_by("-on").values_list("on", flat=True)
    later = others.filter(on__gt=meeting.on).order_by("on").values_list("on", flat=True)
    is_public = meeting.visibility == Visibility.PUBLIC
    signed_in = everyone_signed_in()
    signed_in.boards_sat = frozenset()  # without a job role: nobody need ask where they sit
    drafting = Drafting(
        user=user,
        audience=AnonymousUser() if is_public else signed_in,
        signed_in=signed_in,
        meeting=meeting,
        board=board,
        places=frozenset(board.place_links.values_list("place", flat=True)),
        since=days.first(),
        following=later.first(),
        today=timezone.localdate(),
    )
    there, decided_on = _there(board)
    found = []
    for kind in registered(OnAgenda):
        rows = [
            one
            for one in kind.suggested(drafting)
            if one.waiting or (one.key not in there and one.about not in decided_on)
        ]
        if rows:
            found.append((kind.head, rows))
    return found


def _there(board: Board) -> tuple[set[str], set[Any]]:
    """What stands on an agenda of the board already or waits for one, or was taken off for good, by
    what drafted it; and the decisions for which somebody put an item there. Two queries."""
    dropped = Q(state=AgendaItem.State.DROPPED)
    # One that was carried is dropped where it is not carried after all: the matter goes on
    dropped &= Q(carried_from=None) | Q(carried_from__state=AgendaItem.State.CARRIED)
    open_ones = Q(state=AgendaItem.State.OPEN)
    drafted = board.agenda_items.filter(open_ones | dropped).exclude(drafted_from="")
    by_hand = board.agenda_items.filter(open_ones, drafted_from="")
    decided_on = DECISION.objects.filter(pk__in=by_hand.order_by().values("decision")).only("pk")
    return set(drafted.values_list("drafted_from", flat=True)), set(decided_on)


@transaction.atomic
def take_up(*, by: Any, meeting: BoardMeeting, chosen: Iterable[SuggestedItem]) -> int:
    """Put these on the agenda, behind what is there; gives how many are new. What somebody else
    took up meanwhile is left."""
    # Two drafts take up nothing twice; before its meeting, as whoever writes a decision locks both
    Board.objects.select_for_update().get(pk=meeting.board_id)
    row = locked(meeting)
    if row.is_over:
        raise ValidationError("This meeting has been held, so its agenda can’t be changed")
    late = row.state == State.CALLED
    made = 0
    for one in chosen:
        position = next_position(row)
        made += _put(one, row, LAST if one.is_last else position, late=late, by=by)
    return made


def _put(one: SuggestedItem, meeting: BoardMeeting, position: int, *, late: bool, by: Any) -> bool:
    """Whether it was put there: what waits is moved, all else is new."""
    if one.waiting is not None:
        waits = AgendaItem.objects.select_for_update(of=("self",)).filter(
            pk=one.waiting.pk, meeting=None, state=AgendaItem.State.OPEN
        )
        item = waits.first()
        if item is None:
            return False
        item.meeting, item.position, item.is_added_late = meeting, position, late
        item.save()
        return True
    same = AgendaItem.objects.filter(board=meeting.board_id, drafted_from=one.key)
    if same.filter(state=AgendaItem.State.OPEN).exists():
        return False
    is_decision = type(one.about) is DECISION
    about = None if one.about is None or is_decision else one.about
    AgendaItem.objects.create(
        board_id=meeting.board_id,
        meeting=meeting,
        position=position,
        kind=one.kind,
        title=one.title[:200],
        asks=one.asks[:500],
        drafted_from=one.key,
        decision=one.about if is_decision else None,
        subject_type=ContentType.objects.get_for_model(about) if about else None,
        subject_id=about.pk if about else None,
        is_private=one.is_private,
        private_because=one.private_because[:200],
        is_added_late=late,
        created_by_id=by.pk,
    )
    return True
