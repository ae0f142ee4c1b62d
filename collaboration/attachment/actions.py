"""Attaching a file, removing it, and deleting for good what was removed."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from collaboration.attachment.models import Attachment
from collaboration.attachment.permissions import can_attach
from records.files.looking import Looked

MOST = 50
GONE = "What you attach it to was withdrawn in the meantime. The file is not kept"
KEPT_REMOVED = dt.timedelta(days=30)
_log = logging.getLogger(__name__)


@transaction.atomic
def attach(*, by: Any, record: Any, name: str, looked: Looked, shows: str = "") -> Attachment:
    """Keep a file that was looked through beside a record that the caller has found visible.

    ``shows`` names what it is, where that has a name of its own (``Attachment.Shows``).
    """
    rows = type(record)._default_manager.select_for_update(of=("self",), no_key=True)
    if not rows.filter(pk=record.pk):
        raise ValidationError({"file": GONE})
    if not can_attach(by, record):
        raise PermissionDenied
    standing = Attachment.objects.about([record])
    digest = hashlib.sha256(looked.content).hexdigest()
    if same := standing.filter(digest=digest).first():
        raise ValidationError({"file": f"This file is attached already, as {same.name}"})
    if standing.count() >= MOST:
        raise ValidationError({"file": f"{MOST} files are attached. Remove one first"})
    attachment = Attachment(
        subject=record,
        name=name,
        kind=looked.kind,
        shows=shows,
        media_type=looked.media_type,
        size=len(looked.content),
        digest=digest,
        created_by=by,
    )
    attachment.file.save(name, ContentFile(looked.content), save=False)
    try:
        with transaction.atomic():
            attachment.save()
    except Exception:
        attachment.file.delete(save=False)
        raise
    return attachment


@transaction.atomic
def remove_attachment(*, by: Any, attachment: Attachment) -> None:
    """Nobody reads it from now on. Who removed it and when is kept; removing it twice is once."""
    standing = Attachment.objects.standing().select_for_update().filter(pk=attachment.pk)
    if found := standing.first():
        found.withdrawn_at, found.withdrawn_by = timezone.now(), by
        found.save(update_fields=["withdrawn_at", "withdrawn_by"])


def delete_removed(now: dt.datetime | None = None) -> int:
    """Delete the files that were removed thirty days ago; gives how many. What cannot be deleted
    is tried again the next time."""
    before = (now or timezone.now()) - KEPT_REMOVED
    due = Attachment.objects.filter(withdrawn_at__lt=before, is_deleted=False)
    done = 0
    for attachment in due.order_by("withdrawn_at")[:1_000]:
        try:
            attachment.file.delete(save=False)
        except OSError:
            _log.exception("A removed file could not be deleted")
            continue
        done += Attachment.objects.filter(pk=attachment.pk).update(is_deleted=True)
    return done
