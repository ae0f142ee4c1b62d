"""An update sent as a file: its template, what is read from it, and what is refused, by cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from pilots.models import Actual, Pilot, Update
from records import drafts
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import at, signed_in, text_of
from tests.records.files.made import book, entities, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PROBLEMS = "Nothing is recorded yet"
SAID = {"confidence": "on_track", "happened": "Sent from the site office."}


@pytest.fixture
def officer(people: Cast) -> Client:
    return signed_in(people.bradford_officer)


@pytest.fixture
def blank(officer: Client, warm_homes: Pilot) -> Workbook:
    """The template as it is taken away."""
    response = officer.get(reverse("pilot_update_template", args=[warm_homes.slug]))
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content))


def answered(book: Workbook) -> Workbook:
    """The same with its questions answered and one figure given."""
    for row in book["Update"].iter_rows(min_row=2):
        match row[0].value:
            case "How confident are you in delivery?":
                row[1].value = "some problems"
            case "What happened?":
                row[1].value = "We visited 90 homes."
    book["Figures"]["G2"], book["Figures"]["J2"] = 90, "yes"
    return book


def bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(client: Client, pilot: Pilot, content: bytes, name: str = "a.xlsx", **said: Any) -> Any:
    address = reverse("pilot_upload", args=[pilot.slug])
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"file": file, **said}, follow=True)


def csv_of(*rows: str, head: str = "Number,Actual,Date of the figure,Same as the plan") -> bytes:
    return "\n".join([head, *rows]).encode()


def nothing(pilot: Pilot) -> bool:
    """Whether no update and no figure came of it."""
    return not Update.objects.filter(pilot=pilot).exists() and Actual.objects.count() == 1


def test_the_template_holds_what_is_due_and_what_was_said_last_time(blank: Workbook) -> None:
    figures = [[cell.value for cell in row] for row in blank["Figures"].iter_rows()]
    assert figures[1][:7] == [
        *(1, "Homes visited", None, "homes", "150 homes", "60 homes, 30 June 2026"),
        None,
    ]
    assert figures[2][1] == "Homes improved"
    questions = [row[0].value for row in blank["Update"].iter_rows()]
    assert questions[1] == "Is there anything to report?"
    assert blank["Update"]["B2"].value == "yes"


def test_a_filled_in_template_becomes_an_update_with_its_figures(
    people: Cast, officer: Client, warm_homes: Pilot, blank: Workbook
) -> None:
    page = text_of(send(officer, warm_homes, bytes_of(answered(blank))))
    assert "Update sent, with 1 figure." in page
    update = Update.objects.get(pilot=warm_homes)
    assert (update.confidence, update.happened) == ("some_problems", "We visited 90 homes.")
    figure = Actual.objects.get(update=update)
    assert (figure.value_low, figure.counts, figure.as_of) == (90, "same", dt.date(2026, 9, 30))
    assert (figure.source_said, figure.created_by) == ("Case records", people.bradford_officer)


def test_no_change_is_an_answer_in_a_file_too(
    officer: Client, warm_homes: Pilot, blank: Workbook
) -> None:
    blank["Update"]["B2"] = "no change"
    send(officer, warm_homes, bytes_of(blank))
    assert Update.objects.get(pilot=warm_homes).no_change


def test_a_csv_has_figures_only_and_the_page_asks_for_the_rest(
    officer: Client, warm_homes: Pilot
) -> None:
    content = csv_of("1,over 90,31 August 2026,not sure", "1,100,2026-09-30,yes")
    page = text_of(send(officer, warm_homes, content, "a.csv"))
    assert "The file has figures only" in page
    assert nothing(warm_homes)
    send(officer, warm_homes, content, "a.csv", **SAID)
    update = Update.objects.get(pilot=warm_homes)
    assert [str(one) for one in update.actuals.order_by("as_of")] == [
        "more than 90 homes",
        "100 homes",
    ]


def test_a_figure_that_is_not_known_says_why(officer: Client, warm_homes: Pilot) -> None:
    head = "Number,Actual,Not known because,Same as the plan,Date of the figure"
    send(
        officer, warm_homes, csv_of("2,,not collected,not sure,2026-09-30", head=head), "a", **SAID
    )
    assert Actual.objects.get(indicator__number=2).missing == "not_collected"


def test_a_correction_is_asked_for_and_then_replaces(officer: Client, warm_homes: Pilot) -> None:
    row = "1,65,2026-06-30,yes"
    page = text_of(send(officer, warm_homes, csv_of(row), "a.csv", **SAID))
    assert "There is already a figure for “Homes visited”" in page
    head = "Number,Actual,Date of the figure,Same as the plan,Replaces"
    send(officer, warm_homes, csv_of(f"{row},yes", head=head), "a.csv", **SAID)
    assert str(Actual.objects.live().get(as_of="2026-06-30")) == "65 homes"


BAD_ROWS = [
    ("1,many,2026-09-30,yes", "line 2, Actual: Enter “Homes visited” as a number"),
    ("1,-4,2026-09-30,yes", "line 2, Actual: Enter “Homes visited” as 0 or more"),
    ("1,30%,2026-09-30,yes", "is counted in homes, not in per cent"),
    ("1,9 to 4,2026-09-30,yes", "The second number of “Homes visited” must be larger"),
    ("1,9,2027-09-30,yes", "line 2, Date of the figure: The date of “Homes visited” cannot be in"),
    ("1,9,soon,yes", "line 2, Date of the figure"),
    ("1,9,2026-09-30,maybe", "line 2, Same as the plan: “maybe” is none of: yes, no, not sure"),
    ("1,9,2026-09-30,", "Say whether “Homes visited” counts the same thing"),
    ("7,9,2026-09-30,yes", "line 2, Number: “7” is not the number of a figure that is due"),
    ("=1+1,9,2026-09-30,yes", "is not the number of a figure"),
]


@pytest.mark.parametrize(("row", "said"), BAD_ROWS)
def test_a_bad_row_is_told_with_its_line_and_nothing_is_recorded(
    officer: Client, warm_homes: Pilot, row: str, said: str
) -> None:
    page = text_of(send(officer, warm_homes, csv_of(row), "a.csv", **SAID))
    assert PROBLEMS in page
    assert said.lower() in page.replace(" :", ":").lower()
    assert nothing(warm_homes)


def test_a_date_before_the_pilot_began_is_asked_about(officer: Client, warm_homes: Pilot) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(start=dt.date(2025, 4, 1))
    page = text_of(send(officer, warm_homes, csv_of("1,9,2015-09-30,yes"), "a.csv", **SAID))
    assert "is before the pilot began, 1 April 2025" in page
    assert nothing(warm_homes)


BAD_HEADS = [
    ("Number,Actual,Colour", "“Colour” is not a column of the template"),
    ("Number,Actual,Actual", "the column “Actual” is there twice"),
    ("Figure,Actual", "the column “Number” is missing"),
    ("Number;Figure", "the column “Actual” is missing"),
]


@pytest.mark.parametrize(("head", "said"), BAD_HEADS)
def test_a_head_that_is_not_the_templates_is_told(
    officer: Client, warm_homes: Pilot, head: str, said: str
) -> None:
    page = text_of(send(officer, warm_homes, csv_of("1,2", head=head), "a.csv", **SAID))
    assert said in page
    assert nothing(warm_homes)


def test_rows_that_were_moved_and_other_units_are_told(officer: Client, warm_homes: Pilot) -> None:
    head = "Number,Figure,Unit,Actual,Date of the figure,Same as the plan"
    rows = ["1,Homes improved,homes,3,2026-09-30,yes", "2,Homes improved,people,3,2026-09-30,yes"]
    page = text_of(send(officer, warm_homes, csv_of(*rows, head=head), "a.csv", **SAID))
    assert "number 1 is “Homes visited”, not “Homes improved”" in page
    assert "number 2 is “homes”, not “people”" in page
    assert nothing(warm_homes)


def test_one_date_twice_is_told(officer: Client, warm_homes: Pilot) -> None:
    content = csv_of("1,9,2026-09-30,yes", "1,10,30 September 2026,yes")
    page = text_of(send(officer, warm_homes, content, "a.csv", **SAID))
    assert "Line 3: this figure and date are in row 2 already" in page.replace(" :", ":")


def formula(book: Workbook) -> None:
    book["Figures"]["G2"] = "=SUM(A1:A9)"


def merged(book: Workbook) -> None:
    book["Figures"].merge_cells("G2:G3")


def wrong_question(book: Workbook) -> None:
    book["Update"]["A4"] = "What is your quest?"


def no_answer(book: Workbook) -> None:
    book["Update"]["B5"] = ""


def error(book: Workbook) -> None:
    book["Figures"]["G2"] = "#REF!"


def no_sheets(book: Workbook) -> None:
    del book["Update"], book["Figures"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (formula, "Figures, cell G2: holds a formula"),
        (merged, "Figures, cells G2:G3: are merged"),
        (wrong_question, "Update, cell A4: “What is your quest?” is not a question"),
        (no_answer, "Update, cell B5: Choose how confident you are in delivery"),
        (error, "Figures, cell G2: holds an error (#REF!)"),
        (no_sheets, "There is no sheet “Figures”"),
    ],
)
def test_a_bad_cell_of_a_spreadsheet_is_told_with_its_address(
    officer: Client,
    warm_homes: Pilot,
    blank: Workbook,
    spoil: Callable[[Workbook], None],
    said: str,
) -> None:
    book = answered(blank)
    spoil(book)
    page = text_of(send(officer, warm_homes, bytes_of(book))).replace(" :", ":")
    assert PROBLEMS in page
    assert said in page
    assert nothing(warm_homes)


def answer_by_formula(book: Workbook) -> None:
    book["Update"]["B5"] = "=A1"


@pytest.mark.parametrize("spoil", [formula, error, answer_by_formula])
def test_a_cell_that_cannot_be_read_is_told_once(
    officer: Client, warm_homes: Pilot, blank: Workbook, spoil: Callable[[Workbook], None]
) -> None:
    book = answered(blank)
    spoil(book)
    page = text_of(send(officer, warm_homes, bytes_of(book)))
    assert "1 problem in the file" in page


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def with_macro(book: Workbook) -> bytes:
    content = io.BytesIO(bytes_of(book))
    with zipfile.ZipFile(content, "a") as made:
        made.writestr("xl/vbaProject.bin", b"x")
    return content.getvalue()


BAD_FILES = {
    "nothing": (b" \n", "The file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is not UTF-8"),
    "text with a zero": (b"Number,Actual\n1,\x002", "neither a spreadsheet nor a CSV"),
    "other letters": ("Number,Actual\n1,£4".encode("latin-1"), "not UTF-8"),
    "an open quotation": (b'Number,Actual\n1,"4', "cannot be read"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "an older or locked workbook"),
    "half a spreadsheet": (b"PK\x03\x04 and no more", "The file is damaged"),
    "no spreadsheet": (packed(a=b"<a/>"), "The spreadsheet cannot be read"),
    "a bomb": (packed(**{f"a{n}": b"0" * 2**23 for n in range(8)}), "too large once unpacked"),
    "an entity": (packed(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declarations"),
    "entities in UTF-16": (entities("utf-16"), "The spreadsheet cannot be read"),
    "a cell far away": (
        book(sheet('<row><c r="XFD1048576"><v>1</v></c></row>')),
        "“Figures” reaches beyond cell CV25001",
    ),
    "too large": (b"1" * (5 * 2**20 + 1), "larger than 5 MB"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_used_says_why(officer: Client, warm_homes: Pilot, name: str) -> None:
    content, said = BAD_FILES[name]
    response = send(officer, warm_homes, content, **SAID)
    assert response.status_code == 200
    assert said in text_of(response)
    assert nothing(warm_homes)


def test_a_macro_is_refused(officer: Client, warm_homes: Pilot, blank: Workbook) -> None:
    page = text_of(send(officer, warm_homes, with_macro(answered(blank))))
    assert "holds a macro" in page
    assert nothing(warm_homes)


def many_days(count: int) -> list[str]:
    first = dt.date(2026, 11, 19)
    return [f"1,{n + 1},{first - dt.timedelta(days=n)},yes" for n in range(count)]


def test_twenty_thousand_rows_with_a_bad_last_one_record_nothing_and_name_it(
    officer: Client, warm_homes: Pilot
) -> None:
    builders.indicator(warm_homes, "Calls", target_low=1)
    rows = [row for day in many_days(10_000) for row in (day, f"3{day[1:]}")]
    rows = [row for row in rows if "2026-06-30" not in row]
    page = text_of(send(officer, warm_homes, csv_of(*rows, "1,x,2026-11-20,yes"), "a", **SAID))
    assert "1 problem in the file." in page
    assert f"Line {len(rows) + 2}, Actual" in page
    assert nothing(warm_homes)


def test_thousands_of_figures_are_recorded_in_a_fixed_number_of_queries(
    people: Cast, officer: Client, warm_homes: Pilot, django_assert_num_queries: Any
) -> None:
    rows = [row for row in many_days(2_000) if "2026-06-30" not in row]
    with django_assert_num_queries(62):
        officer.post(
            reverse("pilot_upload", args=[warm_homes.slug]),
            {"file": SimpleUploadedFile("a.csv", csv_of(*rows)), **SAID},
        )
    assert Update.objects.get(pilot=warm_homes).actuals.count() == len(rows)


def test_sent_twice_it_is_recorded_once(officer: Client, warm_homes: Pilot) -> None:
    address = reverse("pilot_upload", args=[warm_homes.slug])
    page = officer.get(address).content.decode()
    token = page.partition(f'name="{drafts.TOKEN}" value="')[2].partition('"')[0]
    for _ in range(2):
        file = SimpleUploadedFile("a.csv", csv_of("1,9,2026-09-30,yes"))
        response = officer.post(address, {"file": file, drafts.TOKEN: token, **SAID}, follow=True)
    assert "already sent" in text_of(response)
    assert Update.objects.filter(pilot=warm_homes).count() == 1


def test_the_csv_template_reads_back(officer: Client, warm_homes: Pilot) -> None:
    response = officer.get(reverse("pilot_update_template", args=[warm_homes.slug]) + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Figure"] for row in rows] == ["Homes visited", "Homes improved"]
    page = text_of(send(officer, warm_homes, response.content, "a.csv", **SAID))
    assert "Update sent, with no figures." in page


def test_only_those_who_log_progress_send_files(people: Cast, warm_homes: Pilot) -> None:
    for who in (people.pfpp_lead, people.luton_officer, people.outsider):
        for name in ("pilot_upload", "pilot_update_template"):
            response = signed_in(who).get(reverse(name, args=[warm_homes.slug]))
            assert response.status_code == 403


def test_a_template_of_another_kind_is_told(officer: Client, warm_homes: Pilot) -> None:
    address = reverse("pilot_update_template", args=[warm_homes.slug])
    assert "xlsx or csv" in officer.get(f"{address}?format=pdf").content.decode()


def test_log_progress_leads_to_paper_and_file(officer: Client, warm_homes: Pilot) -> None:
    page = text_of(officer.get(at(warm_homes)))
    assert "Print a paper form" in page
    assert "send a file" in page
