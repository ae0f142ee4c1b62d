"""Form pages of the tests' own, and a database in which transactions are real."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests import database


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh clone for this test alone, where each statement commits: moments differ."""
    with (
        django_db_blocker.unblock(),
        database.clone(database.template()) as name,
        database.using(name),
    ):
        yield name


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A browser in which somebody has signed in."""

    def make(user: Any, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(user)
        return client

    return make


@pytest.fixture
def hidden() -> Callable[[Any, str], str]:
    """The value of a hidden input on a page."""

    def read(page: Any, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
        assert found, f"no hidden {name}"
        return found[1]

    return read
