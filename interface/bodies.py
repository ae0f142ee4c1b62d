"""How much may be sent to a page: 1 MB, and a file besides where a view says that it takes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

_View = TypeVar("_View", bound=Callable[..., Any])


def takes_file(largest: int) -> Callable[[_View], _View]:
    """Mark a view: people who are signed in may send it a file, of at most so many bytes."""

    def mark(view: _View) -> _View:
        view.largest_file = largest  # type: ignore[attr-defined]
        return view

    return mark


def largest_body(view: Any) -> int:
    """How many bytes may be sent to this view."""
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + getattr(view, "largest_file", 0)
