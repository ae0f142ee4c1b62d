"""A pack as PDF: drawn while it is a draft, kept as it was once it is issued."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from collaboration.models import Attachment
from governance.meeting.agenda_lines import carried_into
from governance.models import AgendaItem, Pack
from governance.pack.making import For
from interface.made_up import PAGE_SAYS
from interface.words import date_words, day_words
from records.files.process import Busy, turn
from records.files.tables import Unreadable
from records.files.typeset import JOINED, TOO_LARGE, put_behind, typeset

_log = logging.getLogger(__name__)
BUSY = "PDFs are being made just now. Wait a minute, then issue it again"


def as_document(pack: Pack) -> dict[str, Any]:
    """What is told of it on paper; the same for the same pack."""
    as_at = f"as it was on {date_words(pack.as_at)}"
    return {
        "title": pack.title,
        "example": PAGE_SAYS if pack.board.is_example else "",
        "head": [f"For {pack.for_whom}, {as_at}."],
        "covering": [part for part in pack.covering.splitlines() if part.strip()],
        "blocks": pack.content,
        "foot": f"{pack.title} · number {pack.number} · {day_words(pack.as_at)} · "
        f"{pack.short_digest}",
        "base": settings.SITE_URL.rstrip("/"),
        "moment": int(pack.as_at.timestamp()),
    }


def pdf_of(by: Any, pack: Pack) -> bytes:
    """Its PDF without papers. Raises Unreadable: also where somebody else’s turn is on."""
    with turn(by.pk):
        return typeset(as_document(pack))


@dataclass(frozen=True)
class Printed:
    """A PDF to keep, None where none could be made, and the papers that are not behind it."""

    content: bytes | None = None
    without: list[str] = field(default_factory=list)


def pdf_to_keep(by: Any, pack: Pack) -> Printed:
    """Its PDF with the papers that its readers see behind it; it is issued in any case. Raises
    ValidationError where others are making theirs just now."""
    try:
        with turn(by.pk):
            made = typeset(as_document(pack))
            return _with_papers(made, papers_of(by, pack))
    except Busy as problem:
        raise ValidationError(BUSY) from problem
    except Unreadable as problem:
        _log.warning("The PDF of pack %s could not be made: %s", pack.pk, problem)
        return Printed()


def _with_papers(made: bytes, papers: Sequence[Attachment]) -> Printed:
    """As many as fit and can be read: one that cannot keeps no other out."""
    without, room = [], JOINED.sent // 2
    for paper in papers:
        try:
            made = put_behind(made, [_read(paper, room)])
            room -= paper.size
        except Unreadable as problem:
            _log.warning("Paper %s could not be put behind a pack: %s", paper.pk, problem)
            without.append(paper.name)
    return Printed(made, without)


def papers_of(by: Any, pack: Pack) -> Sequence[Attachment]:
    """The PDFs beside the items that its readers see, in the order of the agenda."""
    if pack.meeting is None:
        return ()
    audience = For(pack.audience, pack.body).reader(pack.board)
    seen = AgendaItem.objects.visible_to(audience).filter(meeting=pack.meeting)
    own = AgendaItem.objects.visible_to(by).filter(pk__in=seen.order_by().values("pk"))
    items = list(own.order_by("position", "pk"))
    place = {item.pk: number for number, item in enumerate(items)}
    earlier = carried_into(items)
    theirs = AgendaItem.objects.visible_to(by).filter(pk__in=earlier)
    carried = AgendaItem.objects.visible_to(audience).filter(pk__in=theirs.order_by().values("pk"))
    before = list(carried)
    place |= {one.pk: place[earlier[one.pk]] for one in before}
    files = Attachment.objects.about([*items, *before]).filter(kind=Attachment.Kind.PDF)
    return sorted(files, key=lambda one: (place[one.subject_id], one.pk))


def _read(file: Attachment, room: int) -> bytes:
    if file.size > room:
        raise Unreadable(TOO_LARGE)
    try:
        with file.file.open("rb") as opened:
            content: bytes = opened.read()
    except OSError as problem:
        raise Unreadable("It isn’t where it was kept") from problem
    return content
