"""Promises at records of any kind that declares them: who reads, adds and ends them."""

from __future__ import annotations

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from collaboration.action_item.line import promises_url
from collaboration.action_item.permissions import can_close_promise
from collaboration.models import ActionItem
from partnerships.models import Partnership, PartnershipPlace
from registry.promised import kinds_promised
from tests import builders
from tests.builders import Cast
from tests.policy.regional_update.regional import signed_in, text

pytestmark = pytest.mark.django_db


def partnership(cast: Cast) -> Partnership:
    made = Partnership.objects.create(name="Act as One", slug="act-as-one")
    PartnershipPlace.objects.create(partnership=made, place=cast.bradford)
    return made


RECORDS = {
    "pilot": lambda cast: builders.pilot(cast.bradford, "Warm homes", visibility="network"),
    "barrier": lambda cast: builders.barrier(cast.bradford, "No data", visibility="network"),
    "partnership": partnership,
}


def promise(at: Any, **fields: Any) -> ActionItem:
    said = {"text": "Send the letter", "owner_said": "Clerk", "due": dt.date(2026, 12, 1)}
    return ActionItem.objects.create(subject=at, **{**said, **fields})


def test_each_kind_is_declared_once() -> None:
    assert {model._meta.label for model in kinds_promised()} == {
        "barriers.Barrier",
        "funding.OverlapCall",
        "governance.AgendaItem",
        "governance.BoardMeeting",
        "governance.Decision",
        "governance.HealthRound",
        "partnerships.Partnership",
        "pilots.Engagement",
        "pilots.Pilot",
    }


@pytest.mark.parametrize("kind", RECORDS)
def test_who_keeps_the_record_adds_and_ends_its_promises(cast: Cast, kind: str) -> None:
    record = RECORDS[kind](cast)
    client = signed_in(cast.bradford_editor)
    page = {
        "pilot": lambda: reverse("pilot_about", args=[record.slug]),
        "barrier": lambda: reverse("barrier_details", args=[record.reference]),
        "partnership": record.get_absolute_url,
    }[kind]()
    assert promises_url(record) in client.get(page).content.decode()
    add = reverse("promise_add", args=[kind, record.pk])
    assert add in client.get(promises_url(record)).content.decode()
    wrong = text(client.post(add, {"text": "Send the letter"}))
    assert "Enter the day by which it is to be done" in wrong
    assert "Say which job role is responsible" in wrong
    sent = {"text": "Send the letter", "owner_said": "Clerk"}
    sent |= {"due_day": "1", "due_month": "12", "due_year": "2026"}
    page = text(client.post(add, sent, follow=True))
    assert "Promise added." in page
    assert "Send the letter" in page
    made = ActionItem.objects.get()
    assert made.subject == record
    other = builders.user("Second editor", ("place_editor", cast.bradford))
    assert can_close_promise(other, made)
    signed_in(other).post(made.get_absolute_url(), {"state": "done", "outcome": "Sent"})
    made.refresh_from_db()
    assert (made.state, made.outcome) == ("done", "Sent")


@pytest.mark.parametrize("kind", RECORDS)
def test_who_only_reads_the_record_reads_its_promises_and_ends_none(cast: Cast, kind: str) -> None:
    record = RECORDS[kind](cast)
    made = promise(record, created_by=cast.outsider)
    reader = cast.luton_officer
    assert made in ActionItem.objects.visible_to(reader)
    client = signed_in(reader)
    assert "Send the letter" in text(client.get(promises_url(record)))
    assert "1 to do" in text(client.get(record.get_absolute_url()))
    page = text(client.get(made.get_absolute_url()))
    assert kinds_promised()[type(record)].label(record) in page
    assert "Say what became of it" not in page
    assert "Add a promise" not in text(client.get(promises_url(record)))
    assert client.get(reverse("promise_add", args=[kind, record.pk])).status_code == 403
    assert not can_close_promise(reader, made)
    assert not can_close_promise(cast.outsider, made)  # who wrote it down keeps nothing by that
    assert client.post(made.get_absolute_url(), {"state": "done"}).status_code == 403
    assert "Send the letter" in text(client.get(reverse("promises")))


@pytest.mark.parametrize("kind", ["pilot", "barrier"])
def test_a_promise_follows_its_record_out_of_sight(cast: Cast, kind: str) -> None:
    """Nothing tells that it is there: no list, no number, no page."""
    record = RECORDS[kind](cast)
    made = promise(record)
    type(record).objects.filter(pk=record.pk).update(visibility="team")
    client = signed_in(cast.luton_officer)
    assert made not in ActionItem.objects.visible_to(cast.luton_officer)
    for address in (
        made.get_absolute_url(),
        promises_url(record),
        reverse("promise_add", args=[kind, record.pk]),
    ):
        assert client.get(address).status_code == 404
    assert "Send the letter" not in unescape(client.get(reverse("promises")).content.decode())


def test_the_public_reads_none(cast: Cast) -> None:
    record = builders.pilot(cast.bradford, "Warm homes", visibility="public")
    made = promise(record)
    assert not ActionItem.objects.visible_to(cast.resident).exists()
    page = Client().get(record.get_absolute_url()).content.decode()
    assert promises_url(record) not in page
    assert Client().get(promises_url(record)).status_code == 302
    assert Client().get(made.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("address", ["place/1", "overlapcall/1", "engagement/1", "none-such/1"])
def test_of_other_kinds_there_is_no_such_page(cast: Cast, address: str) -> None:
    client = signed_in(cast.administrator)
    assert client.get(f"/promises/of/{address}/").status_code == 404
    assert client.get(f"/promises/of/{address}/add/").status_code == 404


def test_many_are_ended_together_wherever_they_were_promised(cast: Cast) -> None:
    made = [promise(RECORDS[kind](cast)) for kind in RECORDS]
    made.append(promise(builders.pilot(cast.luton, "Elsewhere", visibility="network")))
    listed = text(signed_in(cast.bradford_editor).get(f"{reverse('promises')}?place=bradford"))
    for title in ("Warm homes", "No data", "Act as One"):
        assert title in listed
    assert "Elsewhere" not in listed
    from pilots.engagement.promise_operations import EndSeveral, complete

    records = complete(ActionItem.objects.order_by("pk"), cast.bradford_editor)
    looks = EndSeveral().look(cast.bradford_editor, records, {"state": "done"})
    assert [bool(look.why_not) for look in looks.values()] == [False, False, False, True]
