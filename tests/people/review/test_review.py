"""Care of the directory: confirming, the queue, error reports, reminders, and who keeps a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceName
from people.models import JobRole
from people.review.actions import remind_owners
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
PLACE = "/places/bradford/keeper/"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_every_reader_sees_how_stale_a_page_is(client: Client, cast: Cast) -> None:
    for address in ("/places/bradford/about/", f"/organisations/{cast.council.slug}/"):
        assert "Never confirmed" in read(client, address)
    Place.objects.filter(slug="bradford").update(
        reviewed_on=dt.date(2025, 5, 3),
        reviewed_by=cast.bradford_editor,
        review_by=dt.date(2025, 11, 3),
    )
    page = read(client, "/places/bradford/about/")
    assert "Last confirmed on 3 May 2025. Review was due on 3 November 2025." in page
    assert "Bradford editor" not in page
    client.force_login(cast.outsider)
    assert "Last confirmed on 3 May 2025 by Bradford editor" in read(
        client, "/places/bradford/about/"
    )


def test_one_press_confirms_and_says_when_it_is_due_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.yorkshire_connector)
    post = builders.post(
        "Housing lead", cast.council, cast.bradford, bounced_on=dt.date(2025, 1, 1)
    )
    given = {"record": f"post:{post.pk}", "back": "record"}
    page = client.post("/directory/confirm/", given, follow=True).content.decode()
    assert "Confirmed as of today" in page
    assert "by Yorkshire connector" in page
    post.refresh_from_db()
    assert post.bounced_on is None
    assert post.review_by == timezone.localdate() + dt.timedelta(days=183)


def test_many_pages_are_confirmed_at_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.yorkshire_connector)
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford)
    records = [f"place:{cast.bradford.pk}", f"organisation:{cast.council.pk}"]
    page = client.post("/directory/confirm/", {"record": records}, follow=True).content.decode()
    assert "2 pages confirmed as of today" in page
    assert Organisation.objects.get(pk=cast.council.pk).reviewed_by == cast.yorkshire_connector


def test_nobody_confirms_pages_of_another_region(client: Client, cast: Cast) -> None:
    client.force_login(cast.yorkshire_connector)
    both = {"record": [f"place:{cast.bradford.pk}", f"place:{cast.luton.pk}"]}
    assert client.post("/directory/confirm/", both).status_code == 403
    assert not Place.objects.filter(reviewed_on__isnull=False)


@pytest.mark.parametrize(
    "record", ["", "place:x", "planet:1", "place:99999999999999999999", "\x00"]
)
def test_a_record_that_is_not_there_confirms_nothing(
    client: Client, cast: Cast, record: str
) -> None:
    client.force_login(cast.yorkshire_connector)
    page = client.post("/directory/confirm/", {"record": record}, follow=True).content.decode()
    assert "Tick the pages that you confirm" in page


def test_the_queue_holds_the_own_region_and_nothing_else(client: Client, cast: Cast) -> None:
    today = timezone.localdate()
    vacant = builders.post("Vacant lead", cast.council, cast.bradford, confirmed_on=today)
    late = {"confirmed_on": today, "review_by": today - dt.timedelta(days=1)}
    overdue = builders.post("Late lead", cast.council, cast.bradford, **late)
    bounced = builders.post("Lost lead", cast.council, cast.bradford, bounced_on=today)
    elsewhere = builders.post("Luton lead", None, cast.luton)
    hidden = builders.post("Zanzibar lead", cast.council, cast.bradford, visibility="team")
    for post in (overdue, bounced):
        builders.holder(post, f"Holder of {post}")
    client.force_login(cast.yorkshire_connector)
    page = read(client, "/directory/queue/")
    parts = dict(part.split("</h2>", 1) for part in page.split('<h2 id="')[1:] for part in [part])
    by_key = {head.split('"')[0]: body for head, body in parts.items()}
    assert str(vacant) in by_key["vacant"]
    assert str(overdue) in by_key["overdue"]
    assert str(bounced) in by_key["bounced"]
    assert "Bradford" in by_key["never"]
    assert str(elsewhere) not in page
    assert "Luton" not in page
    assert str(hidden) not in page
    work = read(client, "/")
    for why, what in (
        ("bounced", "Correct addresses from which emails came back"),
        ("vacant", "Say who holds job roles that nobody holds"),
        ("overdue", "Review pages that are overdue"),
        ("never", "Confirm pages that nobody has confirmed"),
    ):
        assert f'<a href="/directory/queue/#{why}">{what}</a>' in work


def test_a_place_that_ended_waits_for_nobody(client: Client, cast: Cast) -> None:
    old = builders.place("Oldshire", "county", within=cast.region)
    client.force_login(cast.yorkshire_connector)
    assert "Oldshire" in read(client, "/directory/queue/")
    PlaceName.objects.filter(place=old).update(valid_to=timezone.localdate())
    assert "Oldshire" not in read(client, "/directory/queue/")


def test_an_officer_s_queue_holds_the_own_body(client: Client, cast: Cast) -> None:
    ministry = cast.desnz_official.assignments.get().organisation
    team = builders.organisation("Home energy team", "central_government", parent=ministry)
    client.force_login(cast.desnz_official)
    page = read(client, "/directory/queue/")
    assert str(team) in page
    assert str(cast.council) not in page


def test_owners_are_reminded_once_when_a_review_falls_due(cast: Cast) -> None:
    today = timezone.localdate()
    post = builders.post(
        "Housing lead", cast.council, cast.bradford, review_by=today - dt.timedelta(days=1)
    )
    version = JobRole.objects.get().version
    assert remind_owners(today) == 1
    assert remind_owners(today) == 0
    assert Notice.objects.get().user == cast.bradford_editor
    assert JobRole.objects.get().version == version, "a reminder is no change of the record"
    JobRole.objects.filter(pk=post.pk).update(review_by=today + dt.timedelta(days=30))
    assert remind_owners(today) == 0
    assert remind_owners(today + dt.timedelta(days=31)) == 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_of_the_queue_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: object, count: int
) -> None:
    for number in range(count):
        body = builders.organisation(f"Body {number}")
        OrganisationPlace.objects.create(organisation=body, place=cast.bradford)
        builders.post(f"Role {number}", body, cast.bradford)
    client.force_login(cast.yorkshire_connector)
    client.get("/directory/queue/")
    with django_assert_num_queries(12):  # type: ignore[operator]  # a fixture
        client.get("/directory/queue/")


def test_letters_name_no_job_role_to_those_who_do_not_see_it(cast: Cast) -> None:
    keeper = builders.post("Keeper of the page", cast.council)
    held = builders.holder(keeper, "Pat Doe", valid_from=dt.date(2024, 1, 1))
    held.person.user = cast.outsider
    held.person.save()
    Organisation.objects.filter(pk=cast.council.pk).update(owner_post=keeper)
    due = {"review_by": dt.date(2025, 1, 1)}
    for level in ("place", "network"):
        builders.post(f"Role at {level}", cast.council, cast.bradford, visibility=level, **due)
    remind_owners(dt.date(2026, 11, 20))
    told = {(one.user, one.subject) for one in Notice.objects.filter(kind="review_due")}
    assert told == {
        (cast.bradford_editor, "Is the page of Role at place still right?"),
        (cast.outsider, "Is the page of Role at network still right?"),
    }


@pytest.fixture
def editor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.bradford_editor)
    return client


def day(value: dt.date) -> dict[str, Any]:
    return {
        "review_by_day": value.day,
        "review_by_month": value.month,
        "review_by_year": value.year,
    }


def send(client: Client, address: str, record: Any, **said: Any) -> str:
    version = type(record).objects.get(pk=record.pk).version
    return client.post(address, {"version": version, **said}, follow=True).content.decode()


def test_an_editor_says_who_keeps_a_place_and_by_when(editor: Client, cast: Cast) -> None:
    post = builders.post("Directory lead", cast.council, cast.bradford, visibility="public")
    assert PLACE in editor.get("/places/bradford/about/").content.decode()
    due = timezone.localdate() + dt.timedelta(days=40)
    send(editor, PLACE, cast.bradford, owner_post="directory lead", **day(due))
    page = read(editor, "/places/bradford/about/")
    assert "Looked after by: <a" in page
    assert "Directory lead" in page
    place = Place.objects.get(pk=cast.bradford.pk)
    assert (place.owner_post, place.review_by) == (post, due)
    editor.logout()
    public = editor.get("/places/bradford/about/").content.decode()
    assert "Directory lead" in public
    assert PLACE not in public


def test_the_page_of_a_body_has_a_keeper_too(client: Client, cast: Cast) -> None:
    post = builders.post("Register officer", cast.council, cast.bradford)
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford)
    address = f"/organisations/{cast.council.slug}/keeper/"
    client.force_login(cast.yorkshire_connector)
    assert address in client.get(f"/organisations/{cast.council.slug}/").content.decode()
    page = send(client, address, cast.council, owner_post="Register officer")
    assert "Looked after by: <a" in page
    assert Organisation.objects.get(pk=cast.council.pk).owner_post == post


def test_the_job_role_that_was_picked_is_taken_out_of_many_of_that_title(
    editor: Client, cast: Cast
) -> None:
    many = [builders.post("Head of place", cast.council, cast.bradford) for _ in range(12)]
    said = {"owner_post": "Head of place", "owner_post_pick": str(many[-1].pk)}
    send(editor, PLACE, cast.bradford, **said)
    assert Place.objects.get(pk=cast.bradford.pk).owner_post == many[-1]
    for pick in ("x", "99999999999999999999", ""):
        page = send(editor, PLACE, cast.bradford, **{**said, "owner_post_pick": pick})
        assert "Which job role did you mean?" in page


def test_a_keeper_that_the_editor_may_not_see_stays_unless_they_name_another(
    editor: Client, cast: Cast
) -> None:
    hidden = builders.post("Quiet keeper", cast.council, cast.luton, visibility="place")
    seen = builders.post("Open keeper", cast.council, cast.bradford)
    Place.objects.filter(pk=cast.bradford.pk).update(owner_post=hidden)
    assert "Quiet keeper" not in editor.get(PLACE).content.decode()
    page = send(editor, PLACE, cast.bradford, owner_post="Quiet keeper")
    assert "We can’t find “Quiet keeper”" in page
    send(editor, PLACE, cast.bradford, owner_post="", **day(timezone.localdate()))
    assert Place.objects.get(pk=cast.bradford.pk).owner_post == hidden
    send(editor, PLACE, cast.bradford, owner_post="Open keeper")
    assert Place.objects.get(pk=cast.bradford.pk).owner_post == seen
    send(editor, PLACE, cast.bradford, owner_post="")
    assert Place.objects.get(pk=cast.bradford.pk).owner_post is None


def test_a_new_day_is_not_over_yet_but_the_one_that_stands_may_be(
    editor: Client, cast: Cast
) -> None:
    past = dt.date(2025, 5, 3)
    page = send(editor, PLACE, cast.bradford, **day(past))
    assert "Enter today or a later day" in page
    assert 'value="2025"' in page, "what was typed is kept"
    Place.objects.filter(pk=cast.bradford.pk).update(review_by=past)
    builders.post("Open keeper", cast.council, cast.bradford)
    send(editor, PLACE, cast.bradford, owner_post="Open keeper", **day(past))
    assert "Review was due on 3 May 2025" in read(editor, "/places/bradford/about/")


def test_the_second_of_two_keepers_of_a_page_sees_both_versions(editor: Client, cast: Cast) -> None:
    first = Place.objects.get(pk=cast.bradford.pk).version
    builders.post("Open keeper", cast.council, cast.bradford)
    send(editor, PLACE, cast.bradford, owner_post="Open keeper")
    page = editor.post(PLACE, {"version": first, "owner_post": ""}).content.decode()
    assert "Open keeper" in page
    assert Place.objects.get(pk=cast.bradford.pk).owner_post is not None


def test_job_roles_are_suggested_only_to_those_who_see_them(editor: Client, cast: Cast) -> None:
    builders.post("Head of place", cast.council, cast.bradford)
    builders.post("Head of secrets", cast.council, cast.luton, visibility="place")
    found = editor.get("/job-roles/suggest/?q=head of").json()["results"]
    assert [(one["label"], one["hint"]) for one in found] == [("Head of place", str(cast.council))]
