"""How much may be sent to a page: 1 MB, and a file besides where a view says that it takes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

LARGEST_FILE = 5 * 2**20
_View = TypeVar("_View", bound=Callable[..., Any])


def takes_file(view: _View) -> _View:
    """A view that people who are signed in may send a file to."""
    view.largest_file = LARGEST_FILE  # type: ignore[attr-defined]
    return view


def largest_body(view: Any) -> int:
    """How many bytes may be sent to this view."""
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + getattr(view, "largest_file", 0)
