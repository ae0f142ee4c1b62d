"""What an import and its taking back leave behind is tidied at once, so that lists stay fast."""

from __future__ import annotations

import pytest
from django.db import connection

from funding.models import Flow
from imports.record_import import actions
from records import large
from tests import builders as make
from tests.imports.record_import.brought import lines, looked
from tests.imports.record_import.test_cut_off import HEAD

pytestmark = pytest.mark.usefixtures("own_database")


def test_the_tables_of_an_import_and_its_undo_are_tidied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "MANY", 20)  # a million rows take minutes
    bradford = make.place("Bradford")
    editor = make.user("Edith Editor", ("place_editor", bradford))
    trust = make.organisation("Exampleshire Trust", "voluntary")
    rows = (f"360G-{n},Grant {n},In full,GBP,{n},2026-03-04,Group {n},x,{trust}" for n in range(20))
    row = looked(editor, bradford, "grants", lines(HEAD, *rows))
    before = tidied()
    done = actions.write(by=editor, row=row, seen=row.preview_key, level="place")
    assert tidied() == before + 1
    actions.undo(by=editor, row=done)
    assert not Flow.objects.exists()
    assert tidied() == before + 2


def tidied() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least(vacuum_count, analyze_count) FROM pg_stat_user_tables WHERE relname = %s",
            [Flow._meta.db_table],
        )
        return int(cursor.fetchone()[0])
