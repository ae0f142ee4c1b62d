"""Many barriers at once: chosen from their list, looked at, changed, and put back for a day."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Notice
from accounts.notice.rights import one_allowed
from barriers.models import Barrier, BarrierLink, BarrierPlace, Closing
from records.models import HistoryEntry
from tests import builders
from tests.builders import Cast
from tests.records.bulk.steps import chosen, count_of, looked_at, made, undone

pytestmark = pytest.mark.django_db
CLOSED: dict[str, Any] = {
    "status": "closed_unresolved",
    "what": "The fund ended, so nobody needs it any more.",
    "on_day": "20",
    "on_month": "11",
    "on_year": "2026",
    "no_lesson_because": "Ask early how long the money lasts.",
}


def test_the_list_offers_boxes_to_who_may_change_something(client: Client, cast: Cast) -> None:
    mine = builders.barrier(cast.bradford, "We cannot share lists")
    other = builders.barrier(cast.luton, "We cannot share desks")
    assert "Change several" not in client.get("/barriers/").content.decode()
    client.force_login(cast.outsider)
    assert "Change several" not in client.get("/barriers/").content.decode()
    client.force_login(cast.bradford_editor)
    page = client.get("/barriers/?sort=logged").content.decode()
    assert 'href="?sort=logged&amp;choose=on">Change several at once' in page
    assert 'type="checkbox" id="row-' not in page
    page = client.get("/barriers/?sort=logged&choose=on").content.decode()
    assert f'name="row" value="{mine.pk}" form="together"' in page
    assert f'name="row" value="{other.pk}"' not in page
    assert [f'value="{key}"' in page for key in ("close", "owner", "level")] == [True] * 3
    client.force_login(cast.luton_officer)  # contributes, and wrote none of them
    page = client.get("/barriers/?choose=on").content.decode()
    assert "None of the barriers on this page is yours to change" in page


def test_barriers_are_closed_as_they_were_looked_at_and_put_back(
    client: Client, cast: Cast
) -> None:
    mine = [
        builders.barrier(cast.bradford, f"We cannot do {name}", created_by=cast.bradford_officer)
        for name in ("one", "two")
    ]
    ended = builders.barrier(cast.bradford, status="closed_unresolved")
    other = builders.barrier(cast.luton)
    change = chosen(client, cast.bradford_editor, "barriers", "close", *mine, ended, other)
    assert "Close: 4 barriers" in client.get(change.get_absolute_url()).content.decode()
    page = looked_at(client, change)
    assert "Error: " in page
    assert "Choose an answer to “How did they end?”" in page
    page = looked_at(client, change, **CLOSED)
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "2")
    assert "Closed already (1)" in page
    assert "Not yours to change in this way (1)" in page
    assert other.title in page
    assert '<td role="cell" data-label="After">Closed unresolved</td>' in page
    assert not Closing.objects.exists()
    page = made(client, change)
    assert "Close: 2 barriers closed" in page
    assert "1 person told in My work." in page
    assert set(Barrier.objects.filter(status="closed_unresolved")) == {*mine, ended}
    assert [closing.what for closing in Closing.objects.all()] == [CLOSED["what"]] * 2
    assert Barrier.objects.get(pk=other.pk).version == other.version
    told = Notice.objects.get(user=cast.bradford_officer)
    assert told.subject == "Closed unresolved: 2 barriers"
    assert all(barrier.reference in one_allowed(told).text for barrier in mine)
    history = client.get(f"{mine[0].get_absolute_url()}history/").content.decode()
    assert f"bulk change made: {CLOSED['what']}" in history
    made(client, change)  # a second submit
    assert Closing.objects.count() == 2
    page = undone(client, change)
    assert "1 person told in My work." in page
    assert (count_of(page, "Changed"), count_of(page, "Put back")) == ("2", "2")
    assert {Barrier.objects.get(pk=barrier.pk).status for barrier in mine} == {"open"}
    assert not Closing.objects.exists()
    assert Notice.objects.filter(subject="Open again: 2 barriers").count() == 1
    told_of = HistoryEntry.objects.of(mine[0]).filter(kind="update", model="barriers.barrier")
    contexts = [event.context for event in told_of if "bulk" in event.context]
    assert [(one["bulk"], one["why"]) for one in contexts] == [(change.pk, CLOSED["what"])] * 2
    assert sum("undone_bulk" in one for one in contexts) == 1
    undone(client, change)
    assert sum("bulk" in event.context for event in told_of.all()) == 2


def test_a_thousand_of_which_three_are_not_ones_own(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    theirs = [builders.barrier(cast.luton, f"We cannot lend {n}") for n in range(3)]
    hidden = builders.barrier(cast.luton, "We cannot tell you this", visibility="team")
    mine = Barrier.objects.bulk_create(
        Barrier(title=f"We cannot move {n}", visibility="public", status="open") for n in range(997)
    )
    BarrierPlace.objects.bulk_create(
        BarrierPlace(barrier=barrier, place=cast.bradford, is_lead=True) for barrier in mine
    )
    client.force_login(cast.bradford_editor)
    page = client.get("/barriers/?choose=on").content.decode()
    assert "All 1,000 barriers that match, not only those on this page" in page
    editor = cast.bradford_editor
    with django_assert_max_num_queries(40):
        change = chosen(client, editor, "barriers", "level", all="1", query="?choose=on")
    assert change.rows.count() == 1000
    said = {"visibility": "network", "why": "The places asked for it."}
    with django_assert_max_num_queries(69):
        page = looked_at(client, change, **said)
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("997", "3")
    assert all(barrier.title in page for barrier in theirs)
    assert "Not yours to change in this way (3)" in page
    assert hidden.title not in page
    assert "997 barriers are public now" in page
    with django_assert_max_num_queries(69):
        page = made(client, change)
    assert Barrier.objects.filter(visibility="network").count() == 997
    assert {Barrier.objects.get(pk=barrier.pk).visibility for barrier in theirs} == {"public"}
    with django_assert_max_num_queries(69):
        page = undone(client, change)
    assert count_of(page, "Put back") == "997"
    assert Barrier.objects.filter(visibility="public").count() == 1000
    change = chosen(client, editor, "barriers", "close", all="1")
    with django_assert_max_num_queries(69):
        looked_at(client, change, **CLOSED)
    with django_assert_max_num_queries(69):
        page = made(client, change)
    assert (count_of(page, "Changed"), count_of(page, "Left as they were")) == ("997", "3")
    with django_assert_max_num_queries(69):
        undone(client, change)
    assert not Closing.objects.exists()
    builders.barrier(cast.bradford)
    sent = {"operation": "close", "all": "1"}
    page = client.post("/bulk-changes/barriers/choose/", sent, follow=True).content.decode()
    assert "More than 1,000 match. Narrow the list with filters first." in page


def test_an_owner_is_named_for_many(client: Client, cast: Cast) -> None:
    body = builders.organisation("Department for Transport", "central_government")
    public = builders.barrier(cast.bradford, status="needs_owner", created_by=cast.author)
    lost = builders.barrier(cast.bradford, status="needs_owner", visibility="team")
    other = builders.barrier(cast.luton)
    ended = builders.barrier(cast.bradford, status="closed_unresolved")
    each = (public, lost, other, ended)
    change = chosen(client, cast.yorkshire_connector, "barriers", "owner", *each)
    page = looked_at(client, change, to=str(body), why="It pays for it.")
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "2")
    assert "1 barrier that everyone can read is then for everyone signed in" in page
    assert "You can read 1 barrier only because nobody has been named who could change it" in page
    made(client, change)
    public.refresh_from_db()
    assert (public.unlocker, public.status, public.visibility) == (body, "open", "network")
    assert Notice.objects.get(user=cast.author).subject.startswith(f"{body} could change it: B-")
    undone(client, change)  # a connector may not any more: it has an owner
    public.refresh_from_db()
    assert public.unlocker == body
    change = chosen(client, cast.bradford_editor, "barriers", "owner", public)
    page = looked_at(client, change, to=str(body), why="It pays for it.")
    assert "It names Department for Transport already (1)" in page
    desnz = "Department for Energy Security and Net Zero"
    looked_at(client, change, to=desnz, why="It pays for it.")
    made(client, change)
    undone(client, change)
    public.refresh_from_db()
    assert public.unlocker == body


def test_who_waits_over_links_is_told_as_far_as_they_read(client: Client, cast: Cast) -> None:
    goal = builders.barrier(cast.bradford, visibility="network")
    near = builders.barrier(cast.luton, created_by=cast.luton_officer)
    far = builders.barrier(cast.luton, created_by=cast.author)
    secret = builders.barrier(cast.luton, visibility="team", team=cast.team)
    behind = builders.barrier(cast.luton, created_by=cast.outsider)
    for waits, on in ((near, goal), (far, near), (secret, goal), (behind, secret)):
        BarrierLink.objects.create(barrier=waits, other=on, kind="joined")
    change = chosen(client, cast.bradford_editor, "barriers", "close", goal)
    looked_at(client, change, **CLOSED)
    made(client, change)
    told = set(Notice.objects.filter(kind="barrier-status").values_list("user", flat=True))
    assert told == {cast.luton_officer.pk, cast.author.pk}


def test_who_does_not_publish_is_told_that_hiding_cannot_be_undone(
    client: Client, cast: Cast
) -> None:
    said = {"visibility": "network", "why": "It is nobody else's business."}
    by = cast.bradford_officer
    mine = [builders.barrier(cast.bradford, visibility="public", created_by=by) for _ in range(2)]
    change = chosen(client, by, "barriers", "level", *mine[:1])
    page = looked_at(client, change, **said)
    assert "You cannot undo that: only editors of the place show it to everyone." in page
    change = chosen(client, by, "barriers", "level", *mine)
    assert "You cannot undo 2 of them" in looked_at(client, change, **said)
    made(client, change)
    assert "Only an editor of its place shows it to everyone again" in undone(client, change)
    change = chosen(client, cast.bradford_editor, "barriers", "level", *mine)
    assert "You cannot undo" not in looked_at(client, change, **said)
    change = chosen(client, by, "barriers", "close", *mine)
    assert "They are resolved" in client.get(change.get_absolute_url()).content.decode()
