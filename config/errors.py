"""With DEBUG on, the site's own pages for what was not found or not understood.

Django would show its map of all addresses instead, in the demo too. Its page for a crash stays:
whoever meets one needs to see what happened.

What is too large is refused before anything reads it, and gets its page from here as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import get_resolver

from interface import errors
from interface.errors import largest_body, wants_json
from interface.page_above import page_above


class OwnErrorPagesMiddleware:
    """The last in the list, so that it sees errors before Django turns them into its pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return _own_page(404, request, Http404(request.path))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            return _own_page(404, request, exception)
        if isinstance(exception, BadRequest | SuspiciousOperation):
            return _own_page(400, request, exception)
        return None


def _own_page(status: int, request: HttpRequest, exception: Exception) -> HttpResponse:
    handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status)
    return handler(request, exception=exception)


class NoSuchMethodMiddleware:
    """A page where Django answers nothing: an address that only a button presses, opened as a page;
    or something sent to a page that takes nothing. Scripts get the bare answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or wants_json(request):
            return response
        above = getattr(response, "pressed_on", "") or page_above(request.path)
        page = errors.method_not_allowed(request, above)
        page["Allow"] = response["Allow"]
        return page


FILES_WANT_A_SIGN_IN = (
    "Sign in to send a file: you may have been signed out in the meantime. Then go back, and "
    "choose it again. Your browser may still have what you typed."
)


class LargestBodyMiddleware:
    """Looks at how much is announced. Stands before the one that looks for the form's CSRF token.

    A body of unknown length (chunked) is none that a browser sends, nor one that Django reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The refusal, where there is too much for this view and reader; else None."""
        if "transfer-encoding" in request.headers:
            return errors.length_required(request)
        length = _announced(request)
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        largest = largest_body(view)
        if length > largest:
            return _refusal(request)
        # A program's key is looked at before anything that it sent is read
        may_send = request.user.is_authenticated or getattr(view, "asks_for_key", False)
        return None if may_send else _refusal(request, FILES_WANT_A_SIGN_IN)


def _announced(request: HttpRequest) -> int:
    """Content-Length as Django takes it: what is no number is nothing."""
    try:
        return int(request.headers.get("content-length") or 0)
    except ValueError:
        return 0


def _refusal(request: HttpRequest, problem: str = "") -> HttpResponse:
    """A page; for a script that keeps drafts, what it shows beside the form."""
    if wants_json(request):
        return JsonResponse({"problem": problem or errors.TOO_LARGE}, status=413)
    return errors.too_large(request, problem)
