"""What the database writes down of each change, whoever makes it and by whatever way."""

from __future__ import annotations

from urllib.parse import urlsplit

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client

from partnerships.models import PlaceName
from people.models import Subscription
from people.subscription import actions
from pilots.models import Pilot, PilotPlace
from records import history
from records.history import DERIVED, kept_fields, owners, tracked_models
from records.models import HistoryEntry, key_of
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def written(pilot: Pilot) -> list[HistoryEntry]:
    return list(HistoryEntry.objects.of(pilot))


def run(sql: str, params: object = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_row_is_kept_before_and_after_and_a_part_names_its_owners(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, name="Warm homes")
    Pilot.objects.filter(pk=pilot.pk).update(name="Warmer homes")
    made, *_, changed = written(pilot)
    assert (made.kind, made.before, made.row["name"]) == ("insert", None, "Warm homes")
    assert changed.before is not None
    assert changed.before["name"] == "Warm homes"
    assert changed.row["name"] == "Warmer homes"
    assert changed.row["version"] == changed.before["version"] + 1
    link = HistoryEntry.objects.of_parts(pilot, PilotPlace).get()
    assert key_of(Pilot, pilot.pk) in link.owners
    assert link.row["place_id"] == cast.bradford.pk
    name = PlaceName.objects.create(place=cast.bradford, name="Bradforda", kind="other")
    pk = name.pk
    name.delete()
    gone = HistoryEntry.objects.of_kind(PlaceName, [pk]).latest("id")
    assert (gone.kind, gone.after, gone.row["name"]) == ("delete", None, "Bradforda")


def test_a_change_of_nothing_that_is_kept_is_not_written(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    before = len(written(pilot))
    Pilot.objects.filter(pk=pilot.pk).update(name=pilot.name)
    run("UPDATE pilots_pilot SET reach_ids = '{}' WHERE id = %s", [pilot.pk])
    assert len(written(pilot)) == before


@pytest.mark.parametrize(
    ("sql", "params"),
    [
        ("UPDATE pilots_pilot SET summary = 'by 50%%' WHERE id = %s", "list"),
        ("UPDATE pilots_pilot SET summary = 'by 50%%' WHERE id = %(id)s", "dict"),
        ("UPDATE pilots_pilot SET summary = 'by 50%' WHERE id = {id}", "none"),
        (
            "WITH one AS (SELECT 1) UPDATE pilots_pilot SET summary = 'by 50%%' WHERE id = %s",
            "list",
        ),
        ("/* note */ UPDATE pilots_pilot SET summary = 'by 50%%' WHERE id = %s", "list"),
        ("\r\n  update pilots_pilot SET summary = 'by 50%%' WHERE id = %s", "list"),
    ],
)
def test_raw_sql_carries_who_and_where(cast: Cast, sql: str, params: str) -> None:
    pilot = builders.pilot(cast.bradford)
    told = {"list": [pilot.pk], "dict": {"id": pilot.pk}, "none": None}[params]
    with history.context(user=cast.bradford_officer.pk, url="/here/"):
        run(sql.replace("{id}", str(pilot.pk)), told)
    last = written(pilot)[-1]
    assert last.row["summary"] == "by 50%"
    assert last.context == {"user": cast.bradford_officer.pk, "url": "/here/"}


def test_many_at_once_carry_it_too_and_what_is_returned_comes_back(cast: Cast) -> None:
    one, other = builders.pilot(cast.bradford), builders.pilot(cast.luton)
    with history.context(said="in bulk"), connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE pilots_pilot SET summary = %s WHERE id = %s",
            [("First", one.pk), ("Second", other.pk)],
        )
        cursor.execute("UPDATE pilots_pilot SET name = 'A' WHERE id = %s RETURNING id", [one.pk])
        assert cursor.fetchall() == [(one.pk,)]
        assert cursor.rowcount == 1
    assert [written(each)[-1].context for each in (one, other)] == [{"said": "in bulk"}] * 2


def test_a_context_within_another_adds_to_it_and_takes_nothing_away(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    with history.context(user=7, said="outer"):
        with history.context(said="inner"):
            Pilot.objects.filter(pk=pilot.pk).update(name="A")
        Pilot.objects.filter(pk=pilot.pk).update(name="B")
    inner, outer = (one.context for one in written(pilot)[-2:])
    assert inner == {"user": 7, "said": "inner"}
    assert outer == {"user": 7, "said": "outer"}


@pytest.mark.parametrize(
    "act", ["UPDATE records_historyentry SET kind = 'delete'", "DELETE FROM records_historyentry"]
)
def test_what_was_written_is_neither_changed_nor_deleted(cast: Cast, act: str) -> None:
    builders.pilot(cast.bradford)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        run(act)


def test_each_tracked_table_has_the_trigger_and_no_other() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE 'pgtrigger_keep_history_%'"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {model._meta.db_table for model in tracked_models()}


def test_what_follows_from_other_rows_and_what_is_private_is_not_kept() -> None:
    for model in tracked_models():
        assert not {field.name for field in kept_fields(model)} & DERIVED, model
    user = apps.get_model("accounts", "User")
    assert not {field.name for field in kept_fields(user)} & {"password", "last_login"}


def test_a_row_of_two_records_of_one_kind_is_told_by_the_first() -> None:
    link = apps.get_model("barriers", "BarrierLink")
    assert owners(link) == {apps.get_model("barriers", "Barrier"): link._meta.get_field("barrier")}


def test_an_address_that_lets_in_whoever_has_it_is_kept_as_its_kind(cast: Cast) -> None:
    follows = Subscription.objects.create(place=cast.bradford, email="resident@example.test")
    address = urlsplit(actions.leave_url(follows)).path
    assert Client().post(address).status_code < 400
    gone = HistoryEntry.objects.of_kind(Subscription).latest("id")
    assert gone.context["url"] == "/follow/leave/<str:token>/"


def test_no_trigger_learns_by_an_error_that_none_is_left_out(cast: Cast) -> None:
    """Each row would begin and undo a transaction of its own for it, ever more slowly."""

    def left_out() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('pgtrigger.ignore')")
            return str(cursor.fetchone()[0])

    assert left_out() == "{}"
    pilot = builders.pilot(cast.bradford)
    before = len(written(pilot))
    with transaction.atomic(), pgtrigger.ignore("pilots.Pilot:keep_history"):
        Pilot.objects.filter(pk=pilot.pk).update(name="Not told")
    assert len(written(pilot)) == before
    assert left_out() == "{}"
    Pilot.objects.filter(pk=pilot.pk).update(name="Told")
    assert len(written(pilot)) == before + 1
