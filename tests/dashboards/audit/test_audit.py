"""Administrators see every change, and of records that are not theirs to see no word."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from dashboards.audit import at_place, filters
from pilots.models import Pilot
from records import history
from records.models import HistoryEntry
from search.words import bring_to
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
PAGE = "/changes/"


def as_made_by(user: Any) -> Any:
    """What is written within is written by them."""
    return history.context(user=user.pk)


def rows_of(cast: Cast, **asked: Any) -> list[dict[str, str]]:
    """The list as a file, with the names of its columns."""
    answer = signed_in(cast.administrator).get(PAGE, {**asked, "format": "csv"})
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    """One that everybody sees, added and changed by an editor."""
    with as_made_by(cast.bradford_editor):
        made = builders.pilot(cast.bradford, "Warm homes")
        made.name = "Warmer homes"
        made.save()
    return made


@pytest.fixture
def hidden(cast: Cast) -> Any:
    """A barrier that its author alone sees."""
    with as_made_by(cast.bradford_officer):
        return builders.barrier(
            cast.bradford, "Nobody may know", visibility="team", created_by=cast.bradford_officer
        )


def test_it_is_the_administrators(cast: Cast) -> None:
    for name, user in cast.signed_in().items():
        status = signed_in(user).get(PAGE).status_code
        assert (status == 200) == (name == "administrator"), name


def test_who_did_what_to_what_is_told_with_the_way_there(cast: Cast, pilot: Pilot) -> None:
    bring_to(timezone.localdate())  # it knows the addresses
    answer = signed_in(cast.administrator).get(PAGE)
    said = text_of(answer)
    assert str(cast.bradford_editor) in said
    assert f'<a href="{pilot.get_absolute_url()}">Warmer homes</a>' in answer.content.decode()
    of_pilot = rows_of(cast, kind="pilots.pilot", did="update")
    (changed,) = [row for row in of_pilot if row["columns"].startswith("Name")]
    assert changed["record"] == "Warmer homes"
    assert changed["who"] == str(cast.bradford_editor)


def test_what_is_hidden_from_administrators_is_not_named(cast: Cast, hidden: Any) -> None:
    said = text_of(signed_in(cast.administrator).get(PAGE, {"kind": "barriers.barrier"}))
    assert "Hidden from you, or deleted" in said
    assert "Nobody may know" not in said
    rows = rows_of(cast, kind="barriers.barrier")
    assert {(row["record"], row["columns"]) for row in rows} == {("", "")}
    assert str(cast.bradford_officer) in {row["who"] for row in rows}


def test_a_place_has_its_own_changes_those_of_its_records_and_of_their_parts(
    cast: Cast, pilot: Pilot, hidden: Any
) -> None:
    other = builders.pilot(cast.luton, "Elsewhere")
    builders.indicator(pilot, "Homes improved")
    learned.lesson(pilot, visibility="team", created_by=cast.bradford_officer)
    cast.bradford.description = "A city"
    cast.bradford.save()
    bring_to(timezone.localdate())
    found = rows_of(cast, place="bradford")
    assert {"Warmer homes", "Bradford"} <= {row["record"] for row in found}
    assert str(other) not in {row["record"] for row in found}
    assert {row["kind"] for row in found} >= {"Pilot", "Place"}
    assert "" not in {row["record"] for row in found}
    assert ("Homes improved", "Warmer homes") in {(row["record"], row["part_of"]) for row in found}
    assert not [row for row in found if row["kind"] == "Barrier"]


def test_each_filter_narrows(cast: Cast, pilot: Pilot) -> None:
    every = rows_of(cast)
    by = rows_of(cast, who=cast.bradford_editor.email)
    assert 0 < len(by) < len(every)
    assert {row["who"] for row in by} == {str(cast.bradford_editor)}
    assert {row["did"] for row in rows_of(cast, did="update")} == {"changed"}
    assert rows_of(cast, who="nobody is called so") == []


def put_back(entries: Any, days: int) -> None:
    """Have them written so many days earlier, which nobody else can."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_historyentry DISABLE TRIGGER USER")
    entries.update(at=timezone.now() - dt.timedelta(days=days))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_historyentry ENABLE TRIGGER USER")


def test_without_days_it_has_the_last_thirty(cast: Cast, pilot: Pilot) -> None:
    put_back(HistoryEntry.objects.all(), 45)
    assert rows_of(cast) == []
    today = timezone.localdate()
    first = str(today - dt.timedelta(days=50))
    assert rows_of(cast, first=first)
    assert rows_of(cast, last=str(today - dt.timedelta(days=40)))
    assert rows_of(cast, first=first, last=str(today - dt.timedelta(days=46))) == []
    page = signed_in(cast.administrator)
    said = text_of(page.get(PAGE, {"first": "2020-01-01", "last": "2026-01-01"}))
    assert "Choose days that are at most a year apart" in said
    said = text_of(page.get(PAGE, {"first": "2026-02-01", "last": "2026-01-01"}))
    assert "Choose a last day that is not before the first" in said


def test_many_changes_take_no_more_queries(
    cast: Cast, pilot: Pilot, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.administrator)
    client.get(PAGE)
    for n in range(20):
        builders.pilot(cast.bradford, f"Pilot {n}")
    with django_assert_max_num_queries(15):
        client.get(PAGE, {"kind": "pilots.pilot"})
    with django_assert_max_num_queries(15):
        list(client.get(PAGE, {"kind": "pilots.pilot", "format": "csv"}).streaming_content)


def test_it_is_read_by_time(cast: Cast, pilot: Pilot) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM records_historyentry WHERE at >= now() - interval '30 days' "
            "ORDER BY at DESC, id DESC LIMIT 26"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "change_by_time" in plan
    assert "Sort" not in plan


def refused(cast: Cast, why: str, **asked: str) -> None:
    """On the page, and as a file that would look whole."""
    client = signed_in(cast.administrator)
    assert why in text_of(client.get(PAGE, asked))
    assert why in text_of(client.get(PAGE, {**asked, "format": "csv"}))


def test_too_many_people_of_a_name_are_no_shorter_list(
    cast: Cast, pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "MOST_PEOPLE", 1)
    refused(cast, "type more of it", who="bradford")
    assert rows_of(cast, who=cast.bradford_editor.email)


def test_a_place_to_which_too_much_belongs_is_no_shorter_list(
    cast: Cast, pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_place, "MOST", 0)
    bring_to(timezone.localdate())
    refused(cast, "Too much belongs to this place", place="bradford")
