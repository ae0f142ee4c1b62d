"""What each kind of list makes: barriers, partners, contacts. And a long list with one bad row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from barriers.models import ActionTried, Barrier, Category
from imports.record_import import actions, checking, matching, writing
from partnerships.models import Member, Organisation, Partnership, Place
from people.models import JobRole, Person
from pilots.models import Pilot
from registry.imported import ImportFormat
from tests import builders as make
from tests.imports.record_import.brought import bring, kind, lines, looked, problems, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Organisation:
    return make.organisation("Bradford Council")


def test_barriers_come_in_as_their_form_would_log_them(
    bradford: Place, council: Organisation, editor: User
) -> None:
    kind = Category.objects.order_by("number").first()
    assert kind is not None
    csv = lines(
        "Issue,Kind of barrier,Owner,Status,Date raised,Impact,Actions taken,How it was resolved",
        f'"We cannot share data, because of a rule",{kind.name},,,March 2024,People wait,Rang,',
        "We cannot pay,,Bradford Council,being worked on,,,,",
        "We could not meet,,,resolved,,,,A room was found",
    )
    row = bring(editor, bradford, "barriers", csv, level="team")
    assert row.new == 3
    share, pay, meet = Barrier.objects.order_by("pk")
    assert (share.title, share.because) == ("We cannot share data", "because of a rule")
    assert (share.status, share.category, str(share.logged_on)) == (
        "needs_owner",
        kind,
        "2024-03-01",
    )
    assert (share.visibility, share.nature) == ("team", "not_stated")
    assert set(share.reach_ids) == bradford.reach
    assert ActionTried.objects.get().barrier == share
    assert (pay.status, pay.unlocker) == ("worked_on", council)
    assert (meet.status, meet.resolution) == ("resolved", "A room was found")
    # Taken from a list of ours, the reference finds it
    again = lines("Ref,Issue", f"{pay.reference},We cannot pay on time")
    assert bring(editor, bradford, "barriers", again, level="team").changed == 1
    pay.refresh_from_db()
    assert pay.title == "We cannot pay on time"
    missing = looked(editor, bradford, "barriers", lines("Ref,Issue", "B-999999,x"))
    assert problems(missing)[0].startswith(
        "line 2, Ref: does not match any barrier in this place that you can see"
    )


def test_a_list_may_number_its_barriers_as_it_likes(bradford: Place, editor: User) -> None:
    csv = lines("Issue ID,Issue", "B1,We cannot pay", "B2,We cannot meet")
    row = bring(editor, bradford, "barriers", csv, level="team")
    assert (row.new, list(Barrier.objects.values_list("title", flat=True).order_by("pk"))) == (
        2,
        ["We cannot pay", "We cannot meet"],
    )
    again = lines("Issue ID,Issue", "B1,We cannot pay in time", "B2,We cannot meet")
    row = looked(editor, bradford, "barriers", again)
    assert (row.preview["new"], row.preview["changed"], row.preview["same"]) == (0, 1, 1)


def test_a_resolved_barrier_says_how(bradford: Place, editor: User) -> None:
    row = looked(editor, bradford, "barriers", lines("Issue,Status", "x,resolved"))
    [problem] = problems(row)
    assert problem == "line 2, Status: Say how it was resolved, in a column “How it was resolved”"


def test_partners_join_a_partnership_of_the_place(
    bradford: Place, council: Organisation, editor: User
) -> None:
    board = Partnership.objects.create(name="Bradford board", slug="bradford-board")
    board.places.add(bradford)
    csv = lines(
        "Partner,Role,Voting,Since,Commitment",
        "Bradford Council,lead,yes,1 May 2024,gives staff or money",
    )
    row = bring(editor, bradford, "partners", csv, within=board, level="")
    member = Member.objects.get()
    assert (member.partnership, member.organisation, member.role) == (board, council, "lead")
    assert (member.is_voting, member.commitment, member.valid_from) == (
        True,
        3,
        dt.date(2024, 5, 1),
    )
    assert looked(editor, bradford, "partners", csv, within=board).state == "same"
    unknown = looked(editor, bradford, "partners", lines("Partner", "Nobody"), within=board)
    actions.answer(by=editor, row=unknown, said={"organisation": {"nobody": None}})
    actions.look(by=editor, row=unknown)
    unknown.refresh_from_db()
    assert (unknown.state, unknown.preview["left_out"]) == ("same", 1)
    assert actions.undo(by=editor, row=row).stayed == 0
    assert not Member.objects.exists()


def test_contacts_are_job_roles_with_who_holds_them(
    bradford: Place, council: Organisation, editor: User
) -> None:
    csv = lines(
        "Name,Role,Organisation,Email", "Ann Bee,Head of housing,Bradford Council,ann@example.test"
    )
    row = bring(editor, bradford, "contacts", csv, level="network")
    post = JobRole.objects.get()
    assert (post.title, post.organisation, post.visibility) == (
        "Head of housing",
        council,
        "network",
    )
    assert (post.confirmed_on, post.confirmed_by, post.review_by) == (None, None, None)
    assert list(post.places.all()) == [bradford]
    assert [str(holder.person) for holder in post.holders.all()] == ["Ann Bee"]
    actions.undo(by=editor, row=row)
    assert not JobRole.objects.exists()
    assert not Person.objects.exists()


def test_a_contact_is_confirmed_on_the_day_that_its_list_says(
    bradford: Place, council: Organisation, editor: User
) -> None:
    csv = lines(
        "Name,Role,Organisation,Last confirmed", "Ann Bee,Head,Bradford Council,3 March 2026"
    )
    bring(editor, bradford, "contacts", csv, level="network")
    post = JobRole.objects.get()
    assert (post.confirmed_on, post.confirmed_by) == (dt.date(2026, 3, 3), None)
    assert post.review_by == dt.date(2026, 9, 2)
    ahead = lines("Role,Organisation,Last confirmed", "Clerk,Bradford Council,3 March 2099")
    assert "later than today" in problems(looked(editor, bradford, "contacts", ahead))[0]


@pytest.mark.parametrize(
    "name", ["(vacant)", "Vacant", "VACANT POST", "TBC", "n/a", "-", "–", "to be appointed", "?"]
)
def test_a_role_that_nobody_holds_comes_in_without_a_person(
    bradford: Place, council: Organisation, editor: User, name: str
) -> None:
    csv = lines("Name,Role,Organisation", f"{name},Head,Bradford Council")
    bring(editor, bradford, "contacts", csv, level="network")
    assert not JobRole.objects.get().holders.exists()
    assert not Person.objects.exists()


def test_a_barrier_without_a_date_has_none(bradford: Place, editor: User) -> None:
    csv = lines("Issue,Date raised", "We cannot pay,", "We cannot meet,TBC", "It is late,May 2025")
    bring(editor, bradford, "barriers", csv, level="team")
    bare = lines("Issue", "Nothing is said of it")
    bring(editor, bradford, "barriers", bare, level="team")
    days = Barrier.objects.order_by("pk").values_list("logged_on", flat=True)
    assert list(days) == [None, None, dt.date(2025, 5, 1), None]


def test_words_that_say_nothing_are_an_empty_cell(bradford: Place, editor: User) -> None:
    csv = lines("Issue,Impact,Actions taken,Status", "We cannot pay,n/a,-,not known")
    bring(editor, bradford, "barriers", csv, level="team")
    barrier = Barrier.objects.get()
    assert (barrier.people, barrier.status) == ("", "not_known")
    assert not ActionTried.objects.exists()
    refused = looked(editor, bradford, "barriers", lines("Issue", "TBC", "x"))
    assert "is empty" in problems(refused)[0]


def test_the_preview_says_all_that_a_row_says_with_the_names_that_it_means(
    bradford: Place, council: Organisation, editor: User
) -> None:
    csv = lines("Name,Role,Organisation,Email", "Ann Bee,Head,Bradford Council,ann@example.test")
    [new] = looked(editor, bradford, "contacts", csv).preview["sample_new"]
    assert (new["title"], new["facts"]) == (
        "Head",
        [
            ["Organisation or team", "Bradford Council"],
            ["Name of who holds it", "Ann Bee"],
            ["Their work email", "ann@example.test"],
        ],
    )
    make.place("Keighley", "ward", within=bradford)
    pilot = lines("Name,Lead,Ward,Start", "Warm homes,Bradford Council,Keighley,May 2026")
    [new] = looked(editor, bradford, "pilots", pilot).preview["sample_new"]
    assert new["facts"] == [
        ["Start", "May 2026"],
        ["Lead organisation", "Bradford Council"],
        ["Place that leads it", "Keighley"],
    ]
    board = Partnership.objects.create(name="Bradford board", slug="bradford-board")
    board.places.add(bradford)
    member = lines("Partner,From", "Bradford Council,1 May 2024")
    bring(editor, bradford, "partners", member, within=board, level="")
    later = lines("Partner,From", "Bradford Council,2 May 2024")
    row = looked(editor, bradford, "partners", later, within=board)
    [changed] = row.preview["sample_changed"]
    assert changed["differences"] == [
        {"label": "From", "before": "1 May 2024", "after": "2 May 2024"}
    ]


def test_what_a_row_adds_to_a_record_is_said_by_name(
    bradford: Place, council: Organisation, editor: User
) -> None:
    bring(editor, bradford, "pilots", lines("Name", "Warm homes"))
    row = looked(editor, bradford, "pilots", lines("Name,Lead", "Warm homes,Bradford Council"))
    [changed] = row.preview["sample_changed"]
    assert changed["differences"] == [
        {
            "label": "Lead organisation",
            "before": "",
            "after": "Also Bradford Council",
            "is_part": "yes",
        }
    ]


def test_a_long_list_with_one_bad_row_is_refused_whole_with_that_row_and_column(
    bradford: Place, editor: User
) -> None:
    rows = [f"{number},Project {number},2024" for number in range(1, 50_001)]
    rows[43_210] = "43211,Project 43211,the spring"
    row = looked(editor, bradford, "pilots", lines("Ref,Name,Start", *rows))
    assert row.rows == 50_000
    assert problems(row) == ["line 43212, Start: “the spring”: enter a date, such as 31 March 2023"]
    assert not Pilot.objects.exists()


def review_day_is_set(cursor: Any, scope: Any) -> None:
    cursor.execute("""UPDATE import_row SET fresh = fresh || '{"review_by": "2030-01-01"}'""")


@pytest.mark.parametrize(
    ("key", "csv", "change", "says"),
    [
        (
            "barriers",
            ("Issue", "We cannot share data"),
            {"before_writing": review_day_is_set},
            "review_by of fresh",
        ),
        (
            "contacts",
            ("Job role,Organisation,Name", "Housing lead,Bradford Council,Anna Ode"),
            {"also_fills": {}},
            "person_id of holder",
        ),
    ],
)
@pytest.mark.usefixtures("council")
def test_a_column_that_is_filled_beside_the_file_and_not_declared_stops_the_import(
    *,
    bradford: Place,
    editor: User,
    key: str,
    csv: tuple[str, ...],
    change: dict[str, Any],
    says: str,
) -> None:
    row = looked(editor, bradford, key, lines(*csv))
    forgetful: ImportFormat = replace(kind(key), **change)
    scope = actions.scope_of(row, forgetful, editor)
    check = checking.Check(row, forgetful, scope)
    check.run()
    matching.match(check)
    with pytest.raises(RuntimeError, match=f"{says}: name it in also_fills"):
        writing.write(row, forgetful, scope, check.filled)
    assert not Barrier.objects.exists()
    assert not JobRole.objects.exists()


def test_a_file_that_nobody_imports_is_forgotten(bradford: Place, editor: User) -> None:
    row = send(editor, bradford, "pilots", lines("Name", "A"))
    assert actions.forget_unimported() == 0
    old = row.sent_at - dt.timedelta(days=8)
    type(row).objects.filter(pk=row.pk).update(sent_at=old)
    assert actions.forget_unimported() == 1
    assert not type(row).objects.exists()
