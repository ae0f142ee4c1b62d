"""The log of changes in the export of a programme: what its history pages tell, and no more."""

from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dashboards.programme_export import changes
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


def taken(who: Any, people: Cast) -> tuple[list[dict[str, str]], str]:
    """The rows of the log, and all words of the zip."""
    client = Client()
    client.force_login(who)
    response = client.get(reverse("programme_export_file", args=[people.pfpp.slug]))
    with ZipFile(io.BytesIO(b"".join(response))) as parts:
        files = {name: parts.read(name).decode("utf-8-sig") for name in parts.namelist()}
    return list(csv.DictReader(io.StringIO(files["changes.csv"]))), str(files)


def made(people: Cast, name: str, level: str) -> Pilot:
    with transaction.atomic():
        return builders.pilot(people.bradford, name, programme=people.pfpp, visibility=level)


def change(pilot: Pilot, **fields: str) -> None:
    with transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(**fields)


def test_before_and_after_are_told_with_the_level_of_that_time(people: Cast) -> None:
    pilot = made(people, "Warm homes", "network")
    change(pilot, status="stopped")
    change(pilot, visibility="public")
    found, _ = taken(people.evaluator, people)
    said = [(row["what"], row["before"], row["after"], row["level"]) for row in found]
    assert said[:2] == [
        ("Who can see it", "everyone signed in", "everyone", "everyone"),
        ("Status", "live", "stopped", "everyone signed in"),
    ]
    assert found[-1]["kind"] in ("recorded", "added")


def test_what_happened_while_a_pilot_was_hidden_is_not_in_the_log(people: Cast) -> None:
    pilot = made(people, "Zebra crossing", "team")
    change(pilot, name="Open hub", visibility="public")
    change(pilot, status="closed")
    found, whole = taken(people.outsider, people)
    assert [row["kind"] for row in found] == ["changed", "became visible to you"]
    assert "Zebra" not in whole
    assert "Zebra" in taken(people.bradford_editor, people)[1]


def test_a_long_history_is_read_in_pages_and_told_whole(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot = made(people, "Warm homes", "public")
    for number in range(7):
        change(pilot, name=f"Warm homes {number}")
    monkeypatch.setattr(changes, "AT_ONCE", 3)
    found, _ = taken(people.outsider, people)
    names = [row["after"] for row in found if row["what"] == "Name"]
    assert names == [f"Warm homes {number}" for number in reversed(range(7))]
