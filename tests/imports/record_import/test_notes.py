"""What a tracker says that no column takes becomes a note of the record: nothing is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from barriers.models import Barrier
from collaboration.models import Comment
from imports.record_import import actions
from partnerships.models import Place
from pilots.models import Pilot
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, lines, looked, send

pytestmark = pytest.mark.django_db
CSV = lines(
    "Name,Start,Budget,RAG,Comments",
    "A,Spring 2026,£1.2m,G,going well",
    "B,2025,TBC,-,",
)


def test_what_has_no_column_becomes_a_note_of_the_record(bradford: Place, editor: User) -> None:
    row = looked(editor, bradford, "pilots", CSV)
    said = "From the tracker: Start: Spring 2026; Budget: £1.2m; RAG: G; Comments: going well"
    assert row.preview["sample_new"][0]["facts"][-1] == ["A note, in its words", said]
    row = confirm(editor, row)
    note = Comment.objects.get()
    assert (note.text, note.subject, note.created_by) == (said, Pilot.objects.get(name="A"), editor)
    assert looked(editor, bradford, "pilots", CSV).state == "same"
    # A word that is put otherwise is one note more
    later = CSV.replace(b"going well", b"late")
    again = bring(editor, bradford, "pilots", later)
    assert (again.changed, Comment.objects.count()) == (1, 2)
    actions.undo(by=editor, row=again)
    assert Comment.objects.get() == note
    assert actions.undo(by=editor, row=row).stayed == 0
    assert not Comment.objects.exists()


def test_what_somebody_says_of_a_pilot_keeps_it_and_no_other_comment_goes(
    bradford: Place, editor: User
) -> None:
    row = bring(editor, bradford, "pilots", CSV)
    a, b = Pilot.objects.order_by("name")
    barrier = Barrier.objects.create(pk=b.pk, title="x", created_by=editor)
    elsewhere = Comment.objects.create(
        subject=barrier, text="From the tracker: x", created_by=editor
    )
    Comment.objects.create(subject=a, text="Well done", created_by=editor)
    assert actions.would_stay(row) == [a.pk]
    assert actions.undo(by=editor, row=row).stayed == 1
    assert list(Pilot.objects.all()) == [a]
    assert Comment.objects.filter(pk=elsewhere.pk).exists()
    assert Comment.objects.filter(subject_id=a.pk).count() == 2


def test_a_name_that_stands_for_nobody_here_is_kept_in_words(bradford: Place, editor: User) -> None:
    row = looked(editor, bradford, "barriers", lines("Issue,Owner", "We cannot pay,The panel"))
    actions.answer(by=editor, row=row, said={"unlocker": {"the panel": None}})
    confirm(editor, row, "team")
    barrier = Barrier.objects.get()
    assert barrier.unlocker is None
    assert Comment.objects.get().text == "From the tracker: Owner: The panel"


def test_what_is_too_long_for_a_note_becomes_several(bradford: Place, editor: User) -> None:
    first, second = "b" * 3_990, "c" * 3_000
    csv = lines("Name,RAG,Comments,More", f"A,G,{first},{second}")
    row = bring(editor, bradford, "pilots", csv)
    start, notes = "From the tracker: ", Comment.objects.order_by("pk")
    texts = [note.text for note in notes]
    assert all(each.startswith(start) and len(each) <= 4_000 for each in texts)
    assert "".join(each.removeprefix(start) for each in texts) == (
        f"RAG: GComments: {first}; More: {second}"
    )
    assert looked(editor, bradford, "pilots", csv).state == "same"
    assert actions.undo(by=editor, row=row).stayed == 0
    assert not Comment.objects.exists()


def test_what_becomes_of_other_columns_is_said_before_a_file_is_sent(
    bradford: Place, editor: User, client: Client
) -> None:
    client.force_login(editor)
    page = text(client.get("/places/bradford/import/pilots/"))
    assert "Other columns are kept as a note, unless you leave them out." in page
    page = text(client.get("/places/bradford/import/organisations/"))
    assert "Other columns are left out." in page


def test_a_column_that_is_left_out_is_no_note(bradford: Place, editor: User) -> None:
    row = send(editor, bradford, "pilots", CSV)
    assert row.columns == {"0": "name", "1": "start", "2": "note", "3": "note", "4": "note"}
    actions.match_columns(by=editor, row=row, columns={"0": "name", "4": "note"})
    confirm(editor, row)
    assert [note.text for note in Comment.objects.all()] == [
        "From the tracker: Comments: going well"
    ]
