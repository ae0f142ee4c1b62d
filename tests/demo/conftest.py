"""The demo's record and a very small national install, made once for those who read them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from demo.load.entries import DATA
from tests import database

SMALL = 0.001  # of England


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


@pytest.fixture(scope="session")
def _small_made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[database.Kept, str]]:
    said = io.StringIO()
    with django_db_blocker.unblock(), database.keep(database.template()) as kept:
        with kept.filled():
            call_command("load_national", scale=SMALL, stdout=said)
        yield kept, said.getvalue()


@pytest.fixture
def small(
    _small_made_once: tuple[database.Kept, str], django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A very small national install, instead of `db`, and what was said of it as it was made."""
    kept, said = _small_made_once
    with django_db_blocker.unblock(), kept.opened():
        yield said
