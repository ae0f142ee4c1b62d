"""Whether other programs read the list of a view, where that is a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def open_to_programs(title: str) -> Callable[[Any], Any]:
    """Other programs read the list of this view, which is a function: what ``api`` is to a page."""

    def opened(view: Any) -> Any:
        view.api, view.api_title = True, title
        return view

    return opened


def closed_to_programs(because: str) -> Callable[[Any], Any]:
    """Why other programs do not read the list of this view, which is a function."""

    def closed(view: Any) -> Any:
        view.closed_because = because
        return view

    return closed
