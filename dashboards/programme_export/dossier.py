"""The whole dossier of a pilot as one zip: its page as text, its tables, the files beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from access.sharing import Sharing, readers_of
from collaboration.models import Attachment
from dashboards.programme_export import whole
from interface.columns import Column
from interface.context import absolute
from pilots.pilot import loading
from records.subjects import registered
from registry.attached import HasAttachments
from registry.programme_files import PilotPage, Scope

PAGE, FILES = "page.txt", "files.csv"
# What no file system takes in a name, and what would lead out of the folder
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
PIECE = 64 * 1024


def pilot_dossier(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The zip, made while it is sent: what this reader may see, and no more."""
    pilot = loading.pilot(request, slug)
    sharing = Sharing(request, readers_of(pilot.visibility), takes_own=True)
    scope = Scope(request.user, pilot=pilot)
    pages = ((PAGE, [page.write(sharing, pilot)]) for page in registered(PilotPage))
    beside = [*pages, *_attached(scope)]
    pieces = whole.stream(scope, absolute(""), beside)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"placebook-pilot-{pilot.slug}-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def attachments_of(scope: Scope) -> Iterator[tuple[HasAttachments, Any, Attachment]]:
    """The files that this reader may take away of the pilot's own records, each with its record."""
    for kind in registered(HasAttachments):
        if not kind.pilot:
            continue
        seen = kind.seen_by(scope.user).filter(**{f"{kind.pilot}__in": scope.ids}).distinct()
        records = {record.pk: record for record in seen}
        of = ContentType.objects.get_for_model(kind.model)
        rows = Attachment.objects.standing().filter(subject_type=of, subject_id__in=records)
        for attachment in rows.order_by("pk"):
            yield kind, records[attachment.subject_id], attachment


def name_of(attachment: Attachment) -> str:
    """Its name in the zip: its number, and what it is called without what leads elsewhere."""
    called = UNSAFE.sub("-", attachment.name).strip(". -") or "file"
    return f"files/{attachment.pk}-{called[-100:]}"


COLUMNS = (
    Column("file", "Its name in this zip", value=lambda row: row[3]),
    Column("called", "What it is called", value=lambda row: row[2].name),
    Column("beside", "The record that it is attached to", value=lambda row: row[0].title(row[1])),
    Column("address", "The page of that record", value=lambda row: row[0].url(row[1])),
    Column(
        "attached",
        "When it was attached",
        value=lambda row: row[2].created_at,
        values="time in the UK",
    ),
    Column("bytes", "How large it is", value=lambda row: row[2].size),
)


def _attached(scope: Scope) -> Iterator[tuple[str, Any]]:
    """The list of files, then each of them; one that is not kept any more is in the list alone."""
    found = list(attachments_of(scope))
    if not found:
        return
    rows = []
    for kind, record, attachment in found:
        is_there = attachment.file.storage.exists(str(attachment.file.name))
        rows.append((kind, record, attachment, name_of(attachment) if is_there else ""))
    lines = ([column.value(row) for column in COLUMNS] for row in rows)
    yield FILES, whole.as_csv([[column.name for column in COLUMNS], *lines])
    for _, _, attachment, name in rows:
        if name:
            yield name, _pieces(attachment)


def _pieces(attachment: Attachment) -> Iterator[bytes]:
    with attachment.file.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
