"""The same words sent twice: recognised, and saved a second time only where somebody says so.

After *Back* a browser puts what was typed into a page that it fetches anew, which has another
one-time token. So what a form sends is remembered for some minutes as well, by a digest: the same
words of the same writer in the same form about the same thing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from interface.words import time_words
from records.drafts import AGAIN, TOKEN, Ticket, typed_in
from records.models import SpentToken

WITHIN = dt.timedelta(minutes=15)
_SALT = "records.sent_twice"


def digest_of(request: HttpRequest, ticket: Ticket, kept: Sequence[str] = ()) -> str:
    """What stands for all that a form sends, and for who sends it; empty where that is not known.

    ``kept`` are the digests of the files that are with its draft, by whichever press they came.

    Who has no account is known by the cookie that guards forms: another visitor who says the same
    is somebody else. What was typed is not to be found out from it.
    """
    writer = request.user.pk or request.META.get("CSRF_COOKIE")
    if not writer or TOKEN not in request.POST:  # no page of ours sent it, so nobody pressed Back
        return ""
    files: Any = sorted(kept) or {
        name: [(file.name, file.size) for file in request.FILES.getlist(name)]
        for name in request.FILES
    }
    said = [writer, ticket.form, ticket.target, typed_in(request.POST), files]
    text = json.dumps(said, sort_keys=True)
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()


def sent_before(request: HttpRequest, ticket: Ticket, digest: str) -> SpentToken | None:
    """The sending of the same words, of late; None where there was none, or both are wanted.

    Of who is signed in only the last one counts: whoever sent another since has changed their mind.

    Within the transaction that is to write them: of two at once the second waits for the first.
    """
    if not digest or AGAIN in request.POST:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
    same = {"author": ticket.user_id, "form": ticket.form, "target": ticket.target}
    others = SpentToken.objects.filter(**same).exclude(token=ticket.nonce)
    of_late = others.filter(spent_at__gt=timezone.now() - WITHIN)
    if ticket.user_id is None:  # all who have no account are one author
        return of_late.filter(digest=digest).first()
    last = of_late.first()
    return last if last is not None and last.digest == digest else None


def may_be_sent_again(*, author: Any, form: str, target: str) -> None:
    """What came of it was taken back, so sending the same words again is no mistake."""
    SpentToken.objects.filter(author=author, form=form, target=target).update(digest="")


def said(
    request: HttpRequest, before: SpentToken, ticket: Ticket, *, with_files: bool
) -> HttpResponse:
    """The page that says so: what came of it, and the way to send it all the same.

    ``with_files``: its files are with no draft, and have to be chosen again.
    """
    pairs = [(name, value) for name, values in _as_sent(request.POST) for value in values]
    context = {
        "when": time_words(timezone.localtime(before.spent_at)),
        "result_url": before.result_url or ticket.url,
        "address": request.get_full_path(),
        "pairs": [*pairs, (TOKEN, str(ticket))],
        "again": AGAIN,
        "files": list(request.FILES) if with_files else [],
    }
    return render(request, "records/sent_twice.html", context)


def _as_sent(data: QueryDict) -> list[tuple[str, list[Any]]]:
    return [pair for pair in data.lists() if pair[0] not in (TOKEN, "csrfmiddlewaretoken")]
