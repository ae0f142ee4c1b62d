"""Administrators add a source of the public record, once, and take it back while it is unused."""

from __future__ import annotations

import pytest
from django.test import Client

from records.models import Finding, Source
from records.models.sources import typed_slug
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/sources/add/"


def test_a_source_is_added_read_by_everyone_and_taken_back(cast: Cast) -> None:
    admin = signed_in(cast.administrator)
    assert "Add a source" in text_of(admin.get("/sources/"))
    assert "Add a source" not in text_of(Client().get("/sources/"))
    typed = {"title": "Housing plan", "url": "https://example.test/plan", "published_year": "2025"}
    admin.post(ADD, filled(admin, ADD, **typed))
    assert "Housing plan" in text_of(Client().get("/sources/housing-plan/"))

    # The same link under other words
    again = admin.post(ADD, filled(admin, ADD, **(typed | {"title": "The plan of the council"})))
    assert "It looks like one you have" in text_of(again)
    assert not Source.objects.filter(title="The plan of the council").exists()

    made = Source.objects.get(slug="housing-plan")
    finding = Finding.objects.create(key="f", claim="Six of 13", source=made)
    admin.post("/sources/housing-plan/take-back/", {"because": "By mistake"})
    assert Source.objects.filter(pk=made.pk).exists()
    finding.delete()
    admin.post("/sources/housing-plan/take-back/", {"because": "By mistake"})
    assert not Source.objects.filter(pk=made.pk).exists()


def test_what_somebody_typed_for_themselves_is_not_shown_as_like_it(cast: Cast) -> None:
    Source.objects.create(title="Housing plan", slug=typed_slug(), created_by=cast.author)
    admin = signed_in(cast.administrator)
    admin.post(ADD, filled(admin, ADD, title="Housing plan"))
    assert Source.objects.filter(title="Housing plan", is_open=True).count() == 1
