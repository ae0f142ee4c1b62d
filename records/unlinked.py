"""Pages that no link leads to in the record as it mostly stands, with the reason beside them.

    # services/local_services/registrations.py
    REGISTRATIONS = (Unlinked(pages=("service_clash",), on="local_service", why="…"), …)

``tests/whole/test_reached.py`` asks that each page is reached by links, or that its subject says
here in which state it is. A reason that no longer holds fails it too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """Why no link leads to some pages. ``why`` completes "No link leads there because …".

    ``on`` names the page that has the link once the record stands so; empty where a letter or
    another program has it.
    """

    pages: tuple[str, ...]
    why: str
    on: str = ""
    order: int = 0
