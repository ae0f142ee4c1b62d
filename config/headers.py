"""Response headers that neither Django nor django-csp sets, and theirs on every answer."""

from collections.abc import Callable
from dataclasses import asdict

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Turns off the browser features that no page uses.

    The first in the list: it also gives what Django's SecurityMiddleware would have given, had that
    not refused the request itself (an unknown host, where http is sent on to https).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault(
            "Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
        )
        return response


class PolicyMiddleware(CSPMiddleware):
    """The Content-Security-Policy on every answer.

    With DEBUG, django-csp leaves it off what has the status 404 or 500, for the sake of the styles
    in Django's own pages; those can be read without.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().process_response(request, response)
        if HEADER not in response:
            response[HEADER] = build_policy(**asdict(self.get_policy_parts(request, response)))
        return response


class PrivatePagesMiddleware:
    """What a signed-in person was sent is kept by nobody: no shared cache, no shared computer.

    Stands after authentication. Pages for people who are signed out are the same for all of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
