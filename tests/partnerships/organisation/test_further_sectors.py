"""Sectors that an administrator adds, each within one that the product knows."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from partnerships.models import FurtherSector, Organisation
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def test_an_administrator_adds_one_and_a_body_is_given_it(cast: Cast) -> None:
    admin, body = signed_in(cast.administrator), builders.organisation("St Mary", "voluntary")
    page = f"/organisations/{body.slug}/"
    assert 'name="further"' not in admin.get(f"{page}edit/").content.decode()
    sent = filled(admin, "/sectors/add/", name="faith group", sector="voluntary")
    assert admin.post("/sectors/add/", sent).status_code == 302
    faith = FurtherSector.objects.get()
    assert "faith group Voluntary and community" in text_of(Client().get("/sectors/"))
    admin.post(f"{page}edit/", filled(admin, f"{page}edit/", further=str(faith.pk)))
    body.refresh_from_db()
    assert (body.further, body.sector) == (faith, "voluntary")
    assert "Voluntary and community (faith group)" in text_of(Client().get(page))
    assert "faith group" in text_of(Client().get("/organisations/"))
    assert signed_in(cast.bradford_editor).get("/sectors/add/").status_code == 403


def test_it_stays_within_its_sector(cast: Cast) -> None:
    faith = FurtherSector.objects.create(name="Faith group", sector="voluntary")
    body = builders.organisation("St Mary", "voluntary", further=faith)
    admin, edit = signed_in(cast.administrator), f"/organisations/{body.slug}/edit/"
    said = text_of(admin.post(edit, filled(admin, edit, sector="business")))
    assert "That is one of voluntary and community" in said
    address = f"/sectors/{faith.pk}/edit/"
    said = text_of(admin.post(address, filled(admin, address, sector="business")))
    assert "Some organisations within it are in another sector" in said
    assert Organisation.objects.get(pk=body.pk).sector == "voluntary"
    with pytest.raises(IntegrityError, match="further_sector_within"), transaction.atomic():
        FurtherSector.objects.create(name="Nowhere", sector="nowhere")
