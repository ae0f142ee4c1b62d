"""What tests of forms use: somebody signed in, and what a page hides."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


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
