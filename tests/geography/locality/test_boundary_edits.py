"""A boundary that is sent twice, put right without its file, or kept by two people at once."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from geography.locality.boundary_actions import lock_boundary
from geography.locality.boundary_views import MOVED, OTHER
from geography.models import Boundary
from records.files.process import MINE
from records.form_draft import TWICE
from tests.builders import Cast
from tests.geography.locality.boundary_files import SHOWS, SQUARE, looked_at, moved, polygon, shown
from tests.geography.locality.sweep import make, with_boundary
from tests.locks import it_waits
from tests.pilots.forms import signed_in, text_of
from tests.records.files.elsewhere import reading_elsewhere

pytestmark = pytest.mark.django_db
PLACE = "/places/holme-wood/boundary/"
DAY = {"as_at_day": "1", "as_at_month": "10", "as_at_year": "2026"}


@pytest.fixture
def editor(cast: Cast) -> Client:
    """Holme Wood lies in Bradford, and has a boundary."""
    make(cast)
    return signed_in(cast.bradford_editor)


def with_file(
    typed: dict[str, Any], name: str = "area.geojson", ring: Any = SQUARE
) -> dict[str, Any]:
    content = json.dumps(polygon(ring)).encode()
    return {**typed, "file": SimpleUploadedFile(name, content)}


def opened(client: Client) -> dict[str, Any]:
    """What the form sends as it opens, with a day and a source."""
    return shown(client.get(f"{PLACE}edit/")) | {"source_title": "Map of the board", **DAY}


def test_a_double_press_saves_once_and_leads_to_what_it_saved(editor: Client, cast: Cast) -> None:
    typed = opened(editor)
    with reading_elsewhere(cast.bradford_editor.pk):
        refused = editor.post(f"{PLACE}edit/", with_file(typed))
    assert MINE in text_of(refused)
    seen = editor.post(f"{PLACE}edit/", with_file(typed))
    pressed = {**shown(seen), "show": SHOWS.findall(seen.text)[0]}
    assert "Boundary saved" in text_of(editor.post(f"{PLACE}edit/", pressed, follow=True))
    assert TWICE in text_of(editor.post(f"{PLACE}edit/", pressed, follow=True))
    assert Boundary.objects.get().version == 2


def test_a_wrong_day_is_put_right_without_the_file(editor: Client) -> None:
    before = Boundary.objects.get()
    page = text_of(editor.post(f"{PLACE}edit/", opened(editor), follow=True))
    assert "As at 1 October 2026. " in page
    assert "Map of the board" in page
    assert "The file had 4 points; what’s kept runs within 5 metres of its line." in page
    now = Boundary.objects.get()
    assert (now.shape, now.version) == (before.shape, before.version + 1)


def test_a_file_sent_beside_a_mistake_stays_with_the_form(editor: Client) -> None:
    """Else it would be missed, for nothing asks for it the second time."""
    before = Boundary.objects.get().shape
    sent = with_file(opened(editor) | {"as_at_year": "2099"})
    refused = editor.post(f"{PLACE}edit/", sent)
    assert "area.geojson" in text_of(refused)
    right = editor.post(f"{PLACE}edit/", {**shown(refused), "as_at_year": "2026"})
    looked_at(editor, f"{PLACE}edit/", right)
    assert Boundary.objects.get().shape != before


def test_a_draft_with_a_file_asks_nothing_that_only_a_read_file_can_answer(editor: Client) -> None:
    editor.post(reverse("draft_files"), with_file(opened(editor)))
    page = text_of(editor.get(f"{PLACE}edit/"))
    assert "You have a draft" in page
    assert "area.geojson" in page
    assert "Which of its areas is it?" not in page
    assert "all the same" not in page


def test_of_two_who_send_a_file_the_second_sees_both_and_chooses(
    editor: Client, cast: Cast
) -> None:
    """Also where day and source are the same, so that the files alone differ."""
    mine = opened(editor)
    other = signed_in(cast.region_editor)
    address = f"{PLACE}edit/"
    looked_at(other, address, other.post(address, with_file(opened(other), "theirs.geojson")))
    theirs = Boundary.objects.get()
    north = moved(SQUARE, north=0.01)
    asked = editor.post(address, with_file(mine, "mine.geojson", north))
    asked = looked_at(editor, address, asked)
    said = text_of(asked)
    assert "Somebody changed this while you were typing." in said
    assert "The file that was sent, with 5 points" in said
    assert "mine.geojson, with 5 points" in said
    assert Boundary.objects.get().shape == theirs.shape
    both = editor.post(address, {**shown(asked), "take-file": "yours"})
    looked_at(editor, address, both)
    assert Boundary.objects.get().shape != theirs.shape


def test_a_boundary_that_took_the_place_of_another_is_no_version_of_it(editor: Client) -> None:
    mine, asked = opened(editor), shown(editor.get(f"{PLACE}remove/"))
    place = Boundary.objects.get().place
    Boundary.objects.all().delete()
    with_boundary(place)
    said = text_of(editor.post(f"{PLACE}edit/", mine))
    assert "Somebody changed this while you were typing." in said
    assert OTHER in text_of(editor.post(f"{PLACE}remove/", asked, follow=True))
    assert Boundary.objects.exists()


def test_only_the_boundary_that_was_asked_about_is_removed(editor: Client) -> None:
    asked = shown(editor.get(f"{PLACE}remove/"))
    sent = editor.post(f"{PLACE}edit/", with_file(opened(editor)))
    looked_at(editor, f"{PLACE}edit/", sent)
    page = text_of(editor.post(f"{PLACE}remove/", asked, follow=True))
    assert OTHER in page
    assert Boundary.objects.exists()
    editor.post(f"{PLACE}remove/", shown(editor.get(f"{PLACE}remove/")))
    assert not Boundary.objects.exists()


@pytest.mark.usefixtures("own_database")
def test_a_boundary_that_is_removed_while_another_is_sent_is_told(
    own_database: str, editor: Client
) -> None:
    said: list[str] = []
    mine = opened(editor)

    def sends() -> None:
        try:
            said.append(text_of(editor.post(f"{PLACE}edit/", mine)))
        finally:
            connection.close()

    waits = threading.Thread(target=sends)
    with transaction.atomic():
        lock_boundary(Boundary.objects.get().place)
        waits.start()
        it_waits(waits)
        Boundary.objects.all().delete()
    waits.join()
    assert MOVED in said[0]
    assert not Boundary.objects.exists()
