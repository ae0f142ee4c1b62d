"""What a pack tells of the board itself: its agenda, decisions, powers, actions, last minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from collaboration.models import ActionItem
from governance.decision.limits import Used, used_of
from governance.meeting.agenda_lines import Line, agenda_lines
from governance.meeting.corrections import corrections_for
from governance.meeting.permissions import reads_whole
from governance.meeting.promised import every_promise_at
from governance.models import AgendaItem, BoardMeeting, Decision, Power
from interface.words import NOT_KNOWN, capitalised, date_words
from records.dates import DateWithPrecision
from registry.packed import (
    Block,
    Packing,
    PackSection,
    cell,
    facts,
    listed,
    note,
    of_record,
    table,
    text,
    told_in_table,
)

# Of a board that never met, what was decided longer ago is no news
LATELY = dt.timedelta(days=183)


def _agenda(packing: Packing) -> Iterator[Block]:
    """The items in order; of a private one others than who sits read only why."""
    meeting = packing.meeting
    whole = reads_whole(packing.audience, meeting)
    seen = BoardMeeting.objects.visible_to(packing.audience).filter(pk=meeting.pk)
    if not (whole or (meeting.called_on and seen.exists())):
        return
    own = {
        line.item.pk: line
        for line in agenda_lines(packing.user, meeting, with_minutes=False)
        if line.item
    }
    lines = agenda_lines(packing.audience, meeting, with_minutes=False)
    packing.seen(AgendaItem.objects.filter(meeting=meeting))  # private ones are counted
    if lines:
        yield listed((_item(line, own) for line in lines), numbered=True)


def _item(line: Line, own: dict[int, Line]) -> tuple[dict[str, str], str]:
    """An item with what is asked, what it is about and its papers."""
    item = line.item
    if item is None:
        return cell("A private item"), f"Private: {line.why}"
    # What whoever makes the pack does not see is not passed on by them
    about = line.record if line.record == own[item.pk].record else None
    said = [
        line.asks,
        f"About: {about}" if about else "",
        *(f"Paper: {file.name}" for file in line.files),
    ]
    return cell(item.title, item.get_absolute_url()), "\n".join(filter(None, said))


def _to_take(packing: Packing) -> Iterator[Block]:
    """Decisions that are on the agenda, or due by the day of the meeting or provisional."""
    rows = Decision.objects.filter(board=packing.board, state__in=Decision.TO_COME)
    if packing.meeting:
        here = AgendaItem.objects.filter(meeting=packing.meeting).order_by()
        due = Q(due__lte=packing.meeting.on) | Q(state=Decision.State.PROVISIONAL)
        rows = rows.filter(due | Q(pk__in=here.values("decision")))
    for one in _decisions(packing, rows).order_by(F("due").asc(nulls_last=True), "number"):
        yield facts(_to_decide(packing, one), cell(_called(packing, one), one.get_absolute_url()))


def _decisions(packing: Packing, rows: QuerySet[Decision]) -> QuerySet[Decision]:
    seen = packing.seen(rows).select_related("board", "accountable_body", "power", "confirm_by")
    return seen.defer("search")


def _called(packing: Packing, one: Decision) -> str:
    return one.title if packing.audience.is_authenticated else one.for_residents


def _to_decide(packing: Packing, one: Decision) -> Iterator[tuple[str, Any]]:
    waits = one.state == Decision.State.PROVISIONAL
    yield "How it stands", f"Provisional until {one.confirm_by} confirms it" if waits else ""
    yield "Due", DateWithPrecision.of(one, "due")
    if packing.audience.is_authenticated:
        yield "Why now", one.why_now
        yield "Options", "\n".join(f"{n}. {said}" for n, said in enumerate(one.options, 1))
    yield "Decided so far", one.outcome if waits else ""
    yield "Costs", str(one.amount) if one.amount.known else NOT_KNOWN
    limit = one.power.limit_words if one.power else ""
    yield "Limit", one.limit_words or capitalised(limit)
    yield "Answers for it", one.accountable_body


def _decided(packing: Packing) -> Iterable[Block]:
    """What was decided since the last meeting or report, or in the last half year."""
    since = packing.since or packing.today - LATELY
    rows = Decision.objects.filter(
        board=packing.board, state=Decision.State.MADE, decided_on__gte=since
    )
    head = ("Decision", "Decided", "#Costs", "Answers for it")
    seen = _decisions(packing, rows).order_by("decided_on", "number")
    return told_in_table(
        "Decided lately", head, seen, lambda one: _made(packing, one), is_named=False
    )


def _made(packing: Packing, one: Decision) -> list[Any]:
    return [
        cell(_called(packing, one), one.get_absolute_url()),
        DateWithPrecision.of(one, "decided_on"),
        str(one.amount) if one.amount.known else NOT_KNOWN,
        one.accountable_body or NOT_KNOWN,
    ]


def _of_body_to_answer(packing: Packing) -> Iterable[Block]:
    """Decisions that the body answers for or must confirm."""
    rows = Decision.objects.filter(board=packing.board, state__in=Decision.TO_COME)
    own = rows.filter(Q(accountable_body=packing.body) | Q(confirm_by=packing.body))
    head = ("Decision", "How it stands", "#Costs", "Against its limit")
    return told_in_table("Decisions that you answer for", head, _decisions(packing, own), _own)


def _own(one: Decision) -> list[Any]:
    confirm = one.state == Decision.State.PROVISIONAL
    asks = f"{one.confirm_by} must confirm it" if confirm else one.get_state_display()
    much = str(one.amount) if one.amount.known else NOT_KNOWN
    return [of_record(one), capitalised(asks), much, one.limit_words or NOT_KNOWN]


def _powers(packing: Packing) -> Iterable[Block]:
    """What the board may do, and what it used of that this year."""
    return _told_powers(packing, Q())


def _delegated(packing: Packing) -> Iterable[Block]:
    """What the body delegated, or answers for."""
    given = Q(from_body=packing.body) | Q(accountable_body=packing.body)
    return _told_powers(packing, given, "What you delegated or answer for")


def _told_powers(packing: Packing, which: Q, title: str = "") -> Iterator[Block]:
    rows = packing.seen(Power.objects.filter(which, board=packing.board))
    found = rows.select_related("from_body", "accountable_body", "board__source")
    powers = [one for one in found.order_by("function", "id") if not one.is_over]
    if powers:
        used = used_of(_seen_decisions(packing), powers, packing.today)
        head = ("Power", "From", "Limit", "Used this financial year")
        told = (_power(one, used) for one in powers)
        yield table(title or "Powers", head, told, is_named=bool(title))


def _seen_decisions(packing: Packing) -> QuerySet[Decision]:
    return packing.seen(Decision.objects.filter(board=packing.board))


def _power(one: Power, used: dict[int, Used]) -> list[Any]:
    standing = f"{one.standing}. " if one.standing else ""
    return [
        of_record(one, f"{standing}{one}"),
        capitalised(one.claim_mark) or one.from_body or "Its own",
        capitalised(one.limit_words) or NOT_KNOWN,
        used[one.pk].words if one.pk in used else "Nothing known",
    ]


def _actions(packing: Packing) -> Iterable[Block]:
    """What was promised at its meetings and for its decisions, and is still to do."""
    return _told_actions(packing, Q())


def _of_body_to_do(packing: Packing) -> Iterable[Block]:
    """The same, where a job role of the body owes it."""
    return _told_actions(packing, Q(owner__organisation=packing.body), "What you promised")


def _told_actions(packing: Packing, which: Q, title: str = "") -> Iterable[Block]:
    rows: Any = every_promise_at(BoardMeeting.objects.filter(board=packing.board))
    rows |= ActionItem.objects.about_those(Decision.objects.filter(board=packing.board))
    rows = rows.open().filter(which)
    head = ("Action", "Who", "By")
    seen, named = packing.seen(rows), bool(title)
    return told_in_table(
        title or "Actions", head, seen, lambda one: _action(packing, one), is_named=named
    )


def _action(packing: Packing, one: ActionItem) -> list[Any]:
    late = ", late" if one.is_late(packing.today) else ""
    return [of_record(one), one.owner_said, f"{date_words(one.due)}{late}"]


def _minutes(packing: Packing) -> Iterator[Block]:
    """What was said at the last meeting whose minutes were sent."""
    rows = BoardMeeting.objects.sent().filter(board=packing.board, on__lt=packing.meeting.on)
    last = packing.seen(rows).order_by("-on", "-id").first()
    if last is None:
        return
    yield text(f"{last.on:%A} {date_words(last.on)}: {last.get_state_display()}.")
    seen = packing.seen(AgendaItem.objects.filter(meeting=last)).order_by("position", "id")
    told = [(cell(one.title), _said(one)) for one in seen]
    if told:
        yield listed(told, numbered=True)
    whole = reads_whole(packing.audience, last)
    own = corrections_for(packing.user, last, whole=whole)
    for one in corrections_for(packing.audience, last, whole=whole):
        if one in own:
            yield note(f"Corrected on {one.words}")


def _said(item: AgendaItem) -> str:
    went_on = item.state in (AgendaItem.State.CARRIED, AgendaItem.State.DROPPED)
    state = capitalised(item.get_state_display()) if went_on else ""
    return "\n".join(filter(None, [item.minutes, state]))


PACKED = (
    PackSection(key="agenda", title="Agenda", blocks=_agenda, is_of_meeting=True, order=5),
    PackSection(
        key="decisions",
        title="Decisions to take",
        blocks=_to_take,
        for_body=_of_body_to_answer,
        order=10,
    ),
    PackSection(key="decided", title="Decided lately", blocks=_decided, order=15),
    PackSection(
        key="powers",
        title="Powers and what was used",
        blocks=_powers,
        for_body=_delegated,
        order=20,
    ),
    PackSection(
        key="actions", title="Actions to do", blocks=_actions, for_body=_of_body_to_do, order=80
    ),
    PackSection(
        key="minutes", title="Minutes of last time", blocks=_minutes, is_of_meeting=True, order=120
    ),
)
