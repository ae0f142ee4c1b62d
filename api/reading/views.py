"""What programs read: rows of lists, what is gone from them, and the description of all that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
)
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from api.lists import BEFORE, ask, find, is_public
from api.problems import Problem, bad, no_key, not_allowed, not_there
from api.reading.answers import OWN, Wanted, one_of, page_of
from api.reading.gone import gone_since
from api.reading.narrowed import asked_by_key, gone_by_key, must_be_of_place
from api.reading.reader import reader_of_request
from interface import querystring
from interface.context import absolute
from interface.exports import Listing
from records.switches import must_be_used

View = Callable[..., HttpResponseBase]


def for_programs(view: View) -> View:
    """A view that no session counts for: who asks is said by a key alone, and nothing by a form.

    So no page of another site can make a browser do anything here. What goes wrong is told as a
    problem that a program understands.
    """

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            reader = reader_of_request(request)
            if request.method == "POST":
                request.user = reader  # whom history names
            response = view(request, reader, **kwargs)
        except Problem as problem:
            response = problem.response()
        except Http404:
            response = not_there().response()
        except PermissionDenied as problem:
            response = not_allowed(str(problem) or "You may not read this list.").response()
        patch_vary_headers(response, ["Authorization"])
        return response

    answered.asks_for_key = True  # type: ignore[attr-defined]
    return answered


@require_safe
@for_programs
def rows(request: HttpRequest, reader: Any, path: str) -> HttpResponseBase:
    """A page of a list, or one record of it."""
    found, number = find(path)
    must_be_used(found.route)
    if not (is_public(found.func) or reader.is_authenticated):
        raise no_key()
    params = _said(request.GET)
    wanted = Wanted.read(params)
    asked = asked_by_key(reader, found, params)

    def take(listing: Listing) -> HttpResponse:
        must_be_of_place(reader, found, listing)
        if number is not None:
            return answer(request, one_of(listing, number, asked), reader)
        made, after = page_of(listing, wanted, asked)
        onwards = after and absolute(BEFORE + path + querystring.replaced(params, after=after))
        response = answer(request, {"rows": made, "next": onwards or None}, reader)
        if onwards:
            response["Link"] = f'<{onwards}>; rel="next"'
        return response

    return ask(found, reader=reader, params=asked, take=take)


def _said(params: QueryDict) -> QueryDict:
    """What was asked for, without what is empty. Raises Problem for two where one counts."""
    said = QueryDict(mutable=True)
    for name, values in params.lists():
        if kept := [value for value in values if value != ""]:
            said.setlist(name, kept)
        if len(kept) > 1 and name in (*OWN, "sort"):
            raise bad(f"{name} appears twice.", **{name: ["Give it only once."]})
    return said


@require_safe
@for_programs
def gone(request: HttpRequest, reader: Any) -> HttpResponseBase:
    """What this reader could read then and cannot now."""
    return answer(request, gone_by_key(reader, gone_since(reader, request.GET)), reader)


def answer(request: HttpRequest, said: Mapping[str, Any], reader: Any) -> Any:
    """JSON, which a program that has it need not be sent again. Whoever keeps it asks each time
    whether it still stands: what is hidden is hidden at once."""
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"{'private' if reader.is_authenticated else 'public'}, no-cache"
    set_response_etag(response)
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return same or response
