"""All packs of a meeting are of one moment, whatever others write meanwhile."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from governance.models import AgendaItem, Pack
from governance.pack import making
from governance.pack.actions import issue, make_packs
from registry.packed import Block, Packing
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.at_once import at_once
from tests.governance.board.sweep import board
from tests.governance.pack.packed import MEMBERS, PUBLIC, make, meeting, words

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def elsewhere(act: Any) -> None:
    """Do it over another connection, and wait until it is committed."""

    def do() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()


def test_what_is_written_meanwhile_is_in_none_of_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two sections somebody renames an item and adds another."""
    editor = cast.bradford_editor
    at = board(cast.bradford, visibility="public")
    of = meeting(at, editor, "Warm homes", visibility="public")
    item, written = of.items.get(title="Warm homes"), []

    def change() -> None:
        AgendaItem.objects.filter(pk=item.pk).update(title="Cold homes")
        b.item(of, of.board, "A late item")
        written.append(True)

    head = making._head

    def interrupted(packing: Packing) -> Iterator[Block]:
        if not written:
            elsewhere(change)
        yield from head(packing)

    monkeypatch.setattr(making, "_head", interrupted)
    members, public = make(editor, of, MEMBERS, PUBLIC)
    assert written
    for pack in (members, public):
        assert "Warm homes" in words(pack)
        assert "Cold homes" not in words(pack)
        assert "A late item" not in words(pack)
    # And each knows that its meeting is another now
    reader = making.For("public").reader(of.board)
    assert making.basis_of(reader, of) != public.basis
    assert "Cold homes" in words(make(editor, of, MEMBERS))


def test_nothing_is_written_while_it_is_read() -> None:
    with pytest.raises(Exception, match="read-only transaction"), making.one_moment():
        builders.organisation("Written")


def test_two_who_make_them_at_once_leave_one_draft_for_each(cast: Cast) -> None:
    editor = cast.bradford_editor
    of = meeting(board(cast.bradford, visibility="public"), editor)
    told = at_once(*[lambda: make_packs(by=editor, meeting=of, whom=[MEMBERS])] * 2)
    refused = [said for said in told if isinstance(said, str)]
    # Whose moment is older either comes first and is replaced, or comes second and is told
    assert Pack.objects.get(state="draft").as_at == max(
        Pack.objects.values_list("as_at", flat=True)
    )
    assert Pack.objects.count() + len(refused) == len(told)


def test_what_is_older_replaces_nothing(cast: Cast) -> None:
    editor = cast.bradford_editor
    of = meeting(board(cast.bradford, visibility="public"), editor)
    newer = make(editor, of)
    earlier = timezone.now() - dt.timedelta(minutes=1)
    with (
        time_machine.travel(earlier, tick=False),
        pytest.raises(ValidationError, match="changed or sent in the meantime"),
    ):
        make(editor, of)
    assert Pack.objects.get() == newer
    assert Pack.objects.get().is_draft


def test_two_who_issue_it_at_once_send_it_once(cast: Cast) -> None:
    editor = cast.bradford_editor
    of = meeting(board(cast.bradford, visibility="public"), editor)
    pack = make(editor, of)
    one, other = (Pack.objects.get(pk=pack.pk) for _ in range(2))
    told = at_once(
        lambda: issue(by=editor, pack=one), lambda: issue(by=cast.region_editor, pack=other)
    )
    assert sum(isinstance(said, str) for said in told) == 1
    assert Pack.objects.get().state == "issued"
