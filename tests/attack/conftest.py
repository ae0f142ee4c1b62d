"""What the attacks share: people, their identity provider, and a clean slate of counted tries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.accounts.conftest import ada, letters, sign_in
from tests.accounts.sign_on.conftest import idp

__all__ = ["ada", "idp", "letters", "sign_in"]


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(request: pytest.FixtureRequest) -> Iterator[None]:
    if not {"db", "own_database", "demo_database"} & set(request.fixturenames):
        yield
        return
    cache.clear()
    yield
    cache.clear()
