"""What somebody reaches by links, and by how few clicks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from html import unescape
from typing import Any

from django.urls import Resolver404, resolve

LINK = re.compile(r'(?:href|formaction|action)="(/[^"#]*)')
EACH = 2  # pages opened of one name, which differ by what they show


class Walk:
    """From the pages of ``start``, breadth first: the fewest ``clicks`` to each named address, up
    to ``most``. Of a name ``EACH`` pages are opened, those that are ``known`` first, none twice,
    and beyond the first none but those ``within`` an address."""

    def __init__(
        self,
        ask: Callable[[str], Any],
        start: Iterable[str],
        *,
        most: int,
        known: Collection[str] = (),
        within: str = "/",
    ) -> None:
        self.clicks: dict[str, int] = {}
        self._opened: dict[str, int] = defaultdict(int)
        self._ask, self._known, self._within = ask, known, within
        here = sorted(set(start))
        self._seen = set(here)
        for clicks in range(1, most + 1):
            here = self._beyond(here, clicks)

    def _beyond(self, pages: list[str], clicks: int) -> list[str]:
        """The pages to which these lead, that none led to before."""
        found: dict[str, None] = {}
        for page in sorted(pages, key=self._rank):
            name = name_of(page)
            if self._opened[name] >= EACH:
                continue
            self._opened[name] += 1
            for link in self._links(page):
                to = name_of(link)
                if to and to != name:
                    self.clicks.setdefault(to, clicks)
                if link not in self._seen and link.startswith(self._within):
                    found[link] = None
        self._seen |= set(found)
        return list(found)

    def _rank(self, page: str) -> tuple[bool, bool]:
        """Known pages first, and of a list the whole of it."""
        return page not in self._known, "?" in page

    def _links(self, page: str) -> list[str]:
        answer = self._ask(page)
        if answer.status_code in (301, 302):
            to = str(answer.headers["Location"])
            return [to] if to.startswith("/") else []
        if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            return []
        links = (unescape(one) for one in LINK.findall(answer.content.decode()))
        return [one for one in links if not one.startswith(("/static/", "//"))]


def name_of(address: str) -> str:
    """The name by which the addresses know a page; empty where it is none of ours."""
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""
