"""Files with a draft: kept from the moment they reach the server, in whatever form they are sent.

A form that takes files says so once, where its drafts are registered:

    ATTACH = draft_files.takes(drafts.register("attach", ...), "file")

Its field has a ``FileBox`` (``records.file_box``), which shows what is kept. The form is given
those that its draft has as its ``files``, with those that could not be kept: it says what is wrong
with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from interface.words import count_words
from records.drafts import Kind, Ticket
from records.files.kinds import LARGEST, LARGEST_SENT, TYPES
from records.files.looking import TOO_LARGE, Looked, looked_through, tidy_name
from records.files.tables import MEGABYTE, Unreadable
from records.models import Draft, DraftFile
from records.models.draft_files import LARGEST_OF_ONE, MOST_OF_ONE

FULL = (
    f"Your drafts hold {MOST_OF_ONE} files or {LARGEST_OF_ONE // MEGABYTE} MB already, the most "
    "that they can. Send one of them first, or take files out of it: a deleted draft counts for "
    "another day"
)


@dataclass(frozen=True, slots=True)
class Box:
    """The input of a form that takes files: its name, and how many it takes.

    ``is_shown``: they are looked through, as those beside records are, and their writer can see
    them. Others are kept as they came, and only read.
    """

    name: str
    most: int = 1
    is_shown: bool = True


_boxes: dict[str, Box] = {}


def takes(kind: Kind, name: str, *, most: int = 1, is_shown: bool = True) -> Kind:
    """Say that a form takes files, by which input; gives the form’s kind."""
    _boxes[kind.key] = Box(name, most, is_shown)
    return kind


def box_of(form: str) -> Box | None:
    """The input of a form that takes files, by the key of its kind."""
    return _boxes.get(form)


class KeptFile(UploadedFile):
    """A file of a draft, as a form takes one that was sent."""

    def __init__(self, row: DraftFile) -> None:
        content = bytes(row.content)
        super().__init__(ContentFile(content), row.name, media_type(row), row.size)
        self.looked = Looked(row.type, content) if row.type else None


def media_type(row: DraftFile) -> str:
    """What a browser is told that a file of a draft is."""
    return TYPES[row.type].media_type if row.type else "application/octet-stream"


def of_page(ticket: Ticket) -> list[DraftFile]:
    """The files that a page showed which was rendered with this ticket, or that came from it since:
    those of its tab’s draft, else of the draft that it began with."""
    if ticket.user_id is None:
        return []
    mine = Draft.objects.filter(author=ticket.user_id, form=ticket.form, target=ticket.target)
    draft = mine.filter(tab=ticket.tab).first() or mine.filter(pk=ticket.seen_draft).first()
    return list(draft.files.all()) if draft else []


def take_in(
    draft: Draft | None, form: str, files: MultiValueDict[str, UploadedFile]
) -> dict[UploadedFile, str]:
    """Keep what was sent with a draft; gives the files that are not kept, each with why.

    Without a draft that holds them, none is.
    """
    refused: dict[UploadedFile, str] = {}
    if (box := box_of(form)) is None:
        return refused
    for file in files.getlist(box.name):
        if draft is None:
            refused[file] = f"{file.name}: what you typed could not be kept either"
            continue
        try:
            _keep(draft, box, file)
        except Unreadable as problem:
            refused[file] = _named(file, problem)
    return refused


def take_in_sent(request: HttpRequest, draft: Draft | None, form: str) -> None:
    """Keep the files of a request; those that are not kept are said on the next page."""
    for why in take_in(draft, form, request.FILES).values():
        messages.warning(request, f"Not kept: {why}.")


def given(
    box: Box | None,
    kept: Iterable[DraftFile],
    sent: MultiValueDict[str, UploadedFile],
    refused: Mapping[UploadedFile, str],
) -> MultiValueDict[str, UploadedFile]:
    """The files that a form is given: those of its draft, and those that could not be kept. Where
    its draft is gone, as another tab showed and sent it meanwhile, those that came with it."""
    files, known = sent.copy(), [*(KeptFile(row) for row in kept), *refused]
    if box is not None and known:
        files.setlist(box.name, known)
    return files


def _named(file: UploadedFile, problem: Unreadable) -> str:
    said = str(problem)
    return said if said.startswith(f"{file.name}: ") else f"{file.name}: {said}"


@transaction.atomic
def _keep(draft: Draft, box: Box, file: UploadedFile) -> None:
    if (file.size or 0) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if not file.size:
        raise Unreadable("The file is empty. Choose another")
    looked = looked_through(file, draft.author_id) if box.is_shown else None
    raw = file.read()
    file.seek(0)
    content = looked.content if looked else raw
    digest = hashlib.sha256(content).hexdigest()
    with connection.cursor() as cursor:  # one at a time, so that the limits hold
        key = f"draft files of {draft.author_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    here = draft.files.filter(box=box.name)
    if here.filter(digest=digest).exists():
        return
    if box.most == 1:
        here.delete()
    sums = here.aggregate(Count("pk"), Sum("size"))
    if sums["pk__count"] >= box.most:
        most = count_words(box.most, "file")
        raise Unreadable(f"{most} are already attached, which is the most allowed")
    if (sums["size__sum"] or 0) + len(content) > LARGEST_SENT:
        raise Unreadable(f"Together they are larger than {LARGEST_SENT // MEGABYTE} MB")
    if not DraftFile.objects.has_room(draft.author_id, len(content)):
        raise Unreadable(FULL)
    DraftFile.objects.create(
        draft=draft,
        box=box.name,
        name=tidy_name(file.name or ""),
        type=looked.type if looked else "",
        size=len(content),
        digest=digest,
        content=content,
    )
