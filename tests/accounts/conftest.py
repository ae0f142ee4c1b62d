"""People who sign in, and a clean slate of counted tries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.adapter import POST
from accounts.models import User
from tests import builders as b

SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada(db: None) -> User:
    return b.user("Ada Lovelace", job_title="Analyst")


@pytest.fixture
def letters(mailoutbox: list[Any]) -> Any:
    """Every letter posted so far, once the post is through."""

    def read() -> list[Any]:
        POST.submit(lambda: None).result()
        return mailoutbox

    return read


@pytest.fixture
def sign_in() -> Any:
    def go(browser: Client, email: str, password: str = b.PASSWORD, **more: Any) -> Any:
        return browser.post(SIGN_IN, {"login": email, "password": password, **more})

    return go
