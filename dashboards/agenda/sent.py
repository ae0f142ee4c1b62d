"""A calendar as it is sent to the program that asks for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag


def sent(request: HttpRequest, body: bytes, *, kept_by: str) -> HttpResponseBase:
    """The file, or word that the program has the same already (304). ``kept_by`` says who may keep
    it: ``private`` that program alone, ``public`` those between. They ask each time whether it
    still stands."""
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = f"{kept_by}, no-cache"
    response["Content-Disposition"] = 'inline; filename="placebook.ics"'
    set_response_etag(response)
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return same or response
