"""Requests: what waits for us and what we sent, late first; nothing that is hidden."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from collaboration.models import ErrorReport
from records.subjects import registered
from registry.requested import RequestKind
from tests import asked, asked_for, builders, published
from tests.builders import Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def part(client: Client, key: str, query: str = "") -> list[str]:
    """The titles in one of the two parts."""
    body = " ".join(client.get(f"/requests/{query}").content.decode().split())
    found = re.findall(rf'<section aria-labelledby="{key}">(.*?)</section>', body)
    return re.findall(r'class="kd">.*?<a href="[^"]*">(.*?)</a>', found[0]) if found else []


def test_what_a_body_is_asked_waits_for_its_officer_and_was_sent_by_the_place(
    client: Client, cast: Cast
) -> None:
    ministry = asked_for.ministry(cast)
    barrier = builders.barrier(cast.bradford, "Two systems", visibility="network")
    asked.ask(barrier, ministry)
    asked_for.data_request(cast.bradford, "Names of tenants", asked_of=ministry)
    published.publication(
        builders.barrier(cast.bradford, "One form", visibility="network"), ministry
    )
    everything = {"Two systems", "Names of tenants", "One form"}
    client.force_login(cast.desnz_official)
    assert set(part(client, "us")) == everything
    assert part(client, "others") == []
    client.force_login(cast.bradford_editor)
    assert part(client, "us") == []
    assert set(part(client, "others")) == everything
    client.force_login(cast.luton_officer)
    assert part(client, "us") == part(client, "others") == []


def test_policy_tests_meetings_and_mistakes_stand_on_their_sides(
    client: Client, cast: Cast
) -> None:
    ministry = asked_for.ministry(cast)
    builders.policy_test("A new fund", cast.bradford, owner=ministry, state="asked")
    builders.meeting(cast.bradford_editor, ministry, about="Talk about rents")
    client.force_login(cast.bradford_editor)
    assert "A new fund" in part(client, "us")
    assert part(client, "others") == ["Talk about rents"]
    client.force_login(cast.desnz_official)
    assert part(client, "us") == ["Talk about rents"]
    assert part(client, "others") == ["A new fund"]


def test_mistakes_reported_are_with_who_keeps_the_page_and_who_reported(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.outsider)
    sent = client.post(
        f"/something-wrong/place/{cast.bradford.slug}/", {"what": "The name is wrong"}
    )
    assert sent.status_code == 302
    assert ErrorReport.objects.count() == 1
    assert part(client, "others") == ["The name is wrong"]
    seen = set()
    for who in ("bradford_editor", "yorkshire_connector", "luton_editor"):
        client.force_login(getattr(cast, who))
        if part(client, "us"):
            seen.add(who)
    assert seen
    assert "luton_editor" not in seen


def test_late_ones_come_first_and_say_by_how_much(client: Client, cast: Cast) -> None:
    ministry, today = asked_for.ministry(cast), timezone.localdate()
    for title, days in (("Later", 9), ("Late", -3), ("Soon", 1)):
        barrier = builders.barrier(cast.bradford, title, visibility="network")
        sent = {"sent_on": today - 20 * DAY, "acknowledge_by": today - 13 * DAY}
        asked.ask(barrier, ministry, answer_by=today + days * DAY, **sent)
    asked_for.data_request(cast.bradford, "Without a day", asked_of=ministry)
    client.force_login(cast.desnz_official)
    assert part(client, "us") == ["Late", "Soon", "Later", "Without a day"]
    body = client.get("/requests/").content.decode()
    assert "3 days late" in body


def test_what_was_answered_or_is_hidden_is_not_counted(client: Client, cast: Cast) -> None:
    ministry = asked_for.ministry(cast)
    barrier = builders.barrier(cast.luton, "Hidden one", visibility="team")
    escalation = asked.ask(barrier, builders.organisation("Another ministry"))
    client.force_login(cast.bradford_editor)
    assert "Hidden one" not in client.get("/requests/").content.decode()
    done = asked.ask(builders.barrier(cast.bradford, "Done", visibility="network"), ministry)
    done.state, done.ended_on = "answered", timezone.localdate()
    done.save()
    assert part(client, "others") == []
    assert escalation.state == "sent"


def test_kinds_narrow_both_parts_and_all_of_one_part_is_paged(client: Client, cast: Cast) -> None:
    ministry = asked_for.ministry(cast)
    for number in range(30):
        asked_for.data_request(cast.bradford, f"Data {number:02}", asked_of=ministry)
    builders.meeting(cast.bradford_editor, ministry, about="Talk about rents")
    client.force_login(cast.desnz_official)
    body = client.get("/requests/").content.decode()
    assert "Data requests 30" in body
    assert "All 31" in body
    assert len(part(client, "us")) == 6
    assert part(client, "us", "?kind=meetings") == ["Talk about rents"]
    assert len(part(client, "us", "?part=us")) == 25
    assert len(part(client, "us", "?part=us&page=2")) == 6


def test_it_asks_no_more_for_many(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    ministry = asked_for.ministry(cast)
    asked_for.data_request(cast.bradford, "Data", asked_of=ministry)
    client.force_login(cast.desnz_official)
    client.get("/requests/")
    for number in range(12):
        asked_for.data_request(cast.bradford, f"Data {number:02}", asked_of=ministry)
        asked.ask(builders.barrier(cast.bradford, visibility="network"), ministry)
    with django_assert_num_queries(10):
        client.get("/requests/")


def test_each_kind_has_a_list_of_its_own_and_one_word() -> None:
    kinds = registered(RequestKind)
    assert len({kind.key for kind in kinds}) == len({kind.one for kind in kinds}) == 6


def test_whoever_is_signed_out_signs_in_first(client: Client) -> None:
    assert client.get("/requests/").status_code == 302
