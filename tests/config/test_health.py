"""What a monitor is told."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from config import health
from config.version import VERSION
from tests import database


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_up_to_date", [])


def test_a_live_process_answers_without_a_database(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive", "version": VERSION})


@pytest.mark.django_db
def test_ready_when_the_database_has_every_migration(client: Client) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "version": VERSION})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "migrations missing", "missing": 1}


def test_not_ready_without_a_database(
    client: Client, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), database.using("placebook_no_such_database"):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})


@pytest.mark.django_db
def test_a_read_node_is_ready_though_nothing_can_be_written(
    client: Client, settings: LazySettings
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "read only"})
    settings.READ_NODE = True
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
