"""Telling whoever had an email written whether it went, as soon as that is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import TimeoutError as TooLong
from contextlib import suppress

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from accounts.adapter import POST
from accounts.models import Notice
from interface.words import count_words, list_words

PATIENCE = 4  # seconds for which a page waits to hear from the mail server
MOST_NAMED = 5
UNDER_WAY = "The email to {to} hasn’t gone yet. We’re still trying."
NOT_YET = "The email to {to} hasn’t gone yet. {why}. {next}"
CANNOT = "The email to {to} could not be sent. {why}. {next}"


def say_outcome(request: HttpRequest, letters: Iterable[Notice | None], gone: str = "") -> None:
    """Once these letters are kept and were tried, say which of them did not go, and why.

    They are sent beside the request, which waits for that as long as people wait for a page.
    ``gone`` is said where all went, with their addresses as ``{to}``. To be called in the
    transaction that writes them.
    """
    pks = {letter.pk: letter.reader for letter in letters if letter is not None}
    if pks:
        # What was written is written: where this cannot be told, no page may say otherwise
        transaction.on_commit(lambda: _say(request, pks, gone), robust=True)


def _say(request: HttpRequest, to: dict[int, str], gone: str) -> None:
    with suppress(TooLong):
        POST.submit(_nothing).result(timeout=PATIENCE)  # it stands behind them in the line
    unsent: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for letter in Notice.objects.filter(pk__in=to, sent_at=None).order_by("pk"):
        says = CANNOT if letter.failed else NOT_YET if letter.problem else UNDER_WAY
        unsent[says, letter.why_unsent.rstrip("."), letter.what_next].append(to[letter.pk])
    for (says, why, following), addresses in unsent.items():
        messages.warning(request, says.format(to=_named(addresses), why=why, next=following))
    if gone and not unsent:
        messages.success(request, gone.format(to=_named(list(to.values()))))


def _nothing() -> None:
    """What is sent before this in the line has been tried once it is done."""


def _named(addresses: list[str]) -> str:
    first, more = addresses[:MOST_NAMED], len(addresses) - MOST_NAMED
    return list_words([*first, count_words(more, "other")] if more > 0 else first)
