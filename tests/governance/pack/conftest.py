"""Packs are tried on a Friday of November 2026, with files in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.governance import builders as b


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(b.NOW, tick=True):
        yield
