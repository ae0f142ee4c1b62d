"""The items of a meeting as its page tells them to one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType

from collaboration.models import Attachment
from governance.models import AgendaItem, BoardMeeting
from interface.words import date_words
from records.reading import rows_seen


@dataclass
class Line:
    """One item as this reader sees it. Without ``item`` it is private: ``why`` is all they read.
    ``record`` and ``decisions`` are those of it that they see."""

    item: AgendaItem | None
    why: str = ""
    record: Any = None
    decisions: list[Any] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    goes_on: str = ""

    @property
    def asks(self) -> str:
        """What is asked and who leads it, on one line."""
        item = self.item
        if item is None:
            return ""
        return ". ".join(filter(None, [item.asks.rstrip("."), item.lead_words]))


def agenda_lines(
    user: Any, meeting: BoardMeeting, *, whole: bool, with_minutes: bool
) -> list[Line]:
    """The agenda in order. ``whole``: private items too; of those others read only why. Four
    queries, and one for each kind of record."""
    items = list(meeting.items.order_by("position", "id"))
    told = {one.pk: Line(one) for one in items if whole or not one.is_private}
    for attachment in Attachment.objects.about([one.item for one in told.values() if one.item]):
        told[attachment.subject_id].files.append(attachment)
    _fill_decisions(user, told.values())
    _fill_records(user, told.values())
    if with_minutes:
        _fill_carried(user, told, whole=whole)
    return [told.get(one.pk) or Line(None, one.private_because) for one in items]


def _fill_decisions(user: Any, lines: Iterable[Line]) -> None:
    wanted = {one.item.decision_id for one in lines if one.item and one.item.decision_id}
    if not wanted:
        return
    seen = rows_seen(AgendaItem._meta.get_field("decision").related_model, user).in_bulk(wanted)
    for line in lines:
        if line.item and line.item.decision_id in seen:
            line.decisions.append(seen[line.item.decision_id])


def _fill_records(user: Any, lines: Iterable[Line]) -> None:
    by_kind: dict[int, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.item and line.item.subject_type_id and line.item.subject_id:
            by_kind[line.item.subject_type_id][line.item.subject_id].append(line)
    for kind, wanted in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:  # its kind is no more
            continue
        for record in rows_seen(model, user).filter(pk__in=wanted):
            for line in wanted[record.pk]:
                line.record = record


def _fill_carried(user: Any, told: dict[int, Line], *, whole: bool) -> None:
    """To the day of a meeting that the reader sees."""
    carried = [pk for pk, one in told.items() if one.item and one.item.state == "carried"]
    seen = BoardMeeting.objects.visible_to(user).order_by().values("pk")
    rows = AgendaItem.objects.filter(carried_from__in=carried, meeting__in=seen)
    for one in rows.select_related("meeting") if carried else ():
        if one.meeting and one.carried_from_id and (whole or one.meeting.called_on):
            told[one.carried_from_id].goes_on = f"to {date_words(one.meeting.on)}"
