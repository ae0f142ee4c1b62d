"""The public record as one file: what everybody reads, each night; kept, and taken away."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from contextlib import closing
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from open_data.lists import open_lists
from open_data.models import PublicRecord
from open_data.record.actions import KEPT, LOCK, keep_public_record
from open_data.record.models import store
from records.models import SwitchedOff
from tests import builders
from tests.access.open_world import open_world
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def made(day: dt.date = TODAY) -> tuple[PublicRecord, ZipFile]:
    """That of a day, and its file as it is stored."""
    kept = keep_public_record(day)
    assert kept is not None
    with store().open(kept.file) as file:
        content = file.read()
    assert (kept.size, kept.digest) == (len(content), hashlib.sha256(content).hexdigest())
    return kept, ZipFile(io.BytesIO(content))


def lines(book: ZipFile, name: str) -> list[list[str]]:
    text = book.read(f"{name}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_each_list_is_in_it_as_everybody_downloads_it() -> None:
    open_world("resident")
    kept, book = made()
    lists = open_lists()
    beside = [f"{one.name}.csv{end}" for one in lists for end in ("", "-metadata.json")]
    assert sorted(book.namelist()) == sorted([*beside, "README.txt"])
    for one in lists:
        rows = lines(book, one.name)
        response: Any = Client().get(one.csv)
        own = b"".join(response).decode("utf-8-sig")
        assert rows == list(csv.reader(io.StringIO(own, newline=""))), one.name
        assert kept.rows[one.name] == len(rows) - 1
        told = json.loads(book.read(f"{one.name}.csv-metadata.json"))
        assert told["url"] == f"{one.name}.csv"
        assert [column["name"] for column in told["tableSchema"]["columns"]] == rows[0]
    assert sum(1 for one in lists if kept.rows[one.name]) > 20
    said = book.read("README.txt").decode()
    assert "on 20 November 2026" in said
    assert "Open Government Licence v3.0: https://" in said
    assert "Contains OS data" in said
    assert f"pilots.csv: {kept.rows['pilots']} row" in said


def test_nothing_is_in_it_that_not_everybody_reads_nor_what_is_made_up(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Open")
    for level in ("network", "place", "team"):
        builders.pilot(cast.bradford, f"At {level}", visibility=level)
    made_up = builders.pilot(builders.place("Exampleshire", is_example=True), "Made up")
    builders.indicator(made_up, "Made-up figure", target_low=5)
    builders.organisation("Made-up body", is_example=True)
    kept, book = made()
    assert kept.rows["pilots"] == 1
    everything = b"".join(book.read(name) for name in book.namelist()).decode("utf-8-sig")
    assert "Open" in everything
    for hidden in ("At network", "At place", "At team", "/made-up", "Made-up figure"):
        assert hidden not in everything, hidden


def test_a_day_has_one_and_the_latest_are_kept(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    first, _ = made()
    assert keep_public_record(TODAY) is None
    with django_capture_on_commit_callbacks(execute=True):
        for day in range(1, KEPT):
            keep_public_record(TODAY + day * DAY)
        assert PublicRecord.objects.count() == KEPT
        keep_public_record(TODAY + KEPT * DAY)
    kept = list(PublicRecord.objects.all())
    assert [one.day for one in kept] == [TODAY + day * DAY for day in range(KEPT, 0, -1)]
    assert not store().exists(first.file)
    assert all(store().exists(one.file) for one in kept)


def test_an_administrator_takes_them_away_and_the_next_has_the_words_of_now(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    pilot = builders.pilot(cast.bradford, "Names somebody", visibility="public")
    first, book = made()
    assert b"Names somebody" in book.read("pilots.csv")
    pilot.name = "Names nobody"
    pilot.save()
    client = Client()
    client.force_login(cast.outsider)
    assert b"Delete all the files" not in client.get(reverse("data")).content
    client.force_login(cast.administrator)
    assert b"Delete all the files" in client.get(reverse("data")).content
    with django_capture_on_commit_callbacks(execute=True):
        said = client.post(reverse("public_record_delete"), follow=True)
    assert "The next hourly run makes a new one" in said.content.decode()
    assert not store().exists(first.file)
    assert client.get(first.get_absolute_url()).status_code == 404
    _, book = made()
    assert b"Names somebody" not in book.read("pilots.csv")


def test_nobody_makes_it_while_somebody_else_does(cast: Cast) -> None:
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [LOCK])
        assert keep_public_record(TODAY) is None
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [LOCK])
    assert keep_public_record(TODAY) is not None


def test_a_part_that_is_switched_off_is_not_in_it(cast: Cast) -> None:
    SwitchedOff.objects.create(part="recognition", off_by=cast.administrator)
    _, book = made()
    assert "recognitions.csv" not in book.namelist()
    assert "pilots.csv" in book.namelist()


def test_the_hourly_job_makes_it_once_a_day(cast: Cast) -> None:
    call_command("run_due")
    call_command("run_due")
    [kept] = PublicRecord.objects.all()
    assert kept.day == timezone.localdate()


def test_it_is_taken_away_by_its_day_and_the_latest_by_an_address_that_stays(cast: Cast) -> None:
    assert Client().get("/data/everything.zip").status_code == 404
    made(TODAY - DAY)
    kept, _ = made()
    leads = Client().get("/data/everything.zip")
    assert (leads.status_code, leads["Location"]) == (302, kept.get_absolute_url())
    response: Any = Client().get(kept.get_absolute_url())
    content = b"".join(response)
    assert hashlib.sha256(content).hexdigest() == kept.digest
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="placebook-2026-11-20.zip"'
    has = {"If-None-Match": response["ETag"]}
    assert Client().get(kept.get_absolute_url(), headers=has).status_code == 304


def test_what_is_not_there_is_not_found(cast: Cast) -> None:
    kept, _ = made()
    store().delete(kept.file)
    for day in ("2026-11-20", "2026-11-19", "2026-13-01", "today", "20261120"):
        address = reverse("public_record", args=[day])
        assert Client().get(address).status_code == 404, day


def test_after_a_backup_was_put_back_which_has_no_such_file_it_is_made_again(cast: Cast) -> None:
    kept_before, kept = made(TODAY - DAY)[0], made()[0]
    for lost in (kept_before, kept):
        store().delete(lost.file)
    again, _ = made()
    assert list(PublicRecord.objects.all()) == [again]
    assert keep_public_record(TODAY) is None


def test_rows_are_read_by_key_and_never_by_offset(cast: Cast) -> None:
    with connection.execute_wrapper(_no_offset):
        made()


def _no_offset(execute: Any, sql: str, *rest: Any) -> Any:
    assert "OFFSET" not in sql or "open_data_publicrecord" in sql
    return execute(sql, *rest)
