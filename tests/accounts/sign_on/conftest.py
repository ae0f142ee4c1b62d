"""The identity provider of Bradford, as the settings name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.accounts.sign_on.identity_provider import IdentityProvider


@pytest.fixture
def idp(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityProvider]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    provider = IdentityProvider()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    yield provider
    provider.stop()
