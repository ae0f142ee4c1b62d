"""What the search page says to somebody, for the tests that ask it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.test import Client

from registry.search import Found
from search.find import Result


def search(client: Client, typed: str, **given: str) -> Any:
    """What the page has for these words."""
    return client.get("/search/", {"q": typed, **given}).context["search"]


def rows(client: Client, typed: str, **given: str) -> list[Result]:
    """The records in its list, the best first."""
    listed: list[Result] = search(client, typed, **given).rows
    return listed


def titles(client: Client, typed: str, **given: str) -> list[str]:
    """What they are called, the best first."""
    return [one.title for one in rows(client, typed, **given)]


def found(client: Client, typed: str) -> dict[str, list[str]]:
    """What they are called by their kind, of each kind the best first."""
    by_kind = defaultdict(list)
    for one in rows(client, typed):
        by_kind[one.index.several].append(one.title)
    return dict(by_kind)


def suggested(client: Client, typed: str) -> list[dict[str, str]]:
    """What is offered while it is typed."""
    offered: list[dict[str, str]] = client.get("/search/suggest/", {"q": typed}).json()["results"]
    return offered


def answers(client: Client, typed: str) -> list[Found]:
    """What stands above the list."""
    answered: list[Found] = search(client, typed).answers
    return answered
