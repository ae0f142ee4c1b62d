"""A tracker comes in: new, changed, the same; refused with row and column; taken back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from access.history import history_of
from accounts.models import User
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.progress import SLICE
from partnerships.models import Place, Topic
from people.models import Team
from pilots.models import Pilot, PilotPartner, PilotPlace, PilotTopic, Update
from pilots.proposal.views import TakeBackPilot
from records.models import HistoryEntry
from records.taking_back import take_back
from tests import builders as make
from tests.imports.record_import.brought import (
    bring,
    confirm,
    lines,
    looked,
    problems,
    send,
    workbook,
)

pytestmark = pytest.mark.django_db
ITS_OWN = "Give each row its own name, or the file a column of references"
HEAD = "Ref,Project name,Stage,Start date,Lead,Theme"
TRACKER = (
    "1,Warm homes,live,March 2024,Bradford Council,Housing; Health",
    "2,Street games,proposed,2025-04-01,,",
)


@pytest.fixture
def bradford() -> Place:
    make.organisation("Bradford Council")
    for name in ("Housing", "Health"):
        Topic.objects.create(name=name, slug=name.lower())
    return make.place("Bradford", within=make.place("Yorkshire", "region"))


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


def warm_homes() -> Pilot:
    return Pilot.objects.get(name__startswith="Warm homes")


def test_a_tracker_makes_pilots_as_if_each_had_been_added_by_page(
    bradford: Place, editor: User
) -> None:
    row = bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    assert (row.new, row.changed, row.same) == (2, 0, 0)
    pilot = warm_homes()
    assert (pilot.status, pilot.visibility, pilot.created_by) == ("live", "place", editor)
    assert str(pilot.started) == "March 2024"
    assert pilot.lead_place == bradford
    assert set(pilot.reach_ids) == bradford.reach
    assert str(pilot.team) == "Warm homes team"
    assert {topic.name for topic in pilot.topics.all()} == {"Housing", "Health"}
    assert [str(partner) for partner in pilot.partners.all()] == ["Bradford Council"]
    assert pilot.slug.startswith("warm-homes-")
    assert Pilot.objects.visible_to(make.user("Otto Outsider")).count() == 0


def test_each_record_says_by_which_file_it_came_to_who_is_signed_in(
    bradford: Place, editor: User
) -> None:
    bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    [entry] = history_of(warm_homes(), editor).entries
    assert (entry.who, entry.how) == ("Edith Editor", "imported from tracker.csv")


def test_the_same_file_twice_changes_nothing(bradford: Place, editor: User) -> None:
    bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    versions = list(Pilot.objects.order_by("pk").values_list("pk", "version"))
    again = looked(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    assert again.state == "same"
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert list(Pilot.objects.order_by("pk").values_list("pk", "version")) == versions


def test_the_next_file_finds_a_record_by_its_own_reference_and_shows_what_differs(
    bradford: Place, editor: User
) -> None:
    bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    changed = lines(HEAD, "1,Warm homes for all,closed,,,", TRACKER[1], "3,New one,,,,")
    row = looked(editor, bradford, "pilots", changed)
    assert (row.new, row.changed, row.same) == (1, 1, 1)
    [sample] = row.preview["sample_changed"]
    assert sample["differences"] == [
        {"label": "Name", "before": "Warm homes", "after": "Warm homes for all"}
    ]
    # A status is changed on the pilot's own page; an empty cell changes nothing
    assert [stays["labels"] for stays in row.preview["sample_stays"]] == [["Status"]]
    confirm(editor, row)
    pilot = warm_homes()
    assert (pilot.name, pilot.status) == ("Warm homes for all", "live")
    assert str(pilot.started) == "March 2024"


def test_without_references_a_record_is_found_by_its_name_within_the_place(
    bradford: Place, editor: User
) -> None:
    there = make.pilot(bradford, "Warm Homes", visibility="place")
    make.pilot(make.place("Luton"), "Street games")
    row = bring(
        editor, bradford, "pilots", lines("Name,For whom", "warm  homes,Families", "Street games,")
    )
    assert (row.new, row.changed) == (1, 1)
    there.refresh_from_db()
    assert (there.name, there.target_group) == ("warm homes", "Families")


def test_an_import_is_taken_back_but_for_what_somebody_has_changed_or_added_to(
    bradford: Place, editor: User
) -> None:
    before = make.pilot(bradford, "Old name", visibility="place", challenge="As it was")
    make.pilot(bradford, "Other")
    names = ("Old name", "Stays as it is", "Is edited", "Gets an update")
    csv = lines("Name,Challenge", *(f"{name},From the file" for name in names))
    row = bring(editor, bradford, "pilots", csv)
    edited, updated = (Pilot.objects.get(name=name) for name in names[2:])
    Pilot.objects.filter(pk=edited.pk).update(summary="Somebody wrote this")
    Update.objects.create(
        pilot=updated, number=1, period_end=make.TODAY, confidence="on_track", happened="Begun"
    )
    assert sorted(actions.would_stay(row)) == [edited.pk, updated.pk]
    row = actions.undo(by=editor, row=row)
    assert row.stayed == 2
    before.refresh_from_db()
    assert before.challenge == "As it was"
    left = set(Pilot.objects.values_list("name", flat=True))
    assert left == {"Old name", "Other", "Is edited", "Gets an update"}
    assert not Team.objects.filter(name="Stays as it is team").exists()
    with pytest.raises(actions.Over):
        actions.undo(by=editor, row=row)


def test_what_was_taken_back_by_itself_is_not_told_as_changed_by_somebody(
    bradford: Place, editor: User
) -> None:
    row = bring(editor, bradford, "pilots", lines("Name", "Warm homes", "Is edited"))
    Pilot.objects.filter(name="Is edited").update(summary="Somebody wrote this")
    take_back(Pilot.objects.get(name="Warm homes"), TakeBackPilot.parts, because="Added twice")
    edited = Pilot.objects.get()
    assert actions.would_stay(row) == [edited.pk]
    assert actions.undo(by=editor, row=row).stayed == 1


def test_of_two_imports_the_second_is_taken_back_and_then_the_first(
    bradford: Place, editor: User
) -> None:
    first = bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    second = bring(editor, bradford, "pilots", lines(HEAD, "1,Warm homes for all,,,,"))
    assert len(actions.would_stay(first)) == 1
    actions.undo(by=editor, row=second)
    assert warm_homes().name == "Warm homes"
    assert actions.undo(by=editor, row=first).stayed == 0
    assert not Pilot.objects.exists()


def test_problems_are_told_by_row_and_column_and_nothing_is_written(
    bradford: Place, editor: User
) -> None:
    content = workbook(
        ["Pilots of Bradford"],
        ["Name", "Status", "Start", "End", "In a sentence"],
        ["Good", "live", "1 May 2025", "2026", "Fine"],
        ["", "live", "31/02/2025", "", "x" * 501],
        ["Late", "live", "2026", "2025", "=1+1"],
        ["Good", "", "450000", "", ""],
    )
    row = looked(editor, bradford, "pilots", content, file_name="t.xlsx")
    assert problems(row) == [
        "Sheet, cell A4: is empty. Each row needs “Name”",
        "Sheet, cell C4: “31/02/2025”: there is no 31 February 2025",
        "Sheet, cell E4: has 501 characters. At most 500 are kept: shorten it",
        "Sheet, cell E5: holds a formula. Copy it and paste the value in its place",
        "Sheet, cell D5: the end can’t be before the start",
        "Sheet, cell C6: “450000”: enter a date, such as 31 March 2023",
        f"Sheet, cell A6: is the same as in row 3. {ITS_OWN}",
    ]
    assert (row.state, row.new, row.preview["out"]) == ("ready", 1, 3)
    assert not Pilot.objects.exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("1,A,,,,", "1,B,,,,"), "line 3, Ref: is in row 2 as well. Each row needs a"),
        (
            (",A,,,,", ",a,,,,"),
            "line 3, Project name: is the same as in row 2. Give each row its own name",
        ),
        (("7,Two,,,,",), "line 2, Project name: 2 pilots here have that name. Say which"),
    ],
)
def test_rows_that_cannot_be_told_apart_are_refused(
    bradford: Place, editor: User, rows: tuple[str, ...], said: str
) -> None:
    make.pilot(bradford, "Two")
    make.pilot(bradford, "Two")
    [problem] = problems(looked(editor, bradford, "pilots", lines(HEAD, *rows)))
    assert problem.startswith(said)


def test_unknown_words_are_asked_and_the_answers_remembered(bradford: Place, editor: User) -> None:
    council = PilotPartner.organisation.field.related_model.objects.get()
    csv = lines(HEAD, "1,A,In orbit,,Bradfrd Council,", "2,B,in orbit,,Nobody,")
    row = looked(editor, bradford, "pilots", csv)
    assert row.state == "asked"
    status, named, nobody = row.preview["questions"]
    assert (status["text"], status["count"], status["guess"]) == ("In orbit", 2, None)
    assert named["offered"][0] == [council.pk, "Bradford Council"]
    assert nobody["number"] == 3
    meant = {
        "status": {"in orbit": "live"},
        "lead_organisation": {"bradfrd council": council.pk, "nobody": None},
    }
    actions.answer(by=editor, row=row, said=meant)
    confirm(editor, row)
    assert set(Pilot.objects.values_list("name", "status")) == {("A", "live"), ("B", "live")}
    assert PilotPartner.objects.get().pilot.name == "A"
    # The next file of this shape asks nothing
    assert looked(editor, bradford, "pilots", csv).state == "same"


def test_columns_matched_by_the_person_are_proposed_for_the_next_file_of_that_shape(
    bradford: Place, editor: User
) -> None:
    csv = lines("Thing,Whatever", "Warm homes,Families")
    row = send(editor, bradford, "pilots", csv)
    assert row.columns == {}
    actions.match_columns(by=editor, row=row, columns={"0": "name", "1": "target_group"})
    confirm(editor, row)
    again = send(editor, bradford, "pilots", lines("THING, whatever ", "Street games,Children"))
    assert again.columns == {"0": "name", "1": "target_group"}


def test_what_everyone_sees_or_is_not_theirs_is_left_as_it_is(bradford: Place) -> None:
    officer = make.user("Olive Officer", ("contributor", bradford))
    make.pilot(bradford, "Open", visibility="public")
    make.pilot(bradford, "Of others", visibility="place")
    own = make.pilot(bradford, "Own", visibility="place", created_by=officer)
    csv = lines("Name,Challenge", "Open,x", "Of others,x", "Own,x")
    row = bring(officer, bradford, "pilots", csv)
    assert (row.changed, row.held) == (1, 2)
    assert [held["why"] for held in row.preview["sample_held"]] == [
        "It is not yours to change",
        "It is not yours to change",
    ]
    assert list(Pilot.objects.exclude(challenge="")) == [own]


def test_a_hidden_record_of_the_same_name_is_neither_told_nor_changed(bradford: Place) -> None:
    officer = make.user("Olive Officer", ("contributor", bradford))
    hidden = make.pilot(bradford, "Secret", visibility="team")
    row = bring(officer, bradford, "pilots", lines("Name,Challenge", "Secret,From the file"))
    assert (row.new, row.changed, row.held) == (1, 0, 0)
    hidden.refresh_from_db()
    assert hidden.challenge == ""


def test_nothing_is_published_and_only_who_may_add_may_import(
    bradford: Place, editor: User
) -> None:
    row = looked(editor, bradford, "pilots", lines("Name", "A"))
    with pytest.raises(actions.NotTold):
        actions.write(by=editor, row=row, seen=row.preview_key, level="public")
    outsider: Any = make.user("Otto Outsider", ("place_editor", make.place("Luton")))
    with pytest.raises(PermissionDenied):
        actions.write(by=outsider, row=row, seen=row.preview_key, level="place")
    assert not RecordImport.objects.visible_to(outsider).exists()


def test_what_changed_since_the_preview_is_looked_at_again(bradford: Place, editor: User) -> None:
    row = looked(editor, bradford, "pilots", lines("Name,Challenge", "Warm homes,x"))
    make.pilot(bradford, "Warm homes", visibility="place")
    with pytest.raises(actions.MovedOn):
        actions.write(by=editor, row=row, seen=row.preview_key, level="place")
    row.refresh_from_db()
    assert (row.new, row.changed) == (0, 1)
    assert not Pilot.objects.exclude(challenge="").exists()


def test_how_far_a_taking_back_is_is_said_slice_by_slice(bradford: Place, editor: User) -> None:
    rows = SLICE + 1
    tracker = (f"{number},Project {number},,,," for number in range(rows))
    row = bring(editor, bradford, "pilots", lines(HEAD, *tracker))
    assert Pilot.objects.count() == rows
    with CaptureQueriesContext(connection) as asked:
        actions.undo(by=editor, row=row)
    said = re.findall(rf"placebook import {row.pk} undo (\d+) {rows}", str(asked.captured_queries))
    assert list(dict.fromkeys(said)) == ["0", str(SLICE)]
    assert not Pilot.objects.exists()


def test_the_history_of_what_is_imported_is_what_its_triggers_would_have_said(
    bradford: Place, editor: User
) -> None:
    """It is written by one statement for all rows; what is copied by a trigger must not differ."""
    bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    for model in (Pilot, PilotPlace, PilotTopic, PilotPartner, Team):
        imported = list(HistoryEntry.objects.of_kind(model).order_by("object_id"))
        assert len(imported) == model.objects.count() > 0
        row = model.history.row(model, "r")
        owners = model.history.owners(model, "r.{}")
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {row}::text, {owners} FROM {model._meta.db_table} r ORDER BY id"
            )
            said = [(pk, json.loads(text), held) for pk, text, held in cursor.fetchall()]
        assert [(one.object_id, one.after, one.owners) for one in imported] == said
        assert {(one.kind, one.before, one.context["user"]) for one in imported} == {
            ("insert", None, editor.pk)
        }
        assert all(one.context["file"] == "tracker.csv" for one in imported)


def test_the_history_of_what_is_taken_back_is_what_its_triggers_would_have_said(
    bradford: Place, editor: User
) -> None:
    """What goes is told as it was made: nobody has changed it since."""
    done = bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
    actions.undo(by=editor, row=done)
    for model in (Pilot, PilotPlace, PilotTopic, PilotPartner, Team):
        changes = HistoryEntry.objects.of_kind(model).order_by("object_id")
        made, gone = changes.filter(kind="insert"), changes.filter(kind="delete")
        assert [(one.object_id, one.before, one.owners) for one in gone] == [
            (one.object_id, one.after, one.owners) for one in made
        ]
        assert {(one.after, one.context["user"]) for one in gone} == {(None, editor.pk)}
        assert all("undone_import" in one.context for one in gone)


def test_what_changes_after_the_rows_of_an_import_keeps_its_history(
    bradford: Place, editor: User
) -> None:
    """The trigger is left out for that one statement, not for what else its transaction does."""
    with transaction.atomic():
        bring(editor, bradford, "pilots", lines(HEAD, *TRACKER))
        for model in (PilotPartner, PilotTopic, PilotPlace):
            gone = model.objects.count()
            model.objects.all().delete()
            assert HistoryEntry.objects.of_kind(model).filter(kind="delete").count() == gone > 0


def test_whatever_stands_in_a_cell_is_kept_as_it_stands(bradford: Place, editor: User) -> None:
    odd = ['say "hi"', "C:\\new\\t", "{a,b}", "NULL", "it's; ok", "é –"]
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in odd)
    row = send(editor, bradford, "pilots", lines("Name,B,C,D,E,F", quoted, f"x,,,,,{'y' * 30_000}"))
    first, second = row.file_rows.order_by("number")
    assert first.cells == odd
    assert second.cells == ["x", "", "", "", "", "y" * 20_000]
    told = "has 30,000 characters. At most 20,000 are kept: shorten it"
    assert row.unusable == [[3, 5, told]]
