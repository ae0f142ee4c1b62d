"""A newer list of localities by the pages: refused whole, looked at, loaded once, dropped."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from accounts.models import Notice
from geography.data_load.actions import forget_unloaded
from geography.models import DataLoad, Locality, LocalityRelease
from partnerships.models import Place, PlaceCode
from tests import builders
from tests.builders import Cast
from tests.geography.data_load.sent import (
    ABOUT,
    decide,
    head_and,
    send,
    shown_key,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db
NEWER = head_and(
    "Manningham,E05001359,E08000032",
    "Tong Moor,E05016262,E08000032",
    "Roundhay,E05011411,E08000035",
)


@pytest.fixture
def administrator(wards: Cast) -> Client:
    return signed_in(wards.administrator)


def waiting() -> DataLoad:
    return DataLoad.objects.waiting().get()


def found() -> set[str]:
    return set(Locality.objects.current().values_list("name", flat=True))


def test_a_list_is_looked_at_then_loaded_and_the_older_stays_beside_it(
    wards: Cast, administrator: Client
) -> None:
    page = send(administrator, "wards", NEWER)
    assert found() == {"Manningham", "Tong", "Roundhay", "Stopsley"}
    said = text(page)
    assert "Nothing is loaded yet" in said
    assert (
        "Wards, 2026, as at 1 May 2026 People search this one from then on, in place of 2025."
        in said
    )
    assert "2025, as at 1 May 2025 It stays beside this one 3 1 0 2" in said
    assert "Bradford 1 new, 1 gone 2 rows 2 rows" in said
    assert "Luton 1 gone 1 row no rows" in said
    assert "Places in the release before that are not in this one: Luton." in said
    assert "Leeds" not in said
    assert "Publication and licence Wards of 2026, Office for National Statistics: Open" in said

    said = text(decide(administrator, waiting()))
    assert "Your file is loaded." in said
    assert found() == {"Manningham", "Tong Moor", "Roundhay"}
    assert LocalityRelease.objects.get(name="2025").rows.count() == 4
    row = DataLoad.objects.loaded().get()
    assert (row.loaded_by, row.file_name) == (wards.administrator, "wards.csv")
    assert (row.rows, row.new, row.changed, row.gone) == (3, 1, 0, 2)
    assert row.contents is None


def test_each_editor_and_other_administrator_is_told_once(
    wards: Cast, administrator: Client
) -> None:
    other = builders.user("Second administrator", ("administrator", None))
    builders.user("Leeds editor", ("place_editor", Place.objects.get(name="Leeds")))
    page = text(send(administrator, "wards", NEWER))
    assert "Bradford editor: Bradford" in page
    assert "Second administrator: administrator" in page
    assert "Leeds editor" not in page
    assert not Notice.objects.exists()
    decide(administrator, waiting())
    told = {notice.user: notice for notice in Notice.objects.filter(kind="data_loaded")}
    assert set(told) == {wards.bradford_editor, wards.region_editor, wards.luton_editor, other}
    assert told[wards.bradford_editor].subject == "New official data: Wards: 2026"
    assert told[wards.bradford_editor].text == "It has new data for Bradford."
    assert told[wards.bradford_editor].url == "/places/bradford/"
    assert told[other].url == "/about/data/"
    assert not any(notice.by_mail for notice in told.values())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (head_and("Tong,,E08000099"), "Line 2, council_code: no place has the code E08000099"),
        (head_and(",,E08000032"), "Line 2, name: enter a name"),
        (head_and("Tong,ward 7,E08000032"), "Line 2, code: ward 7 is not an official code"),
        (b"name,code\nTong,E05001365\n", "Line 1: the column council_code is missing"),
        (b"name,council_code,share\nTong,E08000032,1.2\n", "Line 2, share: share is 1.2"),
        (head_and(), "there are no rows"),
        (head_and("Tong,,E08000032", "Tong,,E08000032"), "Tong in E08000032 is in the list twice"),
        (b"name\xff", "The file is not UTF-8"),
        (b"PK\x03\x04 no workbook", "damaged"),
    ],
)
def test_a_bad_file_is_refused_whole_with_row_column_and_reason(
    administrator: Client, content: bytes, said: str
) -> None:
    page = send(administrator, "wards", content)
    assert page.status_code == 200
    assert "Nothing was loaded" in text(page)
    assert said in text(page)
    assert "Contains OS data" in page.content.decode()
    assert not DataLoad.objects.exists()
    assert LocalityRelease.objects.count() == 1


def test_of_many_bad_rows_the_first_are_named_and_the_rest_counted(administrator: Client) -> None:
    page = text(send(administrator, "wards", head_and(*(f"Ward {n},,E09" for n in range(70)))))
    assert "70 problems in the file. Nothing was loaded" in page
    assert page.count("no place has the code E09") == 20
    assert "and 50 more." in page


def test_a_spreadsheet_is_read_with_heads_as_people_write_them_and_cells_are_named(
    administrator: Client,
) -> None:
    book, file = Workbook(), io.BytesIO()
    sheet: Any = book.active
    sheet.title = "Wards"
    sheet.append(["Name", "Code", "Council code"])
    sheet.append(["Tong Moor", "E05016262", "E08000032"])
    book.create_sheet("Notes").append(["Published in May"])
    book.save(file)
    assert "Nothing is loaded yet" in text(send(administrator, "wards", file.getvalue(), "w.xlsx"))
    sheet["C2"] = "E08000099"
    book.save(file := io.BytesIO())
    page = text(send(administrator, "wards", file.getvalue(), "w.xlsx"))
    assert "Wards, cell C2: no place has the code E08000099" in page


def test_a_release_twice_is_refused(administrator: Client) -> None:
    boxes = {"as_of_day": "1", "as_of_month": "5", "as_of_year": "2025"}
    page = text(send(administrator, "wards", NEWER, name="May 2025", **boxes))
    assert "the release 2025 is of 1 May 2025 too" in page
    assert not DataLoad.objects.exists()


def test_the_preview_says_that_the_day_of_a_release_is_corrected(administrator: Client) -> None:
    boxes = {"as_of_day": "2", "as_of_month": "5", "as_of_year": "2025"}
    page = text(send(administrator, "wards", NEWER, name="2025", **boxes))
    assert "The day of the release “2025” changes from 1 May 2025 to 2 May 2025" in page
    assert LocalityRelease.objects.get(name="2025").as_of == dt.date(2025, 5, 1)


def test_a_list_of_a_day_after_today_is_refused(administrator: Client) -> None:
    page = send(administrator, "wards", NEWER, as_of_year="2199")
    assert "The day must be today or in the past" in text(page)
    assert not DataLoad.objects.exists()


@pytest.mark.parametrize("name", ["name", "as_of_day", "title", "licence", "attribution"])
def test_what_the_publisher_says_of_it_is_asked_and_the_rest_kept(
    administrator: Client, name: str
) -> None:
    page = send(administrator, "wards", NEWER, **{name: ""})
    assert page.context["form"].errors
    kept = "Office for National Statistics" if name != "publisher" else "Wards of 2026"
    assert kept in page.content.decode()
    assert not DataLoad.objects.exists()


def test_the_same_file_again_changes_nothing(administrator: Client) -> None:
    send(administrator, "wards", NEWER)
    decide(administrator, waiting())
    assert "This file changes nothing" in text(send(administrator, "wards", NEWER))
    assert DataLoad.objects.count() == 1


def test_a_release_that_is_there_is_corrected(administrator: Client) -> None:
    send(administrator, "wards", NEWER)
    decide(administrator, waiting())
    corrected = NEWER.replace(b"Tong Moor", b"Tong Park")
    assert "the same release: it is corrected" in text(send(administrator, "wards", corrected))
    decide(administrator, waiting())
    assert found() == {"Manningham", "Tong Park", "Roundhay"}
    assert LocalityRelease.objects.count() == 2


def test_a_release_corrected_in_its_people_alone_is_looked_at_and_ranked_anew(
    administrator: Client,
) -> None:
    head, *lines = NEWER.decode().splitlines()
    for people in ("10,20,30", "40,20,30"):
        rows = [f"{line},{many}" for line, many in zip(lines, people.split(","), strict=True)]
        page = send(administrator, "wards", "\n".join([f"{head},people", *rows]).encode())
        decide(administrator, waiting())
    said = text(page)
    assert "the same release: it is corrected" in said
    assert "3 0 1 0 The largest changes" in said
    first = Locality.objects.current().order_by("rank").first()
    assert first is not None
    assert first.name == "Manningham"


def test_a_second_press_and_a_second_administrator_are_told_that_it_is_loaded(
    wards: Cast, administrator: Client
) -> None:
    other = signed_in(builders.user("Second administrator", ("administrator", None)))
    send(administrator, "wards", NEWER)
    load = waiting()
    decide(administrator, load)
    told = Notice.objects.count()
    for client in (administrator, other):
        page = text(decide(client, load))
        assert f"It was loaded already, once, by {wards.administrator}" in page
        assert "It was loaded already" in text(decide(client, load, "drop"))
    assert DataLoad.objects.loaded().get() == load
    assert Notice.objects.count() == told


def test_a_preview_grown_stale_is_made_anew_and_loads_nothing(administrator: Client) -> None:
    send(administrator, "wards", NEWER)
    first = waiting()
    second = NEWER.replace(b"Tong Moor", b"Tong Park")
    send(administrator, "wards", second)
    decide(administrator, DataLoad.objects.waiting().exclude(pk=first.pk).get())
    old = {"step": "load", "seen": shown_key(administrator, first.get_absolute_url())}
    page = text(decide(administrator, first))
    assert "The record has changed since you looked at it, so nothing was loaded." in page
    assert "the same release: it is corrected" in page
    assert found() == {"Manningham", "Tong Park", "Roundhay"}
    for unread in (old, {"step": "load"}):  # pressed twice, or on the page as it was
        page = text(administrator.post(first.get_absolute_url(), unread, follow=True))
        assert "The record has changed since you looked at it, so nothing was loaded." in page
    assert found() == {"Manningham", "Tong Park", "Roundhay"}
    assert "Your file is loaded." in text(decide(administrator, first))
    assert found() == {"Manningham", "Tong Moor", "Roundhay"}


def test_a_file_that_fits_no_more_is_refused_with_its_row(administrator: Client) -> None:
    send(administrator, "wards", NEWER)
    PlaceCode.objects.filter(code="E08000035").delete()
    page = text(decide(administrator, waiting()))
    assert "Line 4, council_code: no place has the code E08000035" in page
    assert "Nothing was loaded" in page
    assert LocalityRelease.objects.count() == 1


def test_a_file_is_dropped_or_forgotten_and_nothing_of_it_stays(administrator: Client) -> None:
    send(administrator, "wards", NEWER)
    load = waiting()
    assert "File discarded" in text(decide(administrator, load, "drop"))
    assert not DataLoad.objects.exists()
    assert administrator.post(load.get_absolute_url(), {"step": "load"}).status_code == 404

    send(administrator, "wards", NEWER)
    assert forget_unloaded() == 0
    DataLoad.objects.update(sent_at=timezone.now() - dt.timedelta(days=3))
    assert forget_unloaded() == 1
    assert found() == {"Manningham", "Tong", "Roundhay", "Stopsley"}


def test_an_older_release_is_kept_and_the_newer_stays_what_people_search(
    administrator: Client,
) -> None:
    page = text(send(administrator, "wards", NEWER, name="2024", as_of_year="2024"))
    assert "It is older than 2025, which stays the one that people search." in page
    decide(administrator, waiting())
    assert "Tong" in found()
    assert LocalityRelease.objects.count() == 2


def test_the_page_about_the_data_says_when_and_to_those_signed_in_by_whom(
    wards: Cast, administrator: Client
) -> None:
    send(administrator, "wards", NEWER)
    assert "by an administrator" not in text(Client().get("/about/data/"))
    decide(administrator, waiting())
    said = text(Client().get("/about/data/"))
    assert "Wards Office for National Statistics 2026, as at 1 May 2026" in said
    assert "Also kept: 2025, as at 1 May 2025" in said
    assert ", by an administrator" in said
    assert str(wards.administrator) not in said
    assert ABOUT["attribution"] in said
    assert "Load a newer release" not in said
    said = text(signed_in(wards.bradford_officer).get("/about/data/"))
    assert f", by {wards.administrator}" in said
    assert "Load a newer release" in text(administrator.get("/about/data/"))


def test_the_command_records_what_it_loads(wards: Cast, tmp_path: Any) -> None:
    path = tmp_path / "wards-2026.csv"
    path.write_bytes(NEWER)
    asked: dict[str, Any] = {"list": "wards", "file": path, "stdout": io.StringIO()}
    asked |= {"release": "2026", "as_of": dt.date(2026, 5, 7)}
    call_command("load_england", dry_run=True, **asked)
    assert not DataLoad.objects.exists()
    for _ in range(2):
        call_command("load_england", **asked)
    row = DataLoad.objects.get()
    assert (row.file_name, row.rows, row.new, row.loaded_by) == ("wards-2026.csv", 3, 3, None)
    assert "from a file" in text(Client().get("/about/data/"))
    again = text(decide(signed_in(wards.administrator), row))
    assert "It was loaded already. Nothing was loaded again." in again


def test_what_is_no_list_is_not_there(administrator: Client) -> None:
    assert administrator.get("/about/data/load/planets/").status_code == 404
    assert administrator.get("/about/data/loads/999999/").status_code == 404
    file = SimpleUploadedFile("w.csv", NEWER)
    address = reverse("data_load_add", args=["planets"])
    assert administrator.post(address, {"file": file}).status_code == 404


def test_a_file_is_kept_until_it_is_loaded_and_no_longer(wards: Cast) -> None:
    said = {"what": "wards", "release": "2026", "rows": 1}
    for wrong in ({"contents": None}, {"contents": {}, "loaded_at": timezone.now()}):
        with (
            pytest.raises(IntegrityError, match="data_load_contents_until_loaded"),
            transaction.atomic(),
        ):
            DataLoad.objects.create(**said, **wrong)
