"""The record on a new install: loaded once for all who look at it, and not at all if it breaks."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from demo.load.entries import DATA
from demo.models import LoadedEntry
from partnerships.models import Place
from pilots.models import Milestone, Pilot
from tests import database
from tests.demo.changed_files import change
from tests.demo.test_loading import as_it_stands
from tests.demo.test_withdrawn import a_milestone

TAKEN_BACK = "pilot/liverpool/milestone/cobalt-named"


@pytest.fixture(scope="module")
def _made_once(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[database.Kept, str]]:
    files = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("new") / "data"))
    assert a_milestone(files) == TAKEN_BACK
    said = io.StringIO()
    with django_db_blocker.unblock(), database.keep(database.template()) as kept:
        with kept.filled(), override_settings(DEBUG=False):
            call_command("load_demo", data=files, no_example=True, stdout=said)
        yield kept, said.getvalue()


@pytest.fixture
def new_install(
    _made_once: tuple[database.Kept, str], django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The record without its example, on a site that is no demo; a milestone of it is withdrawn.

    Instead of `db`; gives what was said as it was loaded.
    """
    kept, said = _made_once
    with django_db_blocker.unblock(), kept.opened():
        yield said


def test_without_debug_there_are_no_demo_accounts(new_install: str) -> None:
    assert new_install.startswith("Loaded:")
    assert not User.objects.exists()
    assert "password" not in new_install
    assert Pilot.objects.count() == 14  # thirteen, and one of an earlier programme


def test_the_example_is_left_out_where_nobody_wants_it(new_install: str) -> None:
    assert Place.objects.filter(slug="liverpool").exists()
    assert not Place.objects.filter(is_example=True).exists()


def test_withdrawn_entries_mean_nothing_to_a_new_install(new_install: str) -> None:
    assert "withdrawn" not in new_install
    assert not LoadedEntry.objects.filter(key=TAKEN_BACK).exists()
    assert Milestone.objects.filter(pilot__slug="luton").exists()


@pytest.mark.django_db
def test_a_broken_last_file_leaves_nothing_of_those_before_it(files: Path) -> None:
    before = as_it_stands()
    change(files, "notes.yaml", "about: place/southwark", "about: planet/mars")
    with pytest.raises(CommandError) as problem:
        call_command("load_demo", data=files, verbosity=0)
    assert str(problem.value) == (
        "Nothing was loaded. "
        "notes.yaml: note/lead-southwark: nothing can be said about 'planet/mars'"
    )
    assert as_it_stands() == before
