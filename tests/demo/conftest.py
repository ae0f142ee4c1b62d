"""A clone with the demo's record that all tests of one file read, and none changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import database


@pytest.fixture(scope="module")
def the_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Only for reading: what one test writes, the next ones see."""
    with (
        django_db_blocker.unblock(),
        database.clone(database.loaded_template()) as name,
        database.using(name),
    ):
        yield
