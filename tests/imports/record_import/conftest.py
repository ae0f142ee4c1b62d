"""Who brings files in, and where to."""

from __future__ import annotations

import pytest

from accounts.models import User
from partnerships.models import Place
from tests import builders as make


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))
