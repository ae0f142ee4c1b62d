"""The same form in two tabs of a browser, or on two devices: the second is told of the first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from interface.words import date_words, time_words
from records.drafts import Ticket, url_of
from records.models import Draft, SpentToken


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What happened to the same form in another tab or on another device, and where that stands."""

    words: str
    url: str
    link: str


def sent_elsewhere(ticket: Ticket) -> Elsewhere | None:
    """That the form was sent from another tab since this one was opened."""
    if ticket.user_id is None or not ticket.opened:
        return None
    opened = dt.datetime.fromtimestamp(ticket.opened, dt.UTC)
    sent = SpentToken.objects.filter(**_same_form(ticket), spent_at__gt=opened)
    last = sent.exclude(token=ticket.nonce).order_by("-spent_at").first()
    if last is None:
        return None
    when = _when(last.spent_at)
    said = f"You sent this form from another tab {when}. What you type here is another one."
    return Elsewhere(said, last.result_url or ticket.url, "See what was sent")


def elsewhere(ticket: Ticket, draft: Draft) -> Elsewhere | None:
    """What this tab should know of the others of the same person: that the form was sent from one,
    or that a draft was typed there as well."""
    return sent_elsewhere(ticket) or _typed_elsewhere(ticket, draft)


def _typed_elsewhere(ticket: Ticket, draft: Draft) -> Elsewhere | None:
    others = Draft.objects.filter(**_same_form(ticket), deleted_at=None).exclude(pk=draft.pk)
    other = others.order_by("-saved_at").first()
    if other is None:
        return None
    said = (
        "You typed in this form in another tab or on another device too, "
        f"{_when(other.saved_at)}. Both are kept as drafts."
    )
    return Elsewhere(said, url_of(other), "Show the other one")


def _when(at: dt.datetime) -> str:
    """At 4:10pm; with the day where it was not today."""
    day = timezone.localdate(at)
    on = "" if day == timezone.localdate() else f"on {date_words(day)} "
    return f"{on}at {time_words(at)}"


def _same_form(ticket: Ticket) -> dict[str, Any]:
    return {"author": ticket.user_id, "form": ticket.form, "target": ticket.target}
