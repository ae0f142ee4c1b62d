"""Relationship work: with whom, what for, how many hours, and what changed in trust."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from services.models import RelationshipWork
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasHistory
from tests.services.relationship.sweep import relationship

pytestmark = pytest.mark.django_db


class TestRelationshipWork(HasHistory, HasFile):
    """An afternoon with the council; its page is the list of the place."""

    model, may_not, reader = RelationshipWork, "luton_officer", "outsider"
    adds = edits = "bradford_officer"
    history_not_for = "resident"
    typed = {
        "on_day": "",
        "on_month": "9",
        "on_year": "2026",
        "organisation": "City of Bradford Metropolitan District Council",
        "with_said": "and its tenants’ groups",
        "purpose": "To agree how we raise problems",
        "hours": "4.5",
        "trust": "They ring before they write",
        "programme": "",
    }
    saved = {
        "place.name": "Bradford",
        "on": dt.date(2026, 9, 1),
        "on_precision": "month",
        "organisation.name": "City of Bradford Metropolitan District Council",
        "with_said": "and its tenants’ groups",
        "purpose": "To agree how we raise problems",
        "hours": Decimal("4.5"),
        "trust": "They ring before they write",
        "programme": None,
        "created_by.full_name": "Bradford officer",
    }
    shown = ("To agree how we", "4.5", "September 2026", "and its tenants’", "They ring before")
    listed = "To agree how we raise problems"
    refused = [
        ({"purpose": ""}, "id_purpose-err"),
        ({"organisation": "", "with_said": ""}, "Say with whom, here or in words"),
        ({"hours": "0"}, "id_hours-err"),
        ({"on_year": "2027"}, "This date is in the future"),
    ]
    change = ("purpose", "To agree how we raise problems", "To agree who rings first")
    columns = "number purpose with when hours trust place programme"
    cells = {"purpose": "To agree how we raise problems", "place": "Bradford"}

    def make(self) -> Any:
        return relationship(self.cast.bradford, self.cast.council)

    def hide(self) -> Any:
        return relationship(self.cast.luton, self.cast.council, purpose=HIDDEN)

    def list_at(self) -> str:
        return reverse("place_relationships", args=["bradford"])

    def page_at(self, record: Any) -> str:
        return self.list_at()

    def edit_at(self, record: Any) -> str:
        return reverse("relationship_edit", args=[record.pk])

    def history_at(self, record: Any) -> str:
        return reverse("relationship_history", args=[record.pk])


def test_hours_are_added_and_those_that_are_not_known_are_said(cast: Cast) -> None:
    for hours in ("3.0", "1.5", None):
        relationship(cast.bradford, cast.council, hours=hours)
    address = reverse("place_relationships", args=["bradford"])
    page = text_of(signed_in(cast.outsider).get(address))
    assert "4.5 hours in all. The hours of 1 piece aren’t known." in page
    RelationshipWork.objects.update(hours=None)
    page = text_of(signed_in(cast.outsider).get(address))
    assert "How many hours it took isn’t known." in page


def test_the_list_of_a_programme_has_that_of_every_place(cast: Cast) -> None:
    relationship(cast.bradford, cast.council, programme=cast.pfpp)
    relationship(cast.luton, cast.council, purpose="In Luton", programme=cast.pfpp)
    relationship(cast.luton, cast.council, purpose="Of none")
    client = signed_in(cast.outsider)
    page = text_of(client.get(f"/relationships/?programme={cast.pfpp.slug}"))
    assert "To agree how we raise problems" in page
    assert "In Luton" in page
    assert "Of none" not in page
    on_programme = client.get(f"{cast.pfpp.get_absolute_url()}meetings/").content.decode()
    assert f"/relationships/?programme={cast.pfpp.slug}" in on_programme
    read = client.get(f"/relationships/?programme={cast.pfpp.slug}&format=csv")
    assert b"In Luton" in b"".join(read)


def test_nobody_reads_it_without_an_account(cast: Cast) -> None:
    made = relationship(cast.bradford, cast.council)
    for address in (
        *("/relationships/", "/places/bradford/relationships/"),
        *("/relationships/?format=json", f"/relationships/{made.pk}/history/"),
    ):
        assert Client().get(address).status_code == 302, address
    assert "relationships/" not in Client().get("/places/bradford/").content.decode()
    assert "To agree how" not in Client().get("/search/?q=raise+problems").content.decode()


def test_it_says_what_it_was_for(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="relationship_work_says_why"):
        relationship(cast.bradford, cast.council, purpose="")


def test_it_was_with_somebody(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="relationship_work_with_somebody"):
        relationship(cast.bradford, None)


def test_it_took_time(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="relationship_work_takes_time"):
        relationship(cast.bradford, cast.council, hours="0")
