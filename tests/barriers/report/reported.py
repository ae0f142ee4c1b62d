"""What tests of the barrier report share: reading its tables and files, and walking its links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.test import Client

from barriers.models import Barrier
from partnerships.models import Place
from tests import builders

REPORT = "/barriers/report/"
PFPP = "?programme=partnerships-for-people-and-place"


def as_(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def page(query: str = "", who: Any = None) -> str:
    return as_(who).get(REPORT + query).content.decode()


def words(text: str) -> str:
    main = text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def rows(query: str = "", who: Any = None) -> dict[str, dict[str, Any]]:
    """The rows of the table as the file has them, by place."""
    mark = "&" if query else "?"
    data = json.loads(as_(who).get(f"{REPORT}{query}{mark}format=json").getvalue())
    return {row["place"]: row for row in data["rows"]}


def links(text: str) -> list[tuple[int, str]]:
    """Every number of the tables with the address of its list."""
    found = re.findall(r'href="(/barriers/(?:\?[^"]*)?)" aria-label="([\d,]+):', text)
    return [(int(number.replace(",", "")), html.unescape(url)) for url, number in found]


def data_sharing(at: Place, title: str = "", **fields: Any) -> Barrier:
    return builders.barrier(at, title, category=builders.category("data-sharing"), **fields)


def listed(url: str, who: Any = None) -> int:
    """How many barriers a list says that it has."""
    return said_by(as_(who), url)


def said_by(client: Client, url: str) -> int:
    """How many barriers the list says that it has, in this browser."""
    count = re.search(r"<b>([\d,]+|No) barriers?</b>", client.get(url).content.decode())
    assert count, url
    return 0 if count[1] == "No" else int(count[1].replace(",", ""))


def lists_of(who: Any = None) -> Callable[[str], int]:
    """How many barriers lists say that they have, in one browser of this reader.

    Each list is opened once, however many numbers lead to it: nothing is written meanwhile.
    """
    return cache(partial(said_by, as_(who)))
