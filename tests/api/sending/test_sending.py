"""What a program sends: a figure that waits, a file that goes no further than its preview; once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from imports.models import RecordImport
from pilots.models import Actual, Pilot
from tests.api.asking import ask, key_of, said
from tests.builders import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
COUNT = {
    "pilot": "warm-homes",
    "figure": 1,
    "value": "67",
    "as_of": "2026-09-30",
    "counts": "same",
}
TRACKER = b"Pilot,Status\nBikes for all,Live\n"


def send(key: str, said_: Any, once: str = "") -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if once:
        headers["Idempotency-Key"] = once
    body = said_ if isinstance(said_, str) else json.dumps(said_)
    client = Client(enforce_csrf_checks=True)
    return client.post("/api/v1/counts/", body, "application/json", headers=headers)


def send_file(key: str, once: str = "", **fields: Any) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    if once:
        headers["Idempotency-Key"] = once
    fields = {"place": "bradford", "kind": "pilots", **fields}
    fields.setdefault("file", SimpleUploadedFile("tracker.csv", TRACKER))
    return Client().post("/api/v1/imports/", fields, headers=headers)


def counted() -> list[int]:
    rows = Actual.objects.filter(indicator__number=1).order_by("as_of")
    return [int(row.value_low or 0) for row in rows]


@pytest.fixture
def sender(people: Cast, warm_homes: Pilot) -> str:
    """A key of the officer who logs the pilot, that may send."""
    return key_of(people.bradford_officer, may_send=True)


def test_a_figure_waits_to_be_accepted_and_says_who_sent_it(people: Cast, sender: str) -> None:
    answer = send(sender, COUNT)
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "waits"
    assert answer.json()["address"].endswith("/pilots/warm-homes/indicators/1/#values")
    row = Actual.objects.get(value_low=67)
    assert (row.waits, row.created_by) == (True, people.bradford_officer)


def test_what_the_program_of_an_accepter_sends_waits_for_them_as_well(
    people: Cast, warm_homes: Pilot
) -> None:
    send(key_of(people.pfpp_lead, may_send=True), COUNT)
    send(key_of(people.bradford_editor, may_send=True), COUNT)
    assert Actual.objects.filter(value_low=67, waits=False).count() == 0


def test_sent_twice_it_is_recorded_once(sender: str) -> None:
    first, second = send(sender, COUNT, once="a"), send(sender, COUNT, once="a")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert counted() == [60, 67]
    assert "There is already a figure" in said(send(sender, COUNT, once="b"), 400)
    other = {**COUNT, "value": "68", "as_of": "2026-10-31"}
    assert "was used for something else" in said(send(sender, other, once="a"), 422)
    assert send(sender, other, once="c").status_code == 201


def test_what_was_refused_can_be_sent_again_with_the_same_key(sender: str) -> None:
    said(send(sender, {**COUNT, "value": "many"}, once="a"), 400)
    assert send(sender, COUNT, once="a").status_code == 201


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"value": "many"}, "What was sent is not right."),
        ({"value": ""}, "Enter the figure"),
        ({"as_of": "2199-01-01"}, "What was sent is not right."),
        ({"figure": 99}, "Nothing that you can read"),
        ({"figure": "x"}, "Its number within the pilot."),
        ({"pilot": "no-such-pilot"}, "Nothing that you can read"),
        ({"pilot": "\x00"}, "Each must be a text or a number."),
        ({"pilot": "\ud800"}, "Each must be a text or a number."),
        ({"colour": "red"}, "Only these can be sent"),
        ({"detail": "red"}, "Only these can be sent"),
        ({"\ud800": "red"}, "Only these can be sent"),
        ({"value": [1]}, "Each must be a text or a number."),
    ],
)
def test_what_is_not_right_is_told_and_nothing_is_recorded(
    sender: str, wrong: dict[str, Any], why: str
) -> None:
    answer = send(sender, {**COUNT, **wrong})
    assert why in said(answer, answer.status_code)
    assert answer.status_code in (400, 404)
    assert counted() == [60]


@pytest.mark.parametrize("body", ["", "[]", "{", "7", "[" * 100_000, '{"pilot": "\\ud800"}'])
def test_what_is_no_object_is_told(sender: str, body: str) -> None:
    said(send(sender, body), 400)


def test_who_may_not_log_the_pilot_sends_nothing(people: Cast, warm_homes: Pilot) -> None:
    said(send(key_of(people.outsider, may_send=True), COUNT), 403)
    said(send(key_of(people.bradford_officer), COUNT), 403)
    said(send("", COUNT), 401)
    assert counted() == [60]


def test_a_file_goes_as_far_as_its_preview(people: Cast, warm_homes: Pilot) -> None:
    key = key_of(people.bradford_editor, may_send=True)
    first, second = send_file(key, once="a"), send_file(key, once="a")
    assert (first.status_code, second.status_code) == (201, 200), first.content
    [row] = RecordImport.objects.all()
    assert row.by == people.bradford_editor
    assert row.imported_at is None
    assert first.json()["address"].endswith(row.get_absolute_url())
    assert not Pilot.objects.filter(name="Bikes for all").exists()


def test_a_file_that_is_not_right_is_told(people: Cast, warm_homes: Pilot) -> None:
    key = key_of(people.bradford_editor, may_send=True)
    assert "kind is not right" in said(send_file(key, kind="colours"), 400)
    said(send_file(key, place="nowhere"), 404)
    said(send_file(key, file=SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken")), 400)
    said(send_file(key, file=""), 400)
    said(send_file(key_of(people.outsider, may_send=True)), 403)
    assert RecordImport.objects.count() == 0


def test_a_large_file_is_taken_by_key_and_refused_without(people: Cast, warm_homes: Pilot) -> None:
    large = TRACKER + (b"x" * 2_000 + b",Live\n") * 1_500
    assert len(large) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    key = key_of(people.bradford_editor, may_send=True)
    answer = send_file(key, file=SimpleUploadedFile("large.csv", large))
    assert answer.status_code == 201, answer.content
    said(send_file("pb_none", file=SimpleUploadedFile("large.csv", large)), 401)


def test_reading_is_not_sending(sender: str) -> None:
    assert ask("counts/", sender).status_code == 405
