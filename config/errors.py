"""With DEBUG on, the site's own pages for what was not found or not understood.

Django would show its map of all addresses instead, in the demo too. Its page for a crash stays:
whoever meets one needs to see what happened.
"""

from collections.abc import Callable

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver


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
