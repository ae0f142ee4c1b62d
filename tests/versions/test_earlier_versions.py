"""A database of every version from 1.0 on becomes one of this version, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from deploy import dump
from deploy.backup import counted
from pilots.models import Pilot
from tests import database
from tests.config.test_demo_server import Demo
from tests.versions import holds
from tests.versions.kept import Kept, every
from tests.versions.shape import shape

# As many as there were, or more: what each migrate fills from the code, and the history, to which
# migrations add that change rows
MAY_GROW = {"auth_permission", "django_content_type", "django_migrations", "records_historyentry"}
# What a later version did with a table on purpose: its new name, or "" where its rows went into
# others
BECAME: dict[str, str] = {}


@pytest.fixture(params=every(), ids=str)
def kept(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Kept]:
    """A database of an earlier version, as it was, in use for this test alone."""
    with django_db_blocker.unblock(), database.clone("template0") as name, database.using(name):
        dump.restore(request.param.dump)
        yield request.param


def lost_rows(before: dict[str, int]) -> list[str]:
    """The tables that have other rows than before, a line each."""
    now = counted()
    wanted = {BECAME.get(table, table): rows for table, rows in before.items()}
    wanted.pop("", None)
    for table in MAY_GROW:
        wanted[table] = max(wanted[table], now.get(table, 0))
    return list(holds.differences(wanted, now))


def test_what_it_held_is_there_after_migrating(kept: Kept) -> None:
    told = kept.told
    assert lost_rows(told.rows) == [], "before migrating: the dump is not what was written down"
    call_command("migrate", verbosity=0)
    assert lost_rows(told.rows) == []
    assert list(holds.differences(told.totals, holds.totals())) == []
    with time_machine.travel(told.moment, tick=False), transaction.atomic():
        pages = holds.pages(told.addresses, told.readers)
        transaction.set_rollback(True)
    assert list(holds.differences(told.pages, pages)) == []
    lead = [page for name, page in pages.items() if name.endswith(told.readers[1])]
    assert {page["status"] for page in lead} == {200}
    assert sum(len(page["figures"]) > 0 for page in lead) > 5

    # These would be told
    with transaction.atomic():
        Pilot.objects.filter(pk=Pilot.objects.values("pk")[:1]).update(status="completed")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM people_assignment")
        assert any("people_assignment: " in one for one in lost_rows(told.rows))
        transaction.set_rollback(True)


def test_it_is_made_like_a_database_of_this_version(kept: Kept) -> None:
    call_command("migrate", verbosity=0)
    migrated = shape()
    with database.using(database.template()):
        assert sorted(migrated ^ shape()) == []


def test_every_kept_version_is_one_that_there_was() -> None:
    found = every()
    assert {one.name for one in found} == {"demo", "nation"}
    assert "1.0.0" in {one.version for one in found}
    assert all(one.version == one.told.version for one in found)
    size = sum(one.dump.stat().st_size for one in found)
    assert size < 3_000_000 * len({one.version for one in found})


def test_a_demo_of_an_earlier_version_is_taken_over_with_what_was_entered(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    entered = "As entered in the version before, and kept."
    with django_db_blocker.unblock(), database.clone("template0") as name:
        with database.using(name):
            dump.restore(next(one for one in every() if one.name == "demo").dump)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE partnerships_place SET description = %s "
                               "WHERE slug = 'liverpool'", [entered])  # fmt: skip
        demo = Demo(name, tmp_path)
        try:
            assert "Making the tables ..." in demo.said
            page, _ = demo.get("/places/liverpool/")
            assert entered in page
        finally:
            assert demo.stop() == 0
