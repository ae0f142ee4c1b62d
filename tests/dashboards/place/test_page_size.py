"""The size of a place's page: how many links, however much there is."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from pilots.models import PilotPartner
from records.models import Note
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def links(client: Client) -> list[str]:
    """Every link of the page, without those of a phone’s header and to its main part."""
    found = re.findall(
        r'<a\b[^>]*href="([^"]+)"[^>]*>', client.get("/places/bradford/").content.decode()
    )
    return [url for url in found if url not in ("#main", "/search/")]


@pytest.mark.parametrize("who", [None, "bradford_editor", "outsider"])
def test_however_much_there_is_the_page_has_forty_links_and_leads_nowhere_twice(
    client: Client, cast: Cast, who: str | None
) -> None:
    for number in range(6):
        due = {"rhythm": 3, "update_due": dt.date(2026, 11, 14)}
        pilot = builders.pilot(cast.bradford, f"Pilot {number}", **due)
        builders.update(pilot, state="questioned", question="Is it 140 homes?")
        builders.barrier(cast.bradford, status="needs_owner", pilot=pilot)
        builders.flow(cast.bradford, number, end=dt.date(2027, 3, number + 1))
        builders.post(f"Role {number}", cast.council, cast.bradford, visibility="public")
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
        Note.objects.create(subject=pilot, kind="gap", text=f"How many came {number}")
    if who:
        client.force_login(getattr(cast, who))
    found = links(client)
    assert len(found) <= 40
    framed = {"/", "/places/", "/search/"}  # the mark, my work, and the trail
    assert sorted(url for url in {*found} - framed if found.count(url) > 1) == []
    assert "/places/bradford/about/" in found
    assert len(text_of(client.get("/places/bradford/")).split()) <= 500
