"""What is wrong, unusual or not known in a list of money is told by row and column, or asked."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from accounts.models import User
from funding.models import Flow, Fund
from imports.record_import import actions
from partnerships.models import Organisation, Place
from tests import builders as make
from tests.funding.exchange.own_list import HEAD, PART, row
from tests.imports.record_import.brought import bring, lines, looked, problems, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("of_the_lists")]


@pytest.mark.parametrize(
    ("whole", "part", "problem"),
    [
        ({}, {"amount": "300000"}, "is more than the £250,000 that it is passed on from"),
        ({"amount": "100000-200000"}, {"amount": "over 200,001"}, "is more than the £200,000"),
        ({"amount": "100000-200000"}, {"amount": "150,000"}, ""),
        ({"amount": "about 100,000"}, {"amount": "101,000"}, ""),
        ({"amount": "at most 100,000"}, {"amount": "101,000"}, "is more than the £100,000"),
        ({"meaning": "forecast"}, {"amount": "300,000"}, ""),
        ({"amount": ""}, {"amount": "300,000"}, ""),
    ],
)
def test_a_leg_larger_than_its_whole_is_refused_where_both_are_known_and_mean_the_same(
    county: Place, editor: User, whole: Any, part: Any, problem: str
) -> None:
    looked_at = looked(editor, county, "money", lines(HEAD, row(**whole), row("B", **PART | part)))
    if not problem:
        assert looked_at.state == "ready"
        return
    [told] = problems(looked_at)
    assert told.startswith(f"line 3, Award £: {problem}")
    # Also where the whole is here already
    bring(editor, county, "money", lines(HEAD, row(**whole)))
    [told] = problems(looked(editor, county, "money", lines(HEAD, row("B", **PART | part))))
    assert told.startswith(f"line 2, Award £: {problem}")


def test_what_is_passed_on_is_made_no_more_than_the_whole_that_is_here(
    county: Place, editor: User
) -> None:
    bring(editor, county, "money", lines(HEAD, row(), row("B", **PART | {"amount": "50000"})))
    head = "Ref,Project,Amount,Status"
    more = looked(editor, county, "money", lines(head, "B,Warm homes,250001,committed"))
    assert problems(more) == ["line 2, Amount: is more than the £250,000 that it is passed on from"]
    both = lines(head, "A1,Warm homes,300000,", "B,Warm homes,250001,")
    looked_at = looked(editor, county, "money", both)
    actions.answer(by=editor, row=looked_at, said={"meaning": {"": "committed"}})
    assert actions.look(by=editor, row=looked_at) == "ready"
    # What stays as it is keeps nothing from coming in, however it came to be
    Flow.objects.filter(amount_low=250_000).update(amount_low=40_000)
    for same in ("B,Warm homes,50000,committed", "A1,Warm homes,40000,committed"):
        assert looked(editor, county, "money", lines(head, same)).state == "same"


def test_what_is_here_is_made_no_less_than_what_is_passed_on_of_it_and_never_goes_to_itself(
    county: Place, editor: User
) -> None:
    bring(editor, county, "money", lines(HEAD, row(), row("B", **PART | {"amount": "50000"})))
    less = looked(editor, county, "money", lines(HEAD, row(amount="40,000")))
    assert problems(less) == ["line 2, Award £: is less than the £50,000 of it that is passed on"]
    both = lines(HEAD, row(amount="40,000"), row("B", **PART | {"amount": "40000"}))
    assert looked(editor, county, "money", both).state == "ready"
    back = looked(editor, county, "money", lines("Ref,Paid to,Status", "A1,Example ministry,paid"))
    assert problems(back) == [
        "line 2, Paid to: would be the same as the giver, with what is recorded here"
    ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"amount": "lots"}, "Award £: “lots” is not an amount. Write it as 12,000, £1.2m, about"),
        ({"amount": "350,000–150,000"}, "Award £: “350,000–150,000” is not an amount"),
        ({"amount": "(c. 5,000)"}, "Award £: “(c. 5,000)” is below zero, and not exact"),
        ({"amount": "€5,000"}, "Award £: “€5,000”: only amounts in pounds"),
        ({"amount": "5000 USD"}, "Award £: “5000 USD”: only amounts in pounds"),
        ({"start": "32/01/2026"}, "From date: “32/01/2026”"),
        ({"start": "2028"}, "To date: the end can’t be before the start"),
        ({"area": "Northtown (120%)"}, "Area: “Northtown (120%)”: a share is more than 0%"),
        ({"area": "Northtown 60%; Exampleshire 60%"}, "Area: “Northtown 60%; Exampleshire 60%”: t"),
        (
            {"what": "", "giver": "", "to": ""},
            "Project: is empty, and the row does not say who gives",
        ),
        (
            {"area": "Northtown 60%; northtown 40%"},
            "Area: “Northtown 60%; northtown 40%”: one",
        ),
        ({"area": "(60%)"}, "Area: “(60%)”: a share has no place"),
        ({"area": "Northtown (0.001%)"}, "Area: “Northtown (0.001%)”: a share is more than 0%"),
        ({"part_of": "B9"}, "Part of: names what is itself passed on from this one"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_comes_in(
    county: Place, editor: User, said: Any, problem: str
) -> None:
    circle = row("B9", part_of="A9") if "part_of" in said else row("B8")
    csv = lines(HEAD, row(), circle, row("A9", **said), row("A10"))
    told, *beside = problems(looked(editor, county, "money", csv))
    assert told.startswith(f"line 4, {problem}")
    assert len(beside) == ("part_of" in said)  # the row of the circle that names it
    assert not Flow.objects.exists()


def test_a_meaning_and_a_giver_and_a_place_that_nobody_knows_are_asked_and_never_guessed(
    county: Place, north: Place, editor: User
) -> None:
    csv = lines(HEAD, row(meaning="won", giver="Ministry of Examples", area="Northton"))
    looked_at = looked(editor, county, "money", csv)
    asked = {each["column"]: each for each in looked_at.preview["questions"]}
    assert {key: each["text"] for key, each in asked.items()} == {
        "meaning": "won",
        "places": "Northton",
        "giver": "Ministry of Examples",
    }
    assert asked["meaning"]["guess"] is None
    assert asked["places"]["offered"] == [[north.pk, "Northtown"]]
    assert asked["giver"]["offered"][0][1] == "Example ministry"
    answers = {
        "meaning": {"won": "committed"},
        "places": {"northton": north.pk},
        "giver": {"ministry of examples": None},
    }
    actions.answer(by=editor, row=looked_at, said=answers)
    assert actions.look(by=editor, row=looked_at) == "ready"
    # What was answered is known of the next list
    assert looked(editor, county, "money", csv).state == "ready"


def test_money_of_a_bodys_own_budget_comes_in_with_its_name_in_words(
    county: Place, editor: User
) -> None:
    csv = lines(HEAD, row(to="EXAMPLE MINISTRY"))
    looked_at = looked(editor, county, "money", csv)
    assert looked_at.preview["remarks"] == [
        "Given by a body to itself, and kept with its name in words as who receives it: 1 flow."
    ]
    bring(editor, county, "money", csv)
    flow = Flow.objects.get()
    assert (str(flow.giver), flow.receiver, flow.receiver_said) == (
        *("Example ministry", None, "EXAMPLE MINISTRY"),
    )
    assert looked(editor, county, "money", csv).state == "same"


def test_what_amounts_mean_is_asked_once_for_all_rows_that_do_not_say(
    county: Place, editor: User
) -> None:
    some = lines(HEAD, row(), row("A2", meaning=""), row("A3", meaning=""))
    none = lines("Project,Funder,Award £", "Warm homes,Example ministry,5000")
    for csv, count, meant in ((some, 2, "paid"), (none, 1, "forecast")):
        looked_at = looked(editor, county, "money", csv)
        [asked] = looked_at.preview["questions"]
        assert (asked["column"], asked["text"], asked["count"]) == ("meaning", "", count)
        assert (asked["guess"], len(asked["offered"])) == (None, len(Flow.Meaning))
        actions.answer(by=editor, row=looked_at, said={"meaning": {"": meant}})
        assert actions.look(by=editor, row=looked_at) == "ready"
        looked_at.refresh_from_db()
        seen = looked_at.preview_key
        actions.write(by=editor, row=looked_at, seen=seen, level="network")
    meanings = [str(flow.meaning) for flow in Flow.objects.order_by("pk")]
    assert meanings == ["committed", "paid", "paid", "forecast"]


def test_what_a_file_did_not_say_is_asked_of_the_next_one_too_and_changes_nothing_that_is_here(
    county: Place, editor: User
) -> None:
    def brought(meant: str, *rows: str) -> list[str]:
        looked_at = looked(editor, county, "money", lines("Ref,What for,Amount,Status", *rows))
        [asked] = looked_at.preview["questions"]
        assert (asked["text"], asked["guess"]) == ("", None)
        actions.answer(by=editor, row=looked_at, said={"meaning": {"": meant}})
        actions.look(by=editor, row=looked_at)
        looked_at.refresh_from_db()
        seen = looked_at.preview_key
        actions.write(by=editor, row=looked_at, seen=seen, level="network")
        return [str(flow.meaning) for flow in Flow.objects.order_by("pk")]

    assert brought("forecast", "1,Advice,500,") == ["forecast"]
    assert brought("paid", "1,Advice,600,", "2,Repairs,5,–") == ["forecast", "paid"]
    assert Flow.objects.get(meaning="forecast").amount_low == 600
    assert brought("paid", "1,Advice,700,–") == ["forecast", "paid"]


def test_rows_of_which_the_meaning_is_not_told_are_left_out(county: Place, editor: User) -> None:
    looked_at = looked(editor, county, "money", lines(HEAD, row(), row("A2", meaning="")))
    actions.answer(by=editor, row=looked_at, said={"meaning": {"": None}})
    actions.look(by=editor, row=looked_at)
    looked_at.refresh_from_db()
    actions.write(by=editor, row=looked_at, seen=looked_at.preview_key, level="network")
    assert [str(flow.meaning) for flow in Flow.objects.all()] == ["committed"]


@pytest.mark.parametrize(
    ("least", "most", "problem"),
    [
        ("about 100", "200", "line 2, Minimum: is one end of a range"),
        ("over 100", "100", "line 2, Minimum: is one end of a range"),
        ("100-150", "200", "line 2, Minimum: is one end of a range"),
        ("100", "150-200", "line 2, Maximum: is one end of a range"),
        ("100", "at least 200", "line 2, Maximum: is one end of a range"),
        ("", "200", "line 2, Maximum: is the upper end of a range, and has no lower end"),
    ],
)
def test_the_ends_of_a_range_in_two_columns_are_single_amounts(
    county: Place, editor: User, least: str, most: str, problem: str
) -> None:
    csv = lines("What for,Status,Minimum,Maximum", f"A,paid,{least},{most}")
    [told] = problems(looked(editor, county, "money", csv))
    assert told.startswith(problem)


def test_an_address_that_cannot_be_one_is_told(county: Place, editor: User) -> None:
    csv = lines("What for,Status,Address in Placebook", "A,paid,http://[funding/flows/1/")
    [told] = problems(looked(editor, county, "money", csv))
    assert "is not the address of money in Placebook" in told


def test_what_an_address_names_need_not_be_said_again(county: Place, editor: User) -> None:
    flow = make.flow(county, 500, visibility="network", description="Advice", meaning="paid")
    csv = lines("Address in Placebook,Amount,Status", f"{flow.get_absolute_url()},600,paid")
    assert bring(editor, county, "money", csv).changed == 1
    flow.refresh_from_db()
    assert (flow.description, flow.amount_low) == ("Advice", 600)


def test_a_place_that_is_left_out_takes_no_share_from_the_others(
    county: Place, north: Place, editor: User, client: Client
) -> None:
    make.place("Southtown", within=county)
    csv = lines("What for,Status,Place", "A,paid,Northtown (55%); Elsewhere (45%)",
                "B,paid,Northtown (60%); Southtown (20%); Exampleshire (20%)")  # fmt: skip
    looked_at = looked(editor, county, "money", csv)
    client.force_login(editor)
    asked = client.get(looked_at.get_absolute_url()).content.decode()
    assert "None. If it has no other place, it counts for Exampleshire" in asked
    actions.answer(by=editor, row=looked_at, said={"places": {"elsewhere": None}})
    assert actions.look(by=editor, row=looked_at) == "ready"
    looked_at.refresh_from_db()
    seen = looked_at.preview_key
    actions.write(by=editor, row=looked_at, seen=seen, level="network")
    shares = [str(link.share) for link in Flow.objects.get(description="A").place_links.all()]
    assert shares == ["0.5500"]


def test_a_year_that_is_no_financial_year_or_another_than_the_dates_is_refused(
    county: Place, editor: User
) -> None:
    head = "What for,Status,Start,Financial year"
    csv = lines(
        head, "A,paid,,2026", "B,paid,,2026-28", "C,paid,2024,2026-27", "D,paid,2026-05-01,26/27",
        "E,paid,2030,2026-27",
    )  # fmt: skip
    told = problems(looked(editor, county, "money", csv))
    assert told == [
        "line 2, Financial year: “2026” is not a financial year. Write it as 2026-27",
        "line 3, Financial year: “2026-28” is not a financial year. Write it as 2026-27",
        "line 4, Financial year: does not match its dates. Leave one of the columns out",
        "line 6, Financial year: does not match its dates. Leave one of the columns out",
    ]
    bring(editor, county, "money", lines(head, "A,paid,,99-00"))
    assert Flow.objects.get().start == dt.date(1999, 4, 1)


def test_a_cell_with_a_formula_is_told_once(county: Place, editor: User) -> None:
    content = workbook(["What for", "Status", "Amount"], ["A", "=1+1", 5], ["B", "paid", "=2+2"])
    assert problems(looked(editor, county, "money", content, file_name="m.xlsx")) == [
        "Sheet, cell B2: holds a formula. Copy it and paste the value in its place",
        "Sheet, cell C3: holds a formula. Copy it and paste the value in its place",
    ]


def test_an_amount_of_another_magnitude_is_shown_first_and_refuses_nothing(
    county: Place, editor: User
) -> None:
    fund = Fund.objects.create(name="Warm fund", slug="warm-fund", visibility="public")
    make.flow(county, 1_000, visibility="network", fund=fund)
    head = "What for,Status,Amount,Fund"
    rows = [f"N{number},Paid,750," for number in range(9)]
    csv = lines(head, *rows, "Big,Paid,750000,", "Over,Committed,10001,Warm fund")
    looked_at = looked(editor, county, "money", csv)
    assert [where for where, _ in looked_at.preview["unusual"]] == [
        "line 11, Amount",
        "line 12, Amount",
    ]
    assert (
        "more than ten times the largest amount known of its fund so far, £1,000"
        in looked_at.preview["unusual"][1][1]
    )
    assert looked_at.state == "ready"
    # A second grant that is larger is usual, as in the form
    csv = lines(head, *rows, "Over,Committed,10000,Warm fund")
    assert looked(editor, county, "money", csv).preview["unusual"] == []
    # What is only an estimate is not held against what was promised
    csv = lines(head, *rows, "Over,Estimate,10001,Warm fund")
    assert looked(editor, county, "money", csv).preview["unusual"] == []


def test_a_fund_is_known_by_what_the_person_sees_of_it_anywhere(
    county: Place, editor: User
) -> None:
    fund = Fund.objects.create(name="Warm fund", slug="warm-fund", visibility="public")
    make.flow(make.place("Elsewhere"), 2_000, visibility="public", fund=fund)
    hidden = make.flow(make.place("Far away"), 9_000, visibility="place", fund=fund)
    csv = lines("What for,Status,Amount,Fund", "Over,Committed,20001,Warm fund")
    [[_, told]] = looked(editor, county, "money", csv).preview["unusual"]
    assert told.endswith("known of its fund so far, £2,000. Is it in pounds?")
    Flow.objects.filter(pk=hidden.pk).update(visibility="public")
    csv = lines("What for,Status,Amount,Fund", "Again,Committed,20001,Warm fund")
    assert looked(editor, county, "money", csv).preview["unusual"] == []


def test_of_a_name_that_several_bodies_have_it_is_asked_which_and_nothing_is_changed_by_it(
    county: Place, editor: User
) -> None:
    csv = lines(HEAD, row(to="Hub"))
    first = make.organisation("Hub")
    bring(editor, county, "money", csv)
    second = make.organisation("Another hub")
    second.names.update(name="Hub")
    Organisation.objects.filter(pk=second.pk).update(name="Hub")
    looked_at = looked(editor, county, "money", csv)
    [asked] = looked_at.preview["questions"]
    assert (asked["column"], len(asked["offered"])) == ("receiver", 2)
    answer = {"receiver": {"hub": first.pk}}
    actions.answer(by=editor, row=looked_at, said=answer)
    assert actions.look(by=editor, row=looked_at) == "same"


def test_a_sheet_that_counts_its_days_from_1904_and_one_as_windows_writes_it_are_read(
    county: Place, editor: User
) -> None:
    book, file = Workbook(), io.BytesIO()
    book.epoch = CALENDAR_MAC_1904
    for cells in (["What for", "Status", "Begins"], ["Advice", "Paid", dt.date(2026, 3, 31)]):
        book.active.append(cells)
    book.save(file)
    bring(editor, county, "money", file.getvalue())
    assert Flow.objects.get().start == dt.date(2026, 3, 31)
    csv = lines("What for,Status,Award", "Café,Paid,£5").decode().encode("cp1252")
    done = bring(editor, county, "money", csv)
    assert "read as Windows writes it" in done.notes[0]
    assert str(Flow.objects.get(description="Café").amount) == "£5"


def test_references_that_differ_by_capitals_alone_are_refused(county: Place, editor: User) -> None:
    csv = lines(HEAD, row(), row("a1", what="Cold homes"), row("B", amount="5", part_of="a1"))
    assert problems(looked(editor, county, "money", csv)) == [
        (
            "line 3, Ref: is the same as in row 2, except for capitals. Give each row a "
            "reference of its own"
        )
    ]
    # Typed otherwise the next time, it is the same row
    bring(editor, county, "money", lines(HEAD, row()))
    done = bring(editor, county, "money", lines(HEAD, row("a1", amount="260000")))
    assert (done.new, done.changed) == (0, 1)


def test_what_is_passed_on_waits_for_the_row_that_it_names(county: Place, editor: User) -> None:
    below = {**PART, "amount": "50000"}
    csv = lines(
        HEAD, row(start="nonsense"), row("B", **below), row("C", **(below | {"part_of": "b"}))
    )
    sent = looked(editor, county, "money", csv)
    assert problems(sent)[1:] == [
        (
            "line 3, Part of: goes back to row 2, which has a problem. They can only be imported "
            "together"
        ),
        (
            "line 4, Part of: goes back to row 2, which has a problem. They can only be imported "
            "together"
        ),
    ]
    csv = lines(HEAD, row(), row("B", **below))
    bring(editor, county, "money", csv, level="network")
    # Of what is here already the row at fault changes nothing
    csv = lines(HEAD, row(start="nonsense"), row("C", **below))
    assert bring(editor, county, "money", csv, level="network").new == 1
    assert Flow.objects.filter(parent=None).count() == 1
