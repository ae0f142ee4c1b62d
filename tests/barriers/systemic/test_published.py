"""Systemic barriers that a published source says: public until somebody changes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from barriers.models import SystemicBarrier
from records.models import Source
from tests import builders, shared_cause
from tests.asked import energy
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_friday")]
LIST = "/barriers/systemic/"


def listed() -> list[Any]:
    """The titles that the public reads in the list."""
    data = as_(None).get(f"{LIST}?format=json")
    return [row["title"] for row in json.loads(data.getvalue())["rows"]]


@pytest.fixture
def published(cast: Cast) -> SystemicBarrier:
    """What a published source says of a body, shared by a public barrier."""
    source = Source.objects.create(slug="guidance", title="Guidance", is_open=True)
    return shared_cause.systemic(
        "Money is ring-fenced", builders.barrier(cast.bradford, "It cannot move"),
        owner=energy(), source=source, is_as_published=True,
    )  # fmt: skip


def test_everybody_reads_what_a_published_source_says_without_its_barriers(
    published: SystemicBarrier,
) -> None:
    page = words(as_(None).get(published.get_absolute_url()))
    assert "A published source already says this" in page
    assert "It cannot move" not in page
    assert listed() == ["Money is ring-fenced"]
    behind = as_(None).get(f"/barriers/?systemic={published.reference}&format=json")
    assert json.loads(behind.getvalue())["rows"] == []
    assert as_(None).get(f"{published.get_absolute_url()}history/").status_code == 302


def test_a_form_that_changes_nothing_leaves_it_published(
    cast: Cast, published: SystemicBarrier
) -> None:
    client, at = signed_in(cast.pfpp_lead), published.get_absolute_url()
    assert "only people who are signed in can read it" in words(client.get(f"{at}edit/"))
    assert client.post(f"{at}edit/", filled(client, f"{at}edit/")).status_code == 302
    assert as_(None).get(at).status_code == 200


def test_with_the_first_change_it_is_ours_and_waits_for_an_answer(
    cast: Cast, published: SystemicBarrier
) -> None:
    client, at = signed_in(cast.pfpp_lead), published.get_absolute_url()
    form = filled(client, f"{at}edit/") | {"cause": "Nobody knows why."}
    assert client.post(f"{at}edit/", form).status_code == 302
    assert as_(None).get(at).status_code == 404
    assert "The public can read it once an answer" in words(client.get(at))


def test_a_change_by_any_way_makes_it_ours(published: SystemicBarrier) -> None:
    rows = SystemicBarrier.objects.filter(pk=published.pk)
    shared_cause.member(published, builders.barrier(builders.place("Town")))
    assert rows.visible_to(AnonymousUser()).exists()  # members are no part of what it says
    rows.update(owner=builders.organisation("Another body"))
    assert not rows.visible_to(AnonymousUser()).exists()


def test_an_answer_that_waits_for_another_body_holds_it_back(
    cast: Cast, published: SystemicBarrier
) -> None:
    published.waits_for_named = True
    published.save()
    shared_cause.answer(published, energy(), "We can move it.")
    assert as_(None).get(published.get_absolute_url()).status_code == 404
    assert listed() == []
