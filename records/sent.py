"""What can be taken back within a week, and had again within another.

What was typed into a form that was sent stands in the table of drafts for a week, out of sight.
Taken back, the same row says which changes took the record away: *Undo* puts that back as it stood
(``records.undoing``). Only where that cannot be, what was typed is a draft again.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from records.drafts import LARGEST, Ticket, kind_of, typed_in
from records.models import Draft
from records.models.changes import key_of
from records.sent_twice import may_be_sent_again
from records.undoing import UNDOABLE, Steps, undo

# What one box that is ticked sends; not ticked, it sends nothing
TICKED = ["on"]


def keep_sent(ticket: Ticket, data: Any, record: Any) -> None:
    """Keep what was sent and became this record, new or changed."""
    rule = UNDOABLE.get(type(record))
    if ticket.user_id is None or rule is None or not rule.keeps_typed or record.pk is None:
        return
    typed = typed_in(data)
    if len(json.dumps(typed, ensure_ascii=False).encode()) <= LARGEST:
        row = _row(ticket.user_id, record)
        row.form, row.target, row.typed = ticket.form, ticket.target, typed
        row.save()


def _row(author_id: Any, record: Any) -> Draft:
    return Draft(
        author_id=author_id,
        tab=f"sent-{secrets.token_urlsafe(12)}",
        saved_at=timezone.now(),
        sent_as=key_of(type(record), record.pk),
    )


def keep_undo(
    record: Any,
    steps: Steps,
    *,
    title: str,
    ticket: Ticket | None = None,
    typed: Mapping[str, list[str]] | None = None,
) -> Draft | None:
    """Keep how a record that was just taken back is had again, by whoever added it.

    ``ticket`` and ``typed`` are what a form was sent with that is not kept already. None where its
    author has no account any more.
    """
    author = get_user_model().objects.filter(pk=record.created_by_id, is_active=True).first()
    if author is None:
        return None
    row = _row(author.pk, record)
    if ticket is not None:
        row.form, row.target, row.typed = ticket.form, ticket.target, dict(typed or {})
    elif (sent := _taken_together(record, author.pk)) is not None:
        row = sent
    row.title, row.saved_at, row.undoes = title[:200], timezone.now(), steps
    row.save()
    if row.form:  # what came of it is gone: the same words again are no mistake
        may_be_sent_again(author=author.pk, form=row.form, target=row.target)
    return row


def _taken_together(record: Any, author_id: Any) -> Draft | None:
    """What its author typed for it, with what they changed since, as one row."""
    key = key_of(type(record), record.pk)
    rows = Draft.every.select_for_update().filter(sent_as=key)
    sent = [row for row in rows.order_by("saved_at", "id") if row.author_id == author_id]
    if not sent:
        return None
    first = sent[0]
    for later in sent[1:]:
        first.typed |= {name: said for name, said in later.typed.items() if name in first.typed}
    # A box that is not ticked sends nothing: what was taken out since is not ticked again
    for name in [name for name, said in first.typed.items() if said == TICKED]:
        if getattr(record, name, True) is False:
            del first.typed[name]
    rows.exclude(pk=first.pk).delete()
    return first


@transaction.atomic
def have_again(draft: Draft, by: Any) -> Any:
    """Put back what was taken back; gives the record. Raises CannotUndo and PermissionDenied."""
    label, _, pk = draft.sent_as.rpartition(":")
    record = undo(draft.undoes or [], by=by, model=apps.get_model(label), pk=pk)
    if draft.form:
        draft.undoes = None  # it is what was sent again
        draft.save(update_fields=["undoes"])
    else:
        draft.delete()
    return record


def draft_instead(draft: Draft) -> bool:
    """Make what was typed a draft again, where the record cannot be had; gives whether it is one.

    Not where nothing was kept, nor where its author has no business with the form any more.
    """
    flat = {name: values[-1] for name, values in draft.typed.items() if values}
    kind = kind_of(draft.form)
    title = kind.title(draft.author, draft.target, flat) if kind and draft.typed else None
    if title is None:
        return False
    draft.title, draft.sent_as, draft.undoes = title[:200], "", None
    draft.saved_at = timezone.now()
    draft.save(update_fields=["title", "sent_as", "undoes", "saved_at"])
    return True
