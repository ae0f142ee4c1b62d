"""What a bulk change leaves as it is, and says why: the rules of one alone hold for many."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from barriers.models import Barrier, BarrierPlace, Closing, Escalation, Publication
from partnerships.models import OrganisationPlace
from people.models import Assignment
from records.models import BulkChange
from tests import builders
from tests.barriers.bulk.test_bulk_barriers import CLOSED
from tests.builders import Cast
from tests.published import publication
from tests.records.bulk.steps import chosen, count_of, looked_at, made, undone

pytestmark = pytest.mark.django_db


def test_nothing_that_is_hidden_can_be_chosen_or_counted(client: Client, cast: Cast) -> None:
    editor = cast.bradford_editor
    seen = builders.barrier(cast.bradford)
    hidden = builders.barrier(cast.luton, "We cannot tell", visibility="team")
    change = chosen(client, editor, "barriers", "close", seen, hidden)
    assert list(change.rows.values_list("object_id", flat=True)) == [seen.pk]
    url = "/bulk-changes/barriers/choose/"
    for sent in ({"row": [hidden.pk]}, {"row": ["x", "9" * 30]}, {}):
        page = client.post(url, {"operation": "close", **sent}, follow=True).content.decode()
        assert "Tick what you want to change" in page
    assert client.post("/bulk-changes/nothing/choose/").status_code == 404
    assert client.post(url, {"operation": "delete"})["Location"] == "/barriers/"
    # Hidden once it was looked at: not counted, not named, not changed
    other = builders.barrier(cast.luton, "We cannot lend", visibility="network")
    change = chosen(client, editor, "barriers", "close", seen, other)
    assert count_of(looked_at(client, change, **CLOSED), "Stay as they are") == "1"
    Barrier.objects.filter(pk=other.pk).update(visibility="team")
    page = client.get(change.get_absolute_url()).content.decode()
    assert (count_of(page, "Stay as they are"), "We cannot lend" in page) == ("0", False)
    assert "Not yours" not in page
    BarrierPlace.objects.filter(barrier=seen).update(place=cast.luton)
    Barrier.objects.filter(pk=seen.pk).update(visibility="team")
    page = made(client, change)
    assert (count_of(page, "Changed"), seen.title in page) == ("0", False)
    assert not Closing.objects.exists()


def test_what_changed_since_the_preview_is_left_and_named(client: Client, cast: Cast) -> None:
    one, two, three = (builders.barrier(cast.bradford, f"We cannot do {n}") for n in "abc")
    change = chosen(client, cast.bradford_editor, "barriers", "close", one, two, three)
    looked_at(client, change, **CLOSED)
    Barrier.objects.filter(pk=two.pk).update(people="They wait longer.")
    page = made(client, change)
    assert (count_of(page, "Changed"), count_of(page, "Left as they were")) == ("2", "1")
    assert "Somebody changed it after you looked (1)" in page
    Barrier.objects.filter(pk=three.pk).update(people="They wait longer.")
    page = undone(client, change)
    assert (count_of(page, "Put back"), "Somebody has changed it since (1)" in page) == ("1", True)
    stands = [Barrier.objects.get(pk=row.pk).status for row in (one, two, three)]
    assert stands == ["open", "open", "closed_unresolved"]
    assert Closing.objects.get().barrier == three


def test_only_the_preview_that_was_read_is_confirmed(client: Client, cast: Cast) -> None:
    mine = builders.barrier(cast.bradford)
    change = chosen(client, cast.bradford_editor, "barriers", "level", mine)
    looked_at(client, change, visibility="network", why="One.")
    first = change.looks
    looked_at(client, change, visibility="team", why="Another.")
    sent = {"step": "make", "seen": first}
    page = client.post(change.get_absolute_url(), sent, follow=True).content.decode()
    assert "Check it once more" in page
    for seen in ("", "x", "9" * 40):
        client.post(change.get_absolute_url(), {"step": "make", "seen": seen})
    assert Barrier.objects.get().visibility == "public"
    page = client.get(f"{change.get_absolute_url()}?answers=1").content.decode()
    assert "Another." in page
    answer = client.post(change.get_absolute_url(), {"step": "discard"}, follow=True)
    assert "Nothing has changed." in answer.content.decode()
    assert not BulkChange.objects.exists()


def test_bulk_changes_stand_the_newest_first(client: Client, cast: Cast) -> None:
    mine = builders.barrier(cast.bradford)
    for why in ("The first.", "The second.", "The third."):
        change = chosen(client, cast.bradford_editor, "barriers", "level", mine)
        level = "public" if why == "The second." else "network"
        looked_at(client, change, visibility=level, why=why)
        made(client, change)
    page = client.get("/bulk-changes/").content.decode()
    assert page.index("The third.") < page.index("The second.") < page.index("The first.")


def test_a_bulk_change_is_its_makers_alone_and_undone_for_a_day(client: Client, cast: Cast) -> None:
    mine = builders.barrier(cast.bradford)
    change = chosen(client, cast.bradford_editor, "barriers", "level", mine)
    looked_at(client, change, visibility="network", why="It names people.")
    made(client, change)
    page = client.get("/bulk-changes/").content.decode()
    assert "Change who sees them: 1 barrier" in page
    assert 'name="step" value="undo"' in page
    client.force_login(cast.region_editor)
    assert client.get(change.get_absolute_url()).status_code == 404
    assert client.post(change.get_absolute_url(), {"step": "undo"}).status_code == 404
    assert "Change who sees" not in client.get("/bulk-changes/").content.decode()
    client.force_login(cast.bradford_editor)
    BulkChange.objects.update(done_at=timezone.now() - dt.timedelta(hours=25))
    assert "Too late" in client.get("/bulk-changes/").content.decode()
    assert "already been done or discarded, or it is too late" in undone(client, change)
    assert Barrier.objects.get().visibility == "network"


def test_whoever_lost_the_right_undoes_nothing(client: Client, cast: Cast) -> None:
    mine = builders.barrier(cast.bradford, visibility="network")
    change = chosen(client, cast.bradford_editor, "barriers", "level", mine)
    looked_at(client, change, visibility="public", why="Residents asked.")
    assert change.notes == ["1 barrier becomes public: everyone can read it, without signing in."]
    made(client, change)
    ended = dt.date(2024, 1, 1)
    Assignment.objects.filter(user=cast.bradford_editor).update(valid_to=ended)
    page = undone(client, change)
    assert "Not yours to change in this way (1)" in page
    assert Barrier.objects.get().visibility == "public"


def test_each_level_follows_the_rules_of_one_alone(client: Client, cast: Cast) -> None:
    body = builders.organisation("Department for Transport", "central_government")
    council = builders.organisation("Bradford Council")
    OrganisationPlace.objects.create(organisation=council, place=cast.bradford, role="governs")
    common: dict[str, Any] = {"visibility": "network", "created_by": cast.bradford_officer}
    plain = builders.barrier(cast.bradford, "We cannot move", **common)
    own = builders.barrier(cast.bradford, "We cannot move with Bradford Council", **common)
    linked = builders.barrier(cast.bradford, "We cannot drive", unlocker=body, **common)
    named = builders.barrier(
        cast.bradford, "We cannot ride", because="The Department for Transport says so.", **common
    )
    under_way = builders.barrier(cast.bradford, "We cannot fly", unlocker=body, **common)
    Publication.objects.create(barrier=under_way, body=body)
    each = (plain, own, linked, named, under_way)
    said = {"visibility": "public", "why": "To be open."}
    change = chosen(client, cast.bradford_officer, "barriers", "level", *each)
    page = looked_at(client, change, **said)
    assert "Only an editor of its place shows it to everyone (5)" in page
    change = chosen(client, cast.bradford_editor, "barriers", "level", *each)
    page = looked_at(client, change, **said)
    assert "It names Department for Transport: ask on its own page" in page
    assert "Its words name Department for Transport: ask on its own page" in page
    assert "There is a request to make it public: change it on its own page (1)" in page
    assert "2 barriers become public" in page
    made(client, change)
    assert set(Barrier.objects.filter(visibility="public")) == {plain, own}


def test_what_was_public_is_shown_again_only_while_its_words_name_nobody(
    client: Client, cast: Cast
) -> None:
    body = builders.organisation("Department for Transport", "central_government")
    mine = builders.barrier(cast.bradford)
    change = chosen(client, cast.bradford_editor, "barriers", "level", mine)
    looked_at(client, change, visibility="network", why="To check it.")
    made(client, change)
    mine.actions.create(what="Asked the Department for Transport.")
    change.rows.update(version_after=Barrier.objects.get().version)
    assert f"Its words name {body}" in undone(client, change)
    assert Barrier.objects.get().visibility == "network"


def test_what_is_escalated_or_agreed_is_closed_on_its_own_page(client: Client, cast: Cast) -> None:
    body = builders.organisation("Department for Transport", "central_government")
    plain = builders.barrier(cast.bradford)
    asked = builders.barrier(cast.bradford, unlocker=body, status="escalated")
    days = dict.fromkeys(("sent_on", "acknowledge_by", "first_due", "answer_by"), builders.TODAY)
    Escalation.objects.create(barrier=asked, to=body, ask="Please", **days)
    agreed = builders.barrier(cast.bradford, unlocker=body, visibility="network")
    publication(agreed, body)
    late = builders.barrier(cast.bradford, logged_on=dt.date(2026, 11, 21))
    each = (plain, asked, agreed, late)
    change = chosen(client, cast.bradford_editor, "barriers", "close", *each)
    page = looked_at(client, change, **CLOSED)
    assert "Escalated and not answered: close it on its own page (1)" in page
    assert "Its place agreed to its words: change it on its own page (1)" in page
    assert "It was logged on 21 November 2026, after the day that you gave (1)" in page
    change = chosen(client, cast.bradford_editor, "barriers", "close", plain)
    named = {**CLOSED, "what": "The Department for Transport changed its rule."}
    page = looked_at(client, change, **named)
    assert "your words name Department for Transport: close it on its own page (1)" in page
