"""All promises as a list: whose, of what state, and where; many ended or given on at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import Notice
from collaboration.action_item.permissions import can_close_promise
from collaboration.models import ActionItem
from funding.models import OverlapCall
from partnerships.models import Organisation
from people.models import JobRole
from pilots.engagement.promise_operations import complete
from pilots.models import Pilot
from tests import builders, engaged
from tests.builders import TODAY, Cast
from tests.pilots.forms import signed_in, text_of
from tests.records.bulk.steps import chosen, count_of, looked_at, made, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def held_by(person: Any, title: str, body: Organisation) -> JobRole:
    """A job role of a body that this person holds."""
    post = builders.post(title, body)
    held = builders.holder(post, f"Holder of {title}").person
    held.user = person
    held.save()
    return post


def listed(who: Any, query: str = "") -> str:
    return text_of(signed_in(who).get(f"/promises/{query}"))


def test_promises_are_narrowed_by_whose_they_are_their_state_and_their_place(
    people: Cast, warm_homes: Pilot
) -> None:
    held = engaged.engagement(warm_homes, people.council, purpose="About boilers")
    post = held_by(people.outsider, "Data manager", people.council)
    engaged.promise(held, "Send the data", owner=post, due=TODAY - dt.timedelta(days=3))
    engaged.promise(held, "Book the hall", due=TODAY + dt.timedelta(days=3))
    engaged.promise(held, "Call back", state="done", ended_on=TODAY)
    page = listed(people.bradford_officer)
    assert page.index("Book the hall") < page.index("Call back") < page.index("Send the data")
    assert "3 promises" in page
    assert "About boilers" in page
    for query, alone in (
        ("?state=late", "Send the data"),
        ("?state=done", "Call back"),
        (f"?owner={people.council.slug}", "Send the data"),
    ):
        page = listed(people.bradford_officer, query)
        assert "1 promise" in page
        assert alone in page
    assert "3 promises" in listed(people.bradford_officer, "?place=bradford")
    assert "No promise that you can see matches" in listed(people.bradford_officer, "?place=luton")
    mine = listed(people.outsider, "?mine=on")
    assert "Send the data" in mine
    assert "Book the hall" not in mine
    assert Client().get("/promises/").status_code == 302


def test_who_owes_a_promise_of_a_hidden_meeting_reads_it_and_not_the_meeting(people: Cast) -> None:
    hidden = builders.pilot(people.bradford, "Hidden", visibility="team")
    held = engaged.engagement(hidden, purpose="A secret purpose")
    post = held_by(people.outsider, "Data manager", people.council)
    engaged.promise(held, "Send the data", owner=post)
    engaged.promise(held, "Of somebody else")
    page = listed(people.outsider)
    assert "Send the data" in page
    assert "A record that you cannot see" in page
    assert "A secret purpose" not in page
    assert "Of somebody else" not in page
    assert "Send the data" not in listed(people.outsider, "?place=bradford")


def test_what_is_promised_at_a_call_has_no_meeting_of_the_same_number(
    client: Client, people: Cast, warm_homes: Pilot
) -> None:
    """Whoever may change the meeting may not end what was promised at the call."""
    meeting = engaged.engagement(warm_homes, purpose="About the data")
    call = OverlapCall.objects.create(pk=meeting.pk, about="Net zero", created_by=people.outsider)
    call.flows.add(builders.flow(people.bradford, 5, visibility="public"))
    promise = ActionItem.objects.create(
        subject=call,
        text="Invite them all",
        owner_said="Clerk",
        due=TODAY,
        created_by=people.outsider,
    )
    page = listed(people.bradford_officer)
    assert "Invite them all" in page
    assert "Coordination call: Net zero" in page
    assert "About the data" not in page
    for who, may in ((people.bradford_officer, False), (people.outsider, True)):
        assert can_close_promise(who, promise) is may
    (one,) = complete(ActionItem.objects.filter(pk=promise.pk), people.bradford_officer)
    assert one.at == call


def test_promises_of_a_made_up_place_are_listed_where_it_is_named(people: Cast) -> None:
    example = builders.place("Exampleton", is_example=True)
    engaged.promise(engaged.visit(None, example), "Made-up promise")
    assert "Made-up promise" not in listed(people.bradford_officer)
    assert "Made-up promise" in listed(people.bradford_officer, "?place=exampleton")


def test_several_are_ended_in_one_go_and_open_again_once_undone(
    client: Client, people: Cast, warm_homes: Pilot
) -> None:
    held = engaged.engagement(warm_homes, people.council)
    one, two = (engaged.promise(held, text) for text in ("Send the data", "Book the hall"))
    over = engaged.promise(held, "Call back", state="done", ended_on=TODAY)
    away = builders.pilot(people.luton, "Luton pilot", visibility="public")
    others = engaged.promise(engaged.engagement(away), "Of Luton")
    page = signed_in(people.bradford_officer).get("/promises/?choose=on").content.decode()
    assert f'name="row" value="{one.pk}" form="together"' in page
    assert f'name="row" value="{others.pk}"' not in page
    each = (one, two, over, others)
    change = chosen(client, people.bradford_officer, "promises", "end", *each)
    assert "Error: " in looked_at(client, change, state="done")
    page = looked_at(client, change, state="dropped", why="The fund has ended")
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "2")
    assert "Already: done (1)" in page
    made(client, change)
    one.refresh_from_db()
    assert (one.state, one.ended_on, one.outcome) == ("dropped", TODAY, "The fund has ended")
    others.refresh_from_db()
    assert others.state == "open"
    undone(client, change)
    one.refresh_from_db()
    assert (one.state, one.ended_on, one.outcome) == ("open", None, "")
    assert ActionItem.objects.open().count() == 3


def test_several_are_given_to_another_job_role_whose_holder_is_told(
    client: Client, people: Cast, warm_homes: Pilot
) -> None:
    hidden = builders.pilot(people.luton, "Hidden", visibility="team")
    before = held_by(people.outsider, "Before", people.council)
    after = held_by(people.bradford_editor, "After", people.council)
    seen = engaged.promise(engaged.engagement(warm_homes), "Send the data", owner=before)
    owed = engaged.promise(engaged.engagement(hidden), "Book the hall", owner=before)
    change = chosen(client, people.outsider, "promises", "give", seen, owed)
    assert "Say which job role takes them over" in looked_at(client, change, why="She left")
    page = looked_at(client, change, owner=after.title, why="She left")
    assert count_of(page, "Would change") == "2"
    assert "2 promises are yours to change only because you are responsible for them" in page
    assert "You may not be able to read 1 promise any more" in page
    made(client, change)
    owed.refresh_from_db()
    assert (owed.owner, owed.owner_said) == (after, "After")
    told = Notice.objects.get(user=people.bradford_editor, kind="promise")
    assert told.subject == "Now for After: 2 promises"
    page = undone(client, change)
    assert "Not yours to change in this way" in page
    assert "Book the hall" not in page  # who gave it away does not see it any more
    assert set(ActionItem.objects.values_list("owner_said", flat=True)) == {"After"}


def test_whoever_writes_down_the_meeting_gives_its_promises_on_and_back(
    client: Client, people: Cast, warm_homes: Pilot
) -> None:
    before, after = (builders.post(title, people.council) for title in ("Before", "After"))
    promise = engaged.promise(
        engaged.engagement(warm_homes), "Send the data", owner=before, owner_said="Before"
    )
    change = chosen(client, people.bradford_officer, "promises", "give", promise)
    then = looked_at(client, change, owner="After", why="She left")
    assert "only because you are responsible" not in then
    made(client, change)
    promise.refresh_from_db()
    assert promise.owner == after
    undone(client, change)
    promise.refresh_from_db()
    assert (promise.owner, promise.owner_said) == (before, "Before")


def test_a_promise_is_not_given_back_to_a_job_role_that_is_closed(
    client: Client, people: Cast, warm_homes: Pilot
) -> None:
    before, after = (builders.post(title, people.council) for title in ("Before", "After"))
    promise = engaged.promise(engaged.engagement(warm_homes), "Send the data", owner=before)
    change = chosen(client, people.bradford_officer, "promises", "give", promise)
    looked_at(client, change, owner=after.title, why="She left")
    made(client, change)
    before.ended_on = TODAY
    before.save()
    assert "The job role that owed it before is closed" in undone(client, change)
    promise.refresh_from_db()
    assert promise.owner == after
