"""A bulk change step by step, as a person makes it: chosen in a list, looked at, made, undone."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import User
from records.models import BulkChange


def chosen(
    client: Client,
    who: User,
    of: str,
    operation: str,
    *records: Any,
    query: str = "",
    **also: Any,
) -> BulkChange:
    """What this person ticks in a list, sent to be asked about."""
    client.force_login(who)
    sent = {"operation": operation, "row": [record.pk for record in records], **also}
    answer = client.post(f"/bulk-changes/{of}/choose/{query}", sent)
    assert answer.status_code == 302
    change = BulkChange.objects.latest("pk")
    assert answer["Location"] == change.get_absolute_url()
    return change


def looked_at(client: Client, change: BulkChange, **said: Any) -> str:
    """The preview, as the person reads it."""
    sent = {"step": "look", **said}
    page = client.post(change.get_absolute_url(), sent, follow=True).content.decode()
    change.refresh_from_db()
    return page


def made(client: Client, change: BulkChange) -> str:
    """What it did."""
    sent = {"step": "make", "seen": change.looks}
    page = client.post(change.get_absolute_url(), sent, follow=True).content.decode()
    change.refresh_from_db()
    return page


def undone(client: Client, change: BulkChange) -> str:
    """What was put back."""
    answer = client.post(change.get_absolute_url(), {"step": "undo"}, follow=True)
    change.refresh_from_db()
    return answer.content.decode()


def count_of(page: str, label: str) -> str:
    """A number of the strip at the top."""
    return page.partition(f"<dt>{label}</dt><dd><b>")[2].partition("</b>")[0]
