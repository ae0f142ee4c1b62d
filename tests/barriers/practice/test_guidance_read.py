"""Which body has read which edition of guidance: noted by who works there, read by who signs in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from barriers.models import GuidanceRead
from tests import builders, practised
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=True):
        yield


def test_who_works_there_notes_that_the_body_read_an_edition(cast: Cast) -> None:
    guidance = practised.guidance("Green Book")
    client, page = signed_in(cast.bradford_officer), guidance.get_absolute_url()
    address = f"{page}read/add/"
    assert "Visible to: everyone signed in" in text_of(client.get(address))
    said = {"organisation": cast.council.name, "edition": "February 2026"}
    answer = client.post(address, filled(client, address, **said))
    assert answer.status_code == 302, answer.context["form"].errors
    assert GuidanceRead.objects.get().on == dt.date(2026, 11, 20)
    assert f"{cast.council} February 2026, on 20 November 2026" in text_of(client.get(page))
    again = client.post(address, filled(client, address, **said, send_it_again="1"))
    assert "already recorded" in text_of(again)
    later = filled(client, address, organisation=cast.council.name, on_year="2027")
    assert "in the future" in text_of(client.post(address, later))
    assert GuidanceRead.objects.count() == 1


def test_the_public_and_who_reads_only_are_not_led_there(cast: Cast) -> None:
    guidance = practised.guidance("Green Book")
    made = GuidanceRead.objects.create(
        guidance=guidance, organisation=builders.organisation("A quiet body"), on=builders.TODAY
    )
    page = guidance.get_absolute_url()
    assert "A quiet body" not in text_of(Client().get(page))
    reader = signed_in(cast.outsider)
    assert "A quiet body Edition not known" in text_of(reader.get(page))
    assert "Say who has read it" not in text_of(reader.get(page))
    assert reader.get(f"{page}read/{made.pk}/edit/").status_code == 403
    assert reader.get(f"{page}read/add/").status_code == 403
