"""Totals that a source says, and the history of a promise."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import EngagementTotal, Pilot
from tests import engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def sent(who: Any, address: str, **typed: Any) -> str:
    client = signed_in(who)
    return text_of(client.post(address, filled(client, address, **typed), follow=True))


def test_a_total_is_typed_in_as_its_source_says_it_and_put_right(
    people: Cast, warm_homes: Pilot
) -> None:
    address = reverse("engagement_total_add", args=[warm_homes.slug])
    said = {"people": "more than 26", "teams": "10", "source_title": "Interim note"}
    page = sent(people.bradford_officer, address, **said)
    assert "More than 26 people in 10 teams" in page
    total = EngagementTotal.objects.get()
    assert (total.source.title, total.departments) == ("Interim note", None)
    address = reverse("engagement_total_edit", args=[warm_homes.slug, total.pk])
    sent(people.bradford_officer, address, departments="2")
    page = text_of(Client().get(reverse("pilot_engagement", args=[warm_homes.slug])))
    assert "More than 26 people in 10 teams of 2 departments" in page
    assert "Correct this" not in page
    assert "Interim note" in page


def test_a_total_says_where_it_is_from_and_at_least_one_number(
    people: Cast, warm_homes: Pilot
) -> None:
    address = reverse("engagement_total_add", args=[warm_homes.slug])
    page = sent(people.bradford_officer, address, people="many")
    assert "Enter “How many people” as a number" in page
    assert "Say where this is from" in page
    assert "Enter at least one of the three numbers" in sent(
        people.bradford_officer, address, source_title="Interim note"
    )
    assert not EngagementTotal.objects.exists()


@pytest.mark.usefixtures("own_database")  # each change is a moment of its own
def test_the_history_of_a_promise_is_read_by_those_who_read_it(
    people: Cast, warm_homes: Pilot
) -> None:
    held = engaged.engagement(warm_homes, (people.council, 7), created_by=people.author)
    promise = engaged.promise(held, "Send the data", created_by=people.author)
    client = signed_in(people.bradford_officer)
    client.post(promise.get_absolute_url(), {"state": "dropped", "outcome": "Nobody asked"})
    address = reverse("promise_history", args=[promise.pk])
    page = text_of(client.get(address))
    assert "Nobody asked" in page
    assert "Bradford officer" in page
    assert Client().get(address).status_code == 302


def test_a_meeting_with_an_open_promise_stays_and_so_does_the_reason_as_typed(
    people: Cast, warm_homes: Pilot
) -> None:
    met = engaged.visit(warm_homes, people.bradford)
    promise = engaged.promise(met, text="Send the <b>list</b>")
    address = reverse("engagement_withdraw", args=[warm_homes.slug, met.number])
    client = signed_in(people.bradford_editor)
    page = client.post(address, {"because": "Of another pilot"}).content.decode()
    link = f'<a href="{promise.get_absolute_url()}">Send the &lt;b&gt;list&lt;/b&gt;</a>'
    still_open = f"Something promised there is still open: “{link}”."
    assert f"{still_open} First say what happened to it" in page
    assert "Of another pilot</textarea>" in page
    met.refresh_from_db()
    assert met.withdrawn_at is None
