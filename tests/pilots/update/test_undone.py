"""*Undo* puts back what was taken back as it stood, not a form to be sent again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from collaboration.models import Attachment
from pilots.models import Pilot, Update
from records.models import Draft
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of
from tests.pilots.update.sent import page_of, standing
from tests.records.files.test_attached import photo
from tests.records.rows import COUNTED, differing, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FIGURES = {"f1-value": "118", "f2-value": "41", "f2-counts": "same"}


def an_update_with_a_photo(client: Any, pilot: Pilot) -> Update:
    data = filled(client, at(pilot), **SAID, **FIGURES)
    data["files"] = [SimpleUploadedFile("street.jpg", photo(), "image/jpeg")]
    assert client.post(at(pilot), data).status_code == 302
    return Update.objects.get()


def test_an_update_is_had_again_with_its_photo_at_its_address(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    update = an_update_with_a_photo(client, warm_homes)
    picture = Attachment.objects.get().get_absolute_url()
    before, rows = standing(warm_homes), everything()
    page = client.post(page_of(update, "take_back"), follow=True)
    assert client.get(picture).status_code == 404
    assert Draft.objects.count() == 0, "it is no form to send again"
    undo = [*page.context["messages"]][-1]
    back = client.post(undo.extra_tags, follow=True)
    assert "It is back as it was" in text_of(back)
    assert back.request["PATH_INFO"] == update.get_absolute_url()
    assert client.get(picture).status_code == 200
    assert standing(warm_homes) == before
    for columns in differing(rows, everything()).values():
        assert columns <= COUNTED
