"""A clone with the demo's record that all tests of one file read, and none changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from demo.load.entries import DATA
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


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The data files, to be broken or changed."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))
