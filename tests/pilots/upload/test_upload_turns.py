"""A file that is sent while others are read: told so, nothing typed is lost, nothing sent twice."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot, Update
from records import drafts
from records.files.process import AT_ONCE, MINE, OTHERS
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.records.files.elsewhere import reading_elsewhere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SAID = {"confidence": "on_track", "happened": "Sent from the site office."}


@pytest.fixture
def officer(people: Cast) -> Client:
    return signed_in(people.bradford_officer)


def token_of(page: Any) -> str:
    return page.content.decode().partition(f'name="{drafts.TOKEN}" value="')[2].partition('"')[0]


def send(client: Client, pilot: Pilot, token: str) -> Any:
    rows = b"Number,Actual,Date of the figure,Same as the plan\n1,90,2026-09-30,yes\n"
    sent = {"file": SimpleUploadedFile("a.csv", rows), drafts.TOKEN: token, **SAID}
    return client.post(reverse("pilot_upload", args=[pilot.slug]), sent, follow=True)


def test_a_second_file_of_one_person_is_turned_away_and_what_they_typed_stays(
    people: Cast, officer: Client, warm_homes: Pilot
) -> None:
    page = officer.get(reverse("pilot_upload", args=[warm_homes.slug]))
    with reading_elsewhere(people.bradford_officer.pk):
        refused = send(officer, warm_homes, token_of(page))
    assert refused.status_code == 429
    assert MINE in text_of(refused)
    assert SAID["happened"] in text_of(refused)
    assert not Update.objects.exists()
    assert "Update sent, with 1 figure." in text_of(send(officer, warm_homes, token_of(refused)))


def test_a_file_is_turned_away_where_a_few_others_are_being_read(
    people: Cast, officer: Client, warm_homes: Pilot
) -> None:
    token = token_of(officer.get(reverse("pilot_upload", args=[warm_homes.slug])))
    with ExitStack() as others:
        for number in range(AT_ONCE):
            others.enter_context(reading_elsewhere(-number))
        refused = send(officer, warm_homes, token)
    assert refused.status_code == 429
    assert OTHERS in text_of(refused)
    assert not Update.objects.exists()


def test_a_second_press_that_was_turned_away_leads_to_what_the_first_recorded(
    people: Cast, officer: Client, warm_homes: Pilot
) -> None:
    token = token_of(officer.get(reverse("pilot_upload", args=[warm_homes.slug])))
    with reading_elsewhere(people.bradford_officer.pk):
        second = send(officer, warm_homes, token)
    send(officer, warm_homes, token)  # the first press, which is through by now
    assert "already sent" in text_of(send(officer, warm_homes, token_of(second)))
    assert Update.objects.count() == 1
