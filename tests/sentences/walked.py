"""What the demo's pages say to each kind of reader, followed from link to link."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from html import unescape
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from accounts.models import User
from tests.access.remembered import undone
from tests.sentences.rendered import MARKS, Marks, Said
from tests.whole.walk import LINK, name_of

# Among them they open nearly every page; the first is signed in to nothing
READERS = (
    "",
    "official.desnz@demo.test",
    "lead.pfpp@demo.test",
    "lead.exampleshire@demo.test",
    "officer.exampleshire@demo.test",
    "editor.exampleshire@demo.test",
    "admin@demo.test",
)


def pages(email: str, each: int) -> Iterator[tuple[str, Any]]:
    """The address and answer of each page that this reader reaches from the first, ``each`` of one
    name; what they write is undone."""
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
    cookies = client.cookies.output(header="")
    opened: dict[str, int] = defaultdict(int)
    seen, ahead = {"/"}, deque(["/"])
    while ahead:
        address = ahead.popleft()
        name = name_of(address)
        if opened[name] >= each:
            continue
        opened[name] += 1
        client.cookies = SimpleCookie(cookies)  # whoever signs out stays signed in
        with undone():
            answer = client.get(address)
        if answer.status_code in (301, 302):
            links = [str(answer.headers["Location"])]
        elif answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            continue
        else:
            html = answer.content.decode()
            yield address, html
            links = [unescape(one) for one in LINK.findall(MARKS.sub("", html))]
        for link in links:
            if (
                link.startswith("/")
                and link not in seen
                and not link.startswith(("/static/", "//"))
            ):
                seen.add(link)
                ahead.append(link)


def said(marks: Marks, email: str, each: int) -> Iterator[tuple[str, Said]]:
    """Each sentence of those pages, with the address where it was read."""
    for address, html in pages(email, each):
        for one in marks.read(html):
            yield address, one
