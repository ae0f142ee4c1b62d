"""What every page's frame needs: who is reading, where they are, when; and the trail to the page.

Add ``interface.context.page`` to the template context processors. It gives
one variable, ``frame``. It makes no query for a reader who is signed out, but for one where pages
are answered from a copy of the database.
A request says by which name it came, and anybody can write that: whole
addresses are made by ``absolute``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import timezone

from interface.replica import told_as_at

# By hand: the menu has six sections, whatever else there is (docs/interface.md).
# url name, address while that page does not stand in the URLconf, words
SECTIONS = (
    ("places", "/places/", "Places"),
    ("pilots", "/pilots/", "Pilots"),
    ("barriers", "/barriers/", "Barriers"),
    ("funding", "/funding/", "Money"),
    ("who_to_ask", "/who-to-ask/", "Who to ask"),
    ("library", "/library/", "Library"),
)
FOOTER = (
    ("help", "/help/", "Help"),
    ("all_parts", "/pages/", "All pages"),
    ("about", "/about/", "About and privacy"),
    ("accessibility", "/accessibility/", "Accessibility"),
)
OTHERS = {
    "home": "/",
    "search": "/search/",
    "search_suggest": "/search/suggest/",
    "add": "/add/",
    "all_parts": "/pages/",
    "account": "/account/",
    "notices": "/account/notices/",
    "account_login": "/account/login/",
    "account_logout": "/account/logout/",
}


@dataclass(frozen=True)
class Link:
    """An address with its words; ``current`` when the reader is there."""

    url: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands round every page.

    ``reader`` is the name of the person who is signed in, empty when nobody is; ``waits`` is how
    much waits for them in *my work*, ``unread`` how many notices, in words; empty for nothing, or
    where nobody counted yet. ``seen_by`` is what the printed header says when the page itself does
    not say who may see its records. A page ``by_link`` is opened by a secret in its address, which
    is not printed. ``as_at`` is the moment of which it shows the record, where that is not now.
    """

    sections: tuple[Link, ...]
    footer: tuple[Link, ...]
    links: dict[str, str]
    reader: str = ""
    waits: str = ""
    unread: str = ""
    address: str = ""
    path: str = ""
    by_link: bool = False
    as_at: datetime | None = None
    printed: date = field(default_factory=timezone.localdate)

    @property
    def is_in_section(self) -> bool:
        """Whether the address says in which section the page stands; else its trail may."""
        return any(section.current for section in self.sections)

    @property
    def seen_by(self) -> str:
        if self.by_link:
            return "whoever has the link to it"
        return "some people only, so check before you share it" if self.reader else "everyone"


def address_of(name: str, otherwise: str) -> str:
    """The address of a named page, or ``otherwise`` where no such page is installed."""
    urls = get_urlconf() or settings.ROOT_URLCONF
    return _address_of(name, otherwise, urls, get_script_prefix())


@cache
def _address_of(name: str, otherwise: str, *_of: Any) -> str:
    """The same for one list of addresses and where that is installed: every page has twenty."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


def frame(request: HttpRequest | None) -> Frame:
    """The frame for a request; ``None`` gives the frame of a page without a reader."""
    path = request.path if request is not None else ""
    user = getattr(request, "user", None)
    reader = ""
    if user is not None and user.is_authenticated:
        reader = getattr(user, "full_name", "") or str(user)
    match = getattr(request, "resolver_match", None)
    by_link = match is not None and "token" in match.kwargs
    return Frame(
        sections=tuple(
            Link(url := address_of(name, plain), label, _is_within(path, url))
            for name, plain, label in SECTIONS
        ),
        footer=tuple(Link(address_of(name, plain), label) for name, plain, label in FOOTER),
        links={name: address_of(name, plain) for name, plain in OTHERS.items()},
        reader=reader,
        waits=getattr(user, "work_words", ""),
        unread=getattr(user, "unread_words", ""),
        address=absolute("/" if by_link else request.get_full_path()) if request else "",
        path=path,
        by_link=by_link,
        as_at=told_as_at() if request else None,
    )


def page(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: ``frame`` for base.html."""
    return {"frame": frame(request)}


def _is_within(path: str, url: str) -> bool:
    """Whether a page stands in a section: below its first path part."""
    section = "/" + url.strip("/").split("/")[0] + "/"
    return path.startswith(section)


def absolute(path: str) -> str:
    """A path of ours as a whole address, for what leaves the page: emails, files, briefs, feeds."""
    return settings.SITE_URL.rstrip("/") + path


def trail(request: HttpRequest, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumb: the first page by the reader's name for it, then these steps."""
    first = "My work" if request.user.is_authenticated else "Home"
    return [(first, reverse("home")), *steps]


def lead_on(request: HttpRequest, slug: str, *, for_good: bool = False) -> HttpResponse:
    """This same page, with what was asked of it, at the record's address of today."""
    match: Any = request.resolver_match
    url = reverse(match.view_name, kwargs={**match.captured_kwargs, "slug": slug})
    asked = request.META.get("QUERY_STRING", "")
    answer = redirect(
        f"{url}?{asked}" if asked else url,
        permanent=for_good,
        preserve_request=request.method not in ("GET", "HEAD"),
    )
    answer["Cache-Control"] = "max-age=3600"  # for good, until a change of name is undone
    return answer
