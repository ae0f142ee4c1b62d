"""How a file that somebody sent is given to a browser: taken away, never run."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase

# Whatever the file says of itself, a browser that shows it after all runs nothing of it.
LOCKED_DOWN = "default-src 'none'; sandbox"
_Response = TypeVar("_Response", bound=HttpResponseBase)


def never_run(response: _Response) -> _Response:
    """The same answer, of which nothing is run, kept or taken for another type."""
    response["Content-Security-Policy"] = LOCKED_DOWN
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
