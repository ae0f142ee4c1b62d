"""Somebody changes a record just as an import writes it, or is taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from funding.models import Flow
from imports.record_import import actions
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked
from tests.locks import it_waits

pytestmark = pytest.mark.usefixtures("own_database")
HEAD = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name"
)


def grant(amount: int) -> bytes:
    """A file of one grant of so much."""
    return lines(HEAD, f"360G-1,A grant,In full,GBP,{amount},2026-03-04,Group,x,The Trust")


def while_it_is_changed(work: Callable[[], Any], amount: int) -> Any:
    """What comes of the work, which begins before the change of somebody else is committed."""
    came: list[Any] = []

    def works() -> None:
        try:
            came.append(work())
        except actions.MovedOn as refused:
            came.append(refused)
        finally:
            connection.close()

    worker = threading.Thread(target=works)
    with transaction.atomic():
        Flow.objects.update(amount_low=amount)
        worker.start()
        it_waits(worker)
        assert worker.is_alive(), "it waits until the change is made"
    worker.join()
    return came[0]


def test_what_somebody_changes_meanwhile_is_neither_written_over_nor_taken_back(
    own_database: str,
) -> None:
    bradford = make.place("Bradford")
    editor = make.user("Edith Editor", ("place_editor", bradford))
    make.organisation("The Trust", "voluntary")
    bring(editor, bradford, "grants", grant(1200))
    row = looked(editor, bradford, "grants", grant(1500))

    came = while_it_is_changed(
        lambda: actions.write(by=editor, row=row, seen=row.preview_key, level="place"), 1300
    )
    assert isinstance(came, actions.MovedOn)
    assert Flow.objects.get().amount_low == 1300
    row.refresh_from_db()
    [changed] = row.preview["sample_changed"]
    assert changed["differences"][0]["before"] == "£1,300"

    written = actions.write(by=editor, row=row, seen=row.preview_key, level="place")
    assert Flow.objects.get().amount_low == 1500
    came = while_it_is_changed(lambda: actions.undo(by=editor, row=written), 1400)
    assert came.stayed == 1
    assert Flow.objects.get().amount_low == 1400
