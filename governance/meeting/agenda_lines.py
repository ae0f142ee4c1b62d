"""The items of a meeting as its page tells them to one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from collaboration.models import Attachment
from governance.models import AgendaItem, BoardMeeting, Interest, Seat
from interface.words import date_words
from records.reading import rows_seen
from records.subjects import registered
from registry.agenda import OnAgenda

# A name shorter than this is in many words
FEWEST_LETTERS = 4


@dataclass
class Line:
    """One item as this reader sees it. Without ``item`` it is private: ``why`` is all they read.
    ``record`` and ``decisions`` are those of it that they see; ``interests`` stand in the register
    and may matter here."""

    item: AgendaItem | None
    why: str = ""
    record: Any = None
    decisions: list[Any] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    goes_on: str = ""
    interests: list[Interest] = field(default_factory=list)

    @property
    def has_own_papers(self) -> bool:
        """Whether papers stand beside it, and not only beside the item that it was carried from."""
        return any(self.item and file.subject_id == self.item.pk for file in self.files)

    @property
    def asks(self) -> str:
        """What is asked and who leads it, on one line."""
        item = self.item
        if item is None:
            return ""
        return ". ".join(filter(None, [item.asks.rstrip("."), item.lead_words]))


def agenda_lines(user: Any, meeting: BoardMeeting, *, with_minutes: bool) -> list[Line]:
    """The agenda in order, for who reads it; of an item that they do not read no more than why it
    is private. Four queries, one where items were carried here, and one for each kind of record."""
    read = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("pk"))
    items: list[Any] = list(meeting.items.annotate(is_read=Exists(read)).order_by("position", "id"))
    told = {one.pk: Line(one) for one in items if one.is_read}
    _fill_papers(user, told)
    _fill_decisions(user, told.values())
    _fill_records(user, told.values())
    if with_minutes:
        _fill_carried(user, told)
    return [told.get(one.pk) or Line(None, one.private_because) for one in items]


def _fill_papers(user: Any, told: dict[int, Line]) -> None:
    """Its papers, and those of the items from which it was carried, as far as the reader sees them:
    a paper for a meeting that was called off is still there at the next one."""
    items = [one.item for one in told.values() if one.item]
    earlier = carried_into(items)
    seen = AgendaItem.objects.visible_to(user).filter(pk__in=earlier) if earlier else ()
    for attachment in Attachment.objects.about([*items, *seen]):
        pk = attachment.subject_id
        told[earlier.get(pk, pk)].files.append(attachment)


def carried_into(items: Iterable[AgendaItem]) -> dict[int, int]:
    """Each item that goes on in one of these, however often it was carried, with the key of that
    one. A query for each time, none where nothing was carried."""
    found = {one.carried_from_id: one.pk for one in items if one.carried_from_id}
    new = dict(found)
    while new:
        rows = AgendaItem.objects.filter(pk__in=new, carried_from__isnull=False)
        further = rows.values_list("pk", "carried_from")
        new = {earlier: new[pk] for pk, earlier in further if earlier and earlier not in found}
        found |= new
    return found


def _fill_decisions(user: Any, lines: Iterable[Line]) -> None:
    wanted = {one.item.decision_id for one in lines if one.item and one.item.decision_id}
    if not wanted:
        return
    rows = rows_seen(AgendaItem._meta.get_field("decision").related_model, user)
    seen = rows.select_related("accountable_body").in_bulk(wanted)
    for line in lines:
        if line.item and line.item.decision_id in seen:
            line.decisions.append(seen[line.item.decision_id])


def _fill_records(user: Any, lines: Iterable[Line]) -> None:
    by_kind: dict[int, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.item and line.item.subject_type_id and line.item.subject_id:
            by_kind[line.item.subject_type_id][line.item.subject_id].append(line)
    reads = {one.record: one.reads for one in registered(OnAgenda) if one.reads}
    for kind, wanted in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:  # its kind is no more
            continue
        rows = rows_seen(model, user).filter(pk__in=wanted)
        for record in rows.select_related(*reads[model]) if model in reads else rows:
            for line in wanted[record.pk]:
                line.record = record


def _fill_carried(user: Any, told: dict[int, Line]) -> None:
    """To the day of a meeting on whose agenda the reader sees it."""
    carried = [pk for pk, one in told.items() if one.item and one.item.state == "carried"]
    rows = AgendaItem.objects.visible_to(user).filter(carried_from__in=carried)
    for one in rows.select_related("meeting") if carried else ():
        if one.meeting and one.carried_from_id:
            told[one.carried_from_id].goes_on = f"to {date_words(one.meeting.on)}"


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
