"""What was typed survives a page that refuses it before its form runs.

A right that ended, a record that somebody withdrew or took back meanwhile, a part that was switched
off, a fault of ours: each answers a POST by an error page. Where a form of ours was sent, its text
stands on that page instead, and is a draft that its writer can read whatever their rights are now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from interface.errors import wants_json
from records import draft_files, drafts
from records.drafts import Ticket
from records.models import Draft, SpentToken
from records.typed_text import answers

# What happened, by the status of the page that refused: its title, and a sentence
WHY = {
    403: (
        "You can’t do this",
        "Your roles don’t let you do this here any more, or somebody else was first.",
    ),
    404: (
        "This can’t be sent any more",
        "Somebody may have changed or withdrawn what it is about, or you may not see it any more.",
    ),
    500: ("Something went wrong", "It is our fault, not yours."),
}
WHY[410] = WHY[404]
NOT_SENT = "It was not sent, and nothing was changed."
WAS_SENT = "What you sent was saved: only the page after it failed."
NOT_KNOWN = "It may have been done before that. Look before you send it again."
SIGNED_OUT = (
    "You were signed out",
    "Sign in in another tab, come back to this one and send it again.",
)
KEPT_DRAFT = "What you typed is a draft, in My work."
STALE = (
    "Check what you typed and send it again",
    "The page had been open for so long that we could not be sure that you sent it.",
)


@dataclass(frozen=True)
class Typed:
    """What a form of ours sent, read by its ticket, and the draft that holds it now."""

    ticket: Ticket
    data: QueryDict
    draft: Draft | None = None
    is_too_long: bool = False
    pairs: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # files that are not kept, each with why

    @classmethod
    def sent(cls, request: HttpRequest) -> Typed | None:
        """None where this is no form that people write in, of whoever sends it."""
        if request.method != "POST":
            return None
        try:
            data = request.POST
        except Exception:  # noqa: BLE001 - what cannot be read cannot be kept; the page must come
            return None
        ticket = Ticket.read(data.get(drafts.TOKEN))
        user = getattr(request, "user", None)
        if ticket is None or user is None or ticket.user_id != (user.pk or ticket.user_id):
            return None
        pairs = [(name, value) for name, values in data.lists() for value in values]
        return cls(ticket, data, pairs=[one for one in pairs if one[0] != "csrfmiddlewaretoken"])

    def kept(self, files: Any) -> Typed:
        """The same once it is a draft with its ``files``, where that can be."""
        lost: list[str] = []
        try:
            draft = drafts.keep(self.ticket, self.data)
            if draft is not None:
                lost = [*draft_files.take_in(draft, draft.form, files).values()]
        except drafts.TooLong:
            return Typed(self.ticket, self.data, None, True, self.pairs)
        except (DatabaseError, InterfaceError):
            draft = None
        return Typed(self.ticket, self.data, draft, False, self.pairs, lost)


class RefusedMiddleware:
    """Shows and keeps what was typed where a page answers that it does not take it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        status = response.status_code
        if status not in WHY or wants_json(request) or hasattr(response, "shows_typed"):
            return response
        typed = Typed.sent(request)
        if typed is None:
            return response
        typed = typed.kept(request.FILES)
        if status == 500 and settings.DEBUG:  # whoever meets a crash there needs to see it
            return response
        title, words = WHY[status]
        why = getattr(response, "why", "") or words
        became = _became(typed, status)
        return page(request, typed, title=title, words=why, became=became, status=status)


def _became(typed: Typed, status: int) -> str:
    """What became of what was sent. A fault may come after an act that is done; a form spends its
    ticket in the transaction of its act, a small one spends none."""
    if status < 500:
        return NOT_SENT
    if typed.ticket.kind is None or typed.ticket.kind.key in (drafts.SMALL.key, drafts.UNKEPT.key):
        return NOT_KNOWN
    try:
        spent = SpentToken.objects.filter(token=typed.ticket.nonce).exists()
    except (DatabaseError, InterfaceError):
        return NOT_KNOWN
    return WAS_SENT if spent else NOT_SENT


def page(
    request: HttpRequest,
    typed: Typed,
    *,
    title: str,
    words: str,
    status: int,
    became: str = NOT_SENT,
) -> HttpResponse:
    """What happened, what became of it, what was typed, and where that is kept. It tells of no
    record but by the words that were typed."""
    said = drafts.typed_in(typed.data) | drafts.as_asked(typed.ticket)
    is_unkept = typed.ticket.kind is not None and not typed.ticket.kind.is_kept
    files = list(typed.draft.files.all()) if typed.draft else []
    is_sent = became == WAS_SENT
    context = {
        "title": title,
        "words": f"{words} {became}",
        "draft": drafts.text_url(typed.draft) if typed.draft else "",
        "is_too_long": typed.is_too_long,
        "answers": [] if is_sent else answers(request.user, typed.ticket.form, said),
        "with_files": bool(request.FILES) and not files and not typed.lost,
        "lost": typed.lost,
        "files": files,
        # Sent once more as it was, where that is the only copy or where the fault was ours
        "address": request.get_full_path() if is_unkept or (status >= 500 and not is_sent) else "",
        "pairs": typed.pairs,
    }
    response = render(request, "records/refused.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response.shows_typed = True  # type: ignore[attr-defined]
    return response


def shown_back(request: HttpRequest, typed: Any, why: tuple[str, str]) -> HttpResponse:
    """The page for what may be kept on no server: it stands there alone, to be sent again."""
    title, words = why
    return page(request, typed, title=title, words=words, status=403)


def turned_down(request: HttpRequest, problem: str, to: Any, *, typed: str = "") -> HttpResponse:
    """Lead on where an act was refused, with why. Words that were ``typed`` for it are a draft."""
    say_refused(request, problem, typed=typed)
    return redirect(to)


def say_refused(request: HttpRequest, problem: str, *, typed: str = "") -> None:
    """Say on the next page why an act was refused; words that were ``typed`` for it are a draft."""
    sent = Typed.sent(request) if typed else None
    kept = sent.kept(request.FILES) if sent else None
    said = f" {KEPT_DRAFT}" if kept and kept.draft else ""
    messages.warning(request, f"{problem.rstrip('.')}.{said}")
