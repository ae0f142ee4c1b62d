"""A boundary that is sent twice, put right without its file, or kept by two people at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from geography.locality.boundary_forms import AGAIN
from geography.models import Boundary
from records.files.process import MINE
from records.form_draft import TWICE
from records.inputs import Inputs
from tests.builders import Cast
from tests.geography.locality.boundary_files import SQUARE, polygon
from tests.geography.locality.sweep import make
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


def with_file(typed: dict[str, Any], name: str = "area.geojson") -> dict[str, Any]:
    content = json.dumps(polygon(SQUARE)).encode()
    return {**typed, "file": SimpleUploadedFile(name, content)}


def shown(page: Any) -> dict[str, Any]:
    """What the form of a page sends as it stands."""
    return dict(Inputs(page.content.decode().partition("<main")[2]).sent)


def opened(client: Client) -> dict[str, Any]:
    """What the form sends as it opens, with a day and a source."""
    return shown(client.get(f"{PLACE}edit/")) | {"source_title": "Map of the board", **DAY}


def test_a_double_press_saves_once_and_leads_to_what_it_saved(editor: Client, cast: Cast) -> None:
    typed = opened(editor)
    with reading_elsewhere(cast.bradford_editor.pk):
        refused = editor.post(f"{PLACE}edit/", with_file(typed))
    assert MINE in text_of(refused)
    assert "Boundary saved" in text_of(editor.post(f"{PLACE}edit/", with_file(typed), follow=True))
    again = editor.post(f"{PLACE}edit/", with_file(shown(refused)), follow=True)
    assert TWICE in text_of(again)
    assert Boundary.objects.get().version == 2


def test_a_wrong_day_is_put_right_without_the_file(editor: Client) -> None:
    before = Boundary.objects.get()
    page = text_of(editor.post(f"{PLACE}edit/", opened(editor), follow=True))
    assert "As at 1 October 2026. " in page
    assert "Map of the board" in page
    assert "The file had 4 points; what’s kept runs within 5 metres of its line." in page
    now = Boundary.objects.get()
    assert (now.shape, now.version) == (before.shape, before.version + 1)


def test_a_file_sent_beside_a_mistake_is_asked_for_again(editor: Client) -> None:
    """Else it would be missed, for nothing asks for it the second time."""
    refused = editor.post(f"{PLACE}edit/", with_file(opened(editor) | {"as_at_year": "2099"}))
    assert AGAIN in text_of(refused)
    assert AGAIN not in text_of(
        editor.post(f"{PLACE}edit/", opened(editor) | {"as_at_year": "2099"})
    )
