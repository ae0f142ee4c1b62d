"""An import, or its taking back, that is cut off leaves nothing behind and can be started again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from funding.models import Flow
from imports.models import ImportedRecord, RecordImport
from imports.record_import import actions
from partnerships.models import Organisation
from tests import builders as make
from tests.geography.data_load.sent import signed_in, text
from tests.imports.record_import.brought import lines, looked
from tests.locks import it_waits

pytestmark = pytest.mark.usefixtures("own_database")
HEAD = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name"
)
ENDED = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def cut_off(work: Callable[[], Any], locked: str) -> None:
    """Begin, wait until it comes to a table that is held, and end its connection there."""
    said: list[Exception] = []

    def works() -> None:
        try:
            work()
        except OperationalError as lost:
            said.append(lost)
        finally:
            connection.close()

    worker = threading.Thread(target=works)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {locked} IN SHARE MODE")
        worker.start()
        it_waits(worker)
        cursor.execute(ENDED)
    worker.join()
    assert said, "its connection was ended in the middle"


def test_what_is_cut_off_leaves_nothing_says_so_and_is_started_again(own_database: str) -> None:
    bradford = make.place("Bradford")
    editor = make.user("Edith Editor", ("place_editor", bradford))
    trust = make.organisation("Exampleshire Trust", "voluntary")
    rows = (f"360G-{n},Grant {n},In full,GBP,{n},2026-03-04,Group {n},x,{trust}" for n in range(20))
    row = looked(editor, bradford, "grants", lines(HEAD, *rows))
    assert row.state == "ready"
    # Each record is written by then, and what was done to it is about to be noted
    cut_off(
        lambda: actions.write(by=editor, row=row, seen=row.preview_key, level="place"),
        "imports_importedrecord",
    )
    assert not Flow.objects.exists()
    page = signed_in(editor).get(row.get_absolute_url())
    assert "The import was interrupted on" in text(page)
    assert "Nothing was saved" in text(page)
    again = RecordImport.objects.get(pk=row.pk)
    done = actions.write(by=editor, row=again, seen=again.preview_key, level="place")
    assert (Flow.objects.count(), ImportedRecord.objects.count()) == (20, 20)
    assert done.began_at is None  # of the transaction that wrote it
    assert "cut off" not in text(signed_in(editor).get(row.get_absolute_url()))

    cut_off(lambda: actions.undo(by=editor, row=done), "imports_importedrecord")
    assert (Flow.objects.count(), ImportedRecord.objects.count()) == (20, 20)
    page = signed_in(editor).get(row.get_absolute_url())
    assert "Taking it back was interrupted on" in text(page)
    actions.undo(by=editor, row=done)
    assert not Flow.objects.exists()
    assert "cut off" not in text(signed_in(editor).get(row.get_absolute_url()))
    assert Organisation.objects.filter(pk=trust.pk).exists()


def test_what_an_import_names_can_be_changed_by_others_while_it_is_written(
    own_database: str,
) -> None:
    bradford = make.place("Bradford")
    editor = make.user("Edith Editor", ("place_editor", bradford))
    trust = make.organisation("Exampleshire Trust", "voluntary")
    rows = (f"360G-{n},Grant {n},In full,GBP,{n},2026-03-04,Group {n},x,{trust}" for n in range(3))
    row = looked(editor, bradford, "grants", lines(HEAD, *rows))

    def writes() -> None:
        actions.write(by=editor, row=row, seen=row.preview_key, level="place")
        connection.close()

    worker = threading.Thread(target=writes)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE imports_importedrecord IN SHARE MODE")
        worker.start()
        it_waits(worker)
        for one in (bradford, trust, editor):  # who must wait for the import fails here
            type(one)._base_manager.select_for_update(nowait=True).get(pk=one.pk)
    worker.join()
    assert Flow.objects.count() == 3
