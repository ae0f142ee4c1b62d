"""What changed last in a list that people follow, as Atom (RFC 4287): the list's own address with
``?format=atom``, and its filters.

Programs that read it are signed in as nobody, so whoever asks is told of public rows alone. An
entry is a title and an address; its id holds for good, whatever the record is called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.html import escape

from interface import exports, querystring
from interface.context import absolute
from interface.made_up import ROW_SAYS, is_marked, marked
from interface.words import one_line
from records.switches import used
from registry.saved_lists import SavedList

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 50
# Of an empty feed, which must say when it changed all the same
BEFORE_ALL = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def feed(request: HttpRequest) -> HttpResponseBase | None:
    """The feed of the list at this address; None where nobody can follow that."""
    listed = next((one for one in used(SavedList) if reverse(one.address) == request.path), None)
    if listed is None:
        return None
    query = querystring.replaced(request.GET, sort=None)
    chosen = listed.asked_by(AnonymousUser(), query.removeprefix("?"))
    if wrong := exports.wrong_filter(request, chosen):
        return wrong
    body = "\n".join(_lines(request, listed, chosen)).encode()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"  # kept, and asked each time if it still stands
    set_response_etag(response)
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return same or response


def _lines(request: HttpRequest, listed: SavedList, chosen: Any) -> Iterator[str]:
    rows = list(marked(chosen.qs).order_by("-updated_at", "-pk")[:MOST])
    page = absolute(request.path + querystring.replaced(request.GET, sort=None)).removesuffix("?")
    own = absolute(request.path + querystring.replaced(request.GET, sort=None, format="atom"))
    narrowed = "; ".join(chosen.words)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="{NAMESPACE}" xml:lang="en-GB">'
    yield f"<id>{escape(own)}</id>"
    yield _title(f"Placebook: {listed.label}{f' ({narrowed})' if narrowed else ''}")
    yield _updated(rows[0].updated_at if rows else BEFORE_ALL)
    yield "<author><name>Placebook</name></author>"
    yield f'<link rel="self" type="application/atom+xml" href="{escape(own)}"/>'
    yield f'<link rel="alternate" type="text/html" href="{escape(page)}"/>'
    yield from (_entry(row, listed) for row in rows)
    yield "</feed>\n"


def _entry(row: Any, listed: SavedList) -> str:
    title = listed.called_in_public(row)
    return "".join(
        (
            f"<entry><id>{_tag(row)}</id>",
            _title(f"{ROW_SAYS}: {title}" if is_marked(row) else title),
            _updated(row.updated_at),
            f'<link rel="alternate" type="text/html" href="{absolute(row.get_absolute_url())}"/>',
            "</entry>",
        )
    )


def _tag(row: Any) -> str:
    """A name for good (RFC 4151): of who keeps this record, its kind and its number."""
    host = urlsplit(absolute("/")).hostname
    return f"tag:{host},2026:{row._meta.model_name}/{row.pk}"


def _title(text: str) -> str:
    return f"<title>{escape(one_line(text))}</title>"


def _updated(at: dt.datetime) -> str:
    return f"<updated>{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}</updated>"
