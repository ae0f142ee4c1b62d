"""A request that the database cut off: a clear page, and nothing that was typed is lost.

What a form of ours sent is kept as a draft where the database still takes one, and in any case
stands on the page, which sends it again as it was: the form's token was not spent, so it is the
same submit, recorded once.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from interface import errors
from interface.trouble import Trouble, trouble_of
from records import drafts
from records.models import Draft

LONG = 40  # a text of so many characters is shown, so that it can be copied
_log = logging.getLogger(__name__)


class CutOffMiddleware:
    """Answers where the database did not. The last but one: it sees what a view raises."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page; None for a fault of our own."""
        return answer_to(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """What was raised outside a view, by whoever asks who is reading, for one; else 500."""
    return answer_to(request, sys.exc_info()[1]) or errors.server_error(request)


def answer_to(request: HttpRequest, problem: BaseException | None) -> HttpResponse | None:
    """What the person is told, with what they typed; None where the database is well."""
    trouble = trouble_of(problem)
    if trouble is None:
        return None
    _log.error("%s at %s: %s", trouble.key, request.path, problem)
    typed, draft = _typed(request), None
    if typed is not None:
        draft = _kept(typed)
    if errors.wants_json(request):
        response: HttpResponse = JsonResponse({"problem": _in_short(trouble)}, status=503)
    else:
        response = errors.unavailable(request, trouble, **_shown(request, typed, draft))
    response["Retry-After"] = str(trouble.retry_after)
    response.trouble = trouble.key  # type: ignore[attr-defined]  # for whoever counts faults
    return response


def _in_short(trouble: Trouble) -> str:
    return f"{trouble.title}. {trouble.words} What you typed is still here: try again in a minute."


def _typed(request: HttpRequest) -> QueryDict | None:
    """What a form of ours sent; its signed token says that it is one that people write in."""
    if request.method != "POST":
        return None
    try:
        sent = request.POST
    except Exception:  # noqa: BLE001 - what cannot be read cannot be kept; the page must come
        return None
    return sent if drafts.Ticket.read(sent.get(drafts.TOKEN)) else None


def _kept(typed: QueryDict) -> Draft | None:
    """The draft that holds it, where the database takes one."""
    ticket = drafts.Ticket.read(typed.get(drafts.TOKEN))
    try:
        return drafts.keep(ticket, typed) if ticket else None
    except (DatabaseError, InterfaceError, drafts.TooLong):
        return None


def _shown(request: HttpRequest, typed: QueryDict | None, draft: Draft | None) -> dict[str, Any]:
    """What the page says of what was sent."""
    if typed is None:
        return {"is_sent": request.method == "POST"}
    pairs = [(name, value) for name, values in typed.lists() for value in values]
    return {
        "is_sent": True,
        "address": request.get_full_path(),
        "pairs": pairs,
        "texts": [text for name, text in pairs if name not in drafts.NOT_TYPED and text[LONG:]],
        "draft": drafts.url_of(draft) if draft else "",
        "with_files": bool(request.FILES),
    }
