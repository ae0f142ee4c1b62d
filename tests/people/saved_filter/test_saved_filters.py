"""Filters that people save under a name, and the daily email of what is new among what matches."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import send_waiting
from accounts.notice.rights import one_allowed
from barriers.models import Barrier
from interface.words import date_words
from partnerships.models import FormerAddress, Place, PlaceLink, PlaceName
from people.models import Assignment, SavedFilter
from people.saved_filter import actions
from people.saved_filter.actions import MOST, leave_url, tell_matches
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast
from tests.partnerships.test_constraints import broken, changed

pytestmark = pytest.mark.django_db
ADD = "/saved-filters/add/barriers/?q=data&place=bradford"
NOW = timezone.now()
# At noon: in the first minutes of a day nothing is looked at yet
TOMORROW = (timezone.localtime(NOW) + dt.timedelta(days=1)).replace(hour=12)


def saved(who: Any, query: str = "place=bradford", **fields: Any) -> SavedFilter:
    """Saved two days ago, with emails."""
    fields = {"by_mail": True, "told_until": NOW - dt.timedelta(days=2), **fields}
    list_key = fields.pop("list_key", "barriers")
    return SavedFilter.objects.create(
        user=who, list_key=list_key, name=fields.pop("name", "Ours"), query=query, **fields
    )


def told() -> list[str]:
    rows = Notice.objects.filter(kind="saved-filter").order_by("id")
    return [one_allowed(notice).text for notice in rows]


def test_filters_are_saved_from_their_list_under_a_name(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    page = client.get("/barriers/?q=data&place=bradford").content.decode()
    assert (
        'href="/saved-filters/add/barriers/?q=data&amp;place=bradford">Save these filters' in page
    )
    assert "Words or reference: “data”" in client.get(ADD).content.decode()
    said = {"name": "Data at ours", "by_mail": "on"}
    page = client.post(ADD, said, follow=True).content.decode()
    assert 'href="/barriers/?q=data&amp;place=bradford">Data at ours' in page
    one = SavedFilter.objects.get()
    assert (one.user, one.by_mail) == (cast.bradford_officer, True)
    assert "You have a saved filter of this name" in client.post(ADD, said).content.decode()
    assert "Enter" in client.post(ADD, {"name": ""}).content.decode()


def test_nothing_to_save_leads_back_to_the_list(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    for query in ("", "?other=x", "?status=no-such-status"):
        answer = client.get(f"/saved-filters/add/barriers/{query}")
        assert (answer.status_code, answer.headers.get("location")) == (302, "/barriers/")
    assert client.get("/saved-filters/add/no-such-list/?q=x").status_code == 404
    assert client.get(f"/saved-filters/add/barriers/?q={'x' * 3_000}").status_code == 400
    client.logout()
    assert "Save these filters" not in client.get("/barriers/?q=data").content.decode()


def test_one_is_renamed_and_ended_by_its_owner_alone(client: Client, cast: Cast) -> None:
    one = saved(cast.bradford_officer, by_mail=False)
    client.force_login(cast.bradford_officer)
    client.post(one.get_absolute_url(), {"name": "Bradford & co.", "by_mail": "on"})
    one.refresh_from_db()
    assert (one.name, one.by_mail) == ("Bradford & co.", True)
    assert one.told_until > NOW - dt.timedelta(hours=1)  # nothing older is told
    client.force_login(cast.luton_officer)
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.post(f"{one.get_absolute_url()}end/").status_code == 404
    assert "Bradford" not in client.get("/saved-filters/").content.decode().partition("<main")[2]
    client.force_login(cast.bradford_officer)
    page = client.post(f"{one.get_absolute_url()}end/", follow=True).content.decode()
    assert "<p>Deleted: Bradford &amp; co.</p>" in page  # its name ends the sentence already
    assert not SavedFilter.objects.exists()


def test_what_is_new_is_emailed_once_a_day_at_most(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    saved(cast.bradford_officer)
    assert tell_matches(NOW + dt.timedelta(hours=1)) == 0  # nothing matches
    SavedFilter.objects.update(told_until=NOW - dt.timedelta(days=2))
    builders.barrier(cast.bradford, "Data waits", visibility="place")
    builders.barrier(cast.luton, "Elsewhere", visibility="public")
    with django_capture_on_commit_callbacks(execute=False):
        assert tell_matches(TOMORROW) == 1
        assert tell_matches(TOMORROW) == 0
        assert tell_matches(TOMORROW + dt.timedelta(days=1)) == 0  # nothing moved since
    [text] = told()
    assert "New: B-" in text
    assert "Data waits" in text
    assert "Elsewhere" not in text
    assert send_waiting(lambda: TOMORROW) == 0  # it comes in the email of the day
    write_daily_letters(TOMORROW)
    send_waiting(lambda: TOMORROW + dt.timedelta(days=1))
    [letter] = [one for one in mail.outbox if one.to == [cast.bradford_officer.email]]
    assert "Ours: 1 barrier new or changed" in letter.body
    assert "Data waits" in letter.body
    assert "/barriers/?place=bradford" in letter.body
    assert "List-Unsubscribe" in letter.extra_headers


def test_more_than_are_counted_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(cast.bradford_officer)
    for _ in range(18):
        builders.barrier(cast.bradford, visibility="place")
    monkeypatch.setattr(actions, "MOST_COUNTED", 17)
    assert tell_matches(TOMORROW) == 1
    subject = "Ours: more than 17 barriers new or changed"
    assert Notice.objects.get().subject == subject
    assert "and others" in told()[0]


def test_what_comes_after_the_look_of_the_day_waits_for_tomorrow(cast: Cast) -> None:
    today = timezone.localtime(NOW)
    saved(cast.bradford_officer, told_until=today.replace(hour=0, minute=0, second=0))
    builders.barrier(cast.bradford, "Later that day", visibility="place")
    assert tell_matches(today.replace(hour=23, minute=59)) == 0
    assert tell_matches(TOMORROW) == 1
    assert "Later that day" in told()[0]


def test_only_what_the_reader_may_see_as_it_is_sent_is_told(cast: Cast) -> None:
    builders.barrier(cast.bradford, "For the place", visibility="place")
    builders.barrier(cast.bradford, "For all", visibility="network")
    saved(cast.bradford_officer)
    Assignment.objects.filter(user=cast.bradford_officer).update(
        valid_to=timezone.localdate() - dt.timedelta(days=1)
    )
    assert tell_matches(TOMORROW) == 1
    [text] = told()
    assert "For all" in text
    assert "For the place" not in text


def test_who_may_not_sign_in_any_more_or_wants_no_email_gets_none(cast: Cast) -> None:
    builders.barrier(cast.bradford, visibility="public")
    saved(cast.bradford_officer, by_mail=False)
    gone = builders.user("Gone", ("contributor", cast.bradford), is_active=False)
    saved(gone)
    assert tell_matches(TOMORROW) == 0
    assert told() == []


def test_a_place_that_merged_is_followed(cast: Cast) -> None:
    old = builders.place("Keighley", "town", slug="keighley")
    FormerAddress.objects.create(place=cast.bradford, slug="keighley-was")
    Place.objects.filter(pk=old.pk).update(slug="another")
    builders.barrier(cast.bradford, "Still told", visibility="place")
    saved(cast.bradford_officer, "place=keighley-was")
    assert tell_matches(TOMORROW) == 1
    assert "Still told" in told()[0]


def test_whoever_saved_filters_of_a_place_that_was_replaced_is_told_once_by_what(
    client: Client, cast: Cast
) -> None:
    old = builders.place("Keighley")
    builders.barrier(old, "Stays behind", visibility="public")
    saved(cast.bradford_officer, "place=keighley")
    today = timezone.localdate()
    PlaceName.objects.filter(place=old).update(valid_to=today)
    PlaceLink.objects.create(place=old, other=cast.bradford, kind="succeeded_by", valid_from=today)
    assert tell_matches(TOMORROW) == 1
    assert tell_matches(TOMORROW + dt.timedelta(days=1)) == 0
    client.force_login(cast.bradford_officer)
    page = client.get("/saved-filters/").content.decode()
    assert "It needs changing." in page
    assert "An email a day" not in page
    ended = f"Keighley ended {date_words(today)}, replaced by Bradford"
    assert f"{ended}. Choose that in the list, and save the filters again." in page


def test_a_saved_filter_that_finds_nothing_any_more_says_so_once(
    client: Client, cast: Cast
) -> None:
    one = saved(cast.bradford_officer, "place=no-such-place")
    assert tell_matches(TOMORROW) == 1
    assert tell_matches(TOMORROW + dt.timedelta(days=1)) == 0
    one.refresh_from_db()
    assert "no-such-place" in one.problem
    assert Notice.objects.get().subject == "Ours: this saved filter does not work any more"
    client.force_login(cast.bradford_officer)
    page = client.get("/saved-filters/").content.decode()
    assert "It needs changing." in page
    assert "no-such-place" in page


def test_an_email_of_one_is_left_with_one_press(client: Client, cast: Cast) -> None:
    one = saved(cast.bradford_officer)
    address = leave_url(one)
    assert "Stop these emails" in client.get(address).content.decode()
    assert SavedFilter.objects.get(pk=one.pk).by_mail  # a scanner opened it
    assert "no more emails" in client.post(address).content.decode()
    one.refresh_from_db()
    assert not one.by_mail
    assert client.get("/saved-filters/leave/broken/").status_code == 404


@pytest.mark.parametrize("how", ["left", "unticked", "deleted"])
def test_what_waits_goes_in_no_email_once_they_are_stopped(
    client: Client, cast: Cast, how: str
) -> None:
    ours, other = saved(cast.bradford_officer), saved(cast.bradford_officer, name="Other")
    builders.barrier(cast.bradford, visibility="place")
    assert tell_matches(TOMORROW) == 2
    client.force_login(cast.bradford_officer)
    if how == "left":
        client.post(leave_url(ours))
    elif how == "unticked":
        client.post(ours.get_absolute_url(), {"name": "Ours"})
    else:
        client.post(f"{ours.get_absolute_url()}end/")
    write_daily_letters(TOMORROW)
    send_waiting(lambda: TOMORROW + dt.timedelta(days=1))
    (letter,) = [one for one in mail.outbox if one.to == [cast.bradford_officer.email]]
    assert "Other: 1 barrier" in letter.body
    assert "Ours: " not in letter.body
    assert Notice.objects.visible_to(cast.bradford_officer).unread().count() == 2
    assert leave_url(other) in letter.extra_headers["List-Unsubscribe"]


def test_mine_are_those_that_concern_me(client: Client, cast: Cast) -> None:
    mine = builders.barrier(
        cast.luton, "I logged it", visibility="public", created_by=cast.bradford_officer
    )
    teams = builders.barrier(cast.luton, "My team", visibility="team", team=cast.team)
    builders.barrier(cast.bradford, "Another", visibility="public")
    builders.pilot(cast.bradford, "Pilot here", visibility="public")
    builders.pilot(cast.luton, "Pilot there", visibility="public")
    assert list(Barrier.objects.concerning(cast.teammate)) == [teams]
    assert list(Barrier.objects.concerning(cast.resident)) == []
    client.force_login(cast.bradford_officer)
    page = client.get("/barriers/?mine=on").content.decode()
    assert mine.title in page
    assert "Another" not in page
    page = client.get("/pilots/?mine=on").content.decode()
    assert "Pilot here" in page
    assert "Pilot there" not in page
    client.logout()
    assert 'name="mine"' not in client.get("/pilots/").content.decode()


def test_pilots_can_be_saved_as_well(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Warm homes", visibility="public")
    assert Pilot.objects.count() == 1
    saved(cast.bradford_officer, "mine=on", list_key="pilots")
    assert tell_matches(TOMORROW) == 1
    assert "New: Warm homes" in told()[0]


def test_somebody_has_so_many_at_most(client: Client, cast: Cast) -> None:
    for number in range(MOST):
        saved(cast.bradford_officer, name=f"Filter {number}")
    client.force_login(cast.bradford_officer)
    page = client.post(ADD, {"name": "One more"}).content.decode()
    assert f"You have {MOST} saved filters" in page
    assert SavedFilter.objects.count() == MOST


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [({"name": ""}, "saved_filter_has_name"), ({"query": ""}, "saved_filter_has_filters")],
)
def test_the_database_refuses(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    assert broken(changed(saved(cast.author), **fields)) == constraint


def test_the_database_refuses_a_name_twice(cast: Cast) -> None:
    saved(cast.author, name="OURS")
    assert broken(lambda: saved(cast.author, name="Ours")) == "saved_filter_name_once"
