"""What was typed into a form that was sent, kept for a week: taken back, it is a draft again.

It is kept where the record that came of it can be taken back (``CAN_BE_TAKEN_BACK``), and stands in
the table of drafts, out of sight.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from records.drafts import LARGEST, Ticket, kind_of, typed_in
from records.models import Draft
from records.models.changes import key_of

# Each has a page that takes it back, which adds its model here
# (``records.form_views.TakeBackPage``).
CAN_BE_TAKEN_BACK: set[type] = set()


def keep_sent(ticket: Ticket, data: Any, record: Any) -> None:
    """Keep what was sent and became this record, new or changed."""
    if ticket.user_id is None or type(record) not in CAN_BE_TAKEN_BACK or record.pk is None:
        return
    typed = typed_in(data)
    if len(json.dumps(typed, ensure_ascii=False).encode()) <= LARGEST:
        Draft.every.create(
            author_id=ticket.user_id,
            form=ticket.form,
            target=ticket.target,
            tab=f"sent-{secrets.token_urlsafe(12)}",
            typed=typed,
            saved_at=timezone.now(),
            sent_as=key_of(type(record), record.pk),
        )


def draft_again(record_type: type, pk: Any) -> Draft | None:
    """What was typed for a record that is gone now, as a draft of whoever added it.

    It says what they changed since as well. None where nothing was kept, or where they have no
    business with that form any more.
    """
    rows = Draft.every.select_for_update().filter(sent_as=key_of(record_type, pk))
    sent = list(rows.order_by("saved_at", "id"))
    if not sent:
        return None
    first = sent[0]
    for later in sent[1:]:
        if later.author_id == first.author_id:
            first.typed |= {name: said for name, said in later.typed.items() if name in first.typed}
    author = get_user_model().objects.get(pk=first.author_id)
    flat = {name: values[-1] for name, values in first.typed.items() if values}
    kind = kind_of(first.form)
    title = kind.title(author, first.target, flat) if kind and author.is_active else None
    Draft.every.filter(pk__in=[one.pk for one in sent[1:]]).delete()
    if title is None:
        return None
    first.title, first.saved_at, first.sent_as = title[:200], timezone.now(), ""
    first.save(update_fields=["typed", "title", "saved_at", "sent_as"])
    return first
