"""What was told stays told only for who may still read it: on pages and in emails alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import send_waiting, tell, try_again
from accounts.notice.rights import HIDDEN, Line, one_allowed
from barriers.models import Barrier
from collaboration.comment.actions import add_comment
from collaboration.models import ActionItem
from dashboards.follow_news import tell_followers
from dashboards.my_work.emails import KIND as DUE
from dashboards.my_work.emails import written
from interface.made_up import PAGE_SAYS
from partnerships.models import Place
from people.models import Assignment, JobRole, SavedFilter, Subscription
from people.review.actions import REVIEW_DUE
from people.saved_filter.actions import tell_matches
from pilots.models import Pilot
from policy.regional_update.actions import reply
from records.models import Draft
from tests import builders as b
from tests.builders import Cast
from tests.clocks import shortly, stopped

pytestmark = pytest.mark.django_db

TITLE = "We cannot share the data"
PAGES = ("/account/notices/", "/account/notices/?show=all", "/?kind=notices", "/")


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """One that its place reads, its officer among them."""
    return b.barrier(cast.bradford, TITLE, visibility="place")


def tell_of(barrier: Barrier, to: User, **more: Any) -> Notice:
    said = {"kind": "barrier-status", "subject": f"Resolved: {TITLE}", "text": f"About {TITLE}"}
    return tell(**said, about=barrier, url=barrier.get_absolute_url(), to=to, **more)


def leave(cast: Cast) -> None:
    """The officer's role at Bradford ended yesterday."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Assignment.objects.filter(user=cast.bradford_officer).update(valid_to=yesterday)


def narrow(cast: Cast) -> None:
    """Those who look after the place took the level down."""
    Barrier.objects.update(visibility="team")


def delete(cast: Cast) -> None:
    """Whoever logged it took it back."""
    Barrier.objects.all().delete()


ENDS = pytest.mark.parametrize("ends", [leave, narrow, delete])


@ENDS
def test_pages_say_no_word_of_what_the_reader_may_not_see_any_more(
    client: Client, cast: Cast, barrier: Barrier, ends: Callable[[Cast], None]
) -> None:
    tell_of(barrier, cast.bradford_officer)
    client.force_login(cast.bradford_officer)
    for page in PAGES:
        assert TITLE in client.get(page).content.decode()
    url = barrier.get_absolute_url()
    ends(cast)
    for page in PAGES:
        shown = client.get(page).content.decode()
        assert TITLE not in shown
        assert url not in shown
        assert HIDDEN in shown, "that something was told is not taken away"


@ENDS
def test_an_email_that_waits_or_is_sent_again_is_not_sent_any_more(
    cast: Cast, barrier: Barrier, ends: Callable[[Cast], None], settings: Any
) -> None:
    waits = tell_of(barrier, cast.bradford_officer, by_mail=True)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    now = timezone.now()
    for day in range(6):
        send_waiting(stopped(now + dt.timedelta(days=day)))
    settings.EMAIL_BACKEND = works
    ends(cast)
    assert try_again(waits.pk)
    assert send_waiting(stopped(timezone.now() + dt.timedelta(hours=1))) == 0
    waits.refresh_from_db()
    assert (mail.outbox, bool(waits.sent_at)) == ([], True)


def test_one_that_may_still_be_told_is_sent(cast: Cast, barrier: Barrier) -> None:
    tell_of(barrier, cast.bradford_officer, by_mail=True)
    assert send_waiting() == 1
    assert TITLE in mail.outbox[0].body


def test_who_has_no_account_any_more_gets_no_email(cast: Cast, barrier: Barrier) -> None:
    tell_of(barrier, cast.bradford_officer, by_mail=True)
    User.objects.filter(pk=cast.bradford_officer.pk).update(is_active=False)
    assert send_waiting() == 0
    assert mail.outbox == []


@ENDS
def test_the_daily_email_says_what_may_be_told_as_it_is_sent(
    cast: Cast, barrier: Barrier, ends: Callable[[Cast], None]
) -> None:
    User.objects.filter(pk=cast.bradford_officer.pk).update(daily_letter=True)
    tell_of(barrier, cast.bradford_officer)
    tell(kind="role", subject="A role ended", about=None, to=cast.bradford_officer)
    assert write_daily_letters() == 1
    row = Notice.objects.get(kind="daily")
    assert (row.subject, row.text) == ("", ""), "no words wait in the outbox"
    ends(cast)
    send_waiting()
    (letter,) = mail.outbox
    assert letter.subject == "Placebook: 1 notice for you"
    assert "A role ended" in letter.body
    assert TITLE not in letter.body


def test_a_daily_email_with_nothing_left_to_tell_is_not_sent(cast: Cast, barrier: Barrier) -> None:
    User.objects.filter(pk=cast.bradford_officer.pk).update(daily_letter=True)
    tell_of(barrier, cast.bradford_officer)
    assert write_daily_letters() == 1
    narrow(cast)
    assert send_waiting() == 0


def test_the_email_of_what_is_due_names_no_page_that_its_reader_may_not_open(cast: Cast) -> None:
    post = b.post("Hidden post", b.organisation("Unit"), cast.bradford, visibility="place")
    row = Notice.objects.create(email=cast.bradford_officer.email, kind=DUE, by_mail=True)
    about = {"kind": REVIEW_DUE, "subject": "Is Hidden post right?", "about": post, "url": "/x/"}
    notice = tell(**about, to=cast.bradford_officer)
    Notice.objects.filter(pk=notice.pk).update(told_in=row)
    made = written(row)
    assert made is not None
    assert "Hidden post" in made[1]
    leave(cast)
    assert written(row) is None


def test_of_several_lines_those_stay_that_may_be_read(cast: Cast, barrier: Barrier) -> None:
    other = b.barrier(cast.bradford, "For all to read", visibility="network")
    lines = [Line(TITLE, barrier), Line("For all to read", other), Line("and 3 more")]
    notice = tell(kind="x", subject="News", about=None, lines=lines, to=cast.bradford_officer)
    leave(cast)
    notice = Notice.objects.get(pk=notice.pk)
    assert one_allowed(notice).text == f"- {HIDDEN}\nFor all to read\nand 3 more"
    other.delete()
    assert one_allowed(notice).is_hidden


def test_what_a_saved_filter_found_is_told_while_it_may_be_read(
    client: Client, cast: Cast, barrier: Barrier
) -> None:
    SavedFilter.objects.create(
        user=cast.bradford_officer,
        list_key="barriers",
        name="Ours",
        query="place=bradford",
        by_mail=True,
        told_until=timezone.now() - dt.timedelta(days=2),
    )
    assert tell_matches(shortly(minutes=63)) == 1
    client.force_login(cast.bradford_officer)
    assert TITLE in client.get("/account/notices/").content.decode()
    narrow(cast)
    assert TITLE not in client.get("/account/notices/").content.decode()
    assert send_waiting() == 0
    assert mail.outbox == []


def test_followers_are_sent_only_what_is_public_as_it_is_sent(cast: Cast) -> None:
    Subscription.objects.create(
        place=cast.bradford,
        email="resident@example.test",
        confirmed_at=timezone.now(),
        told_until=timezone.now() - dt.timedelta(days=2),
    )
    for title in ("First pilot", "Second pilot"):
        b.pilot(cast.bradford, title, visibility="public")
    assert tell_followers(shortly()) == 1
    Pilot.objects.filter(name="Second pilot").update(visibility="network")
    assert send_waiting() == 1
    (letter,) = mail.outbox
    assert "First pilot" in letter.body
    assert "Second pilot" not in letter.body
    assert HIDDEN in letter.body


def test_an_address_is_told_of_a_promise_while_it_is_that_of_who_owes_it(cast: Cast) -> None:
    unit = b.organisation("Unit")
    owner, other = (b.post(f"{name} lead", unit, cast.bradford) for name in ("Data", "Homes"))
    JobRole.objects.filter(pk=owner.pk).update(email="data@example.test")
    pilot = b.pilot(cast.bradford)
    promise = ActionItem.objects.create(
        subject=pilot, text="Send the data", due=timezone.localdate(), owner=owner, owner_said="x"
    )
    said = {"kind": "promise", "subject": "Promised: Send the data", "about": promise}
    tell(**said, email="data@example.test")
    ActionItem.objects.filter(pk=promise.pk).update(owner=other)
    assert send_waiting() == 0
    ActionItem.objects.filter(pk=promise.pk).update(owner=owner)
    tell(**said, email="data@example.test")
    assert send_waiting() == 1


def test_a_mention_is_hidden_with_its_record(client: Client, cast: Cast, barrier: Barrier) -> None:
    author = b.user("Editor", ("place_editor", cast.bradford))
    add_comment(by=author, record=barrier, text=f"@{cast.bradford_officer}")
    client.force_login(cast.bradford_officer)
    assert TITLE in client.get("/account/notices/").content.decode()
    leave(cast)
    assert TITLE not in client.get("/account/notices/").content.decode()


def test_a_reply_that_is_withdrawn_is_told_no_more(client: Client, cast: Cast) -> None:
    update = b.regional_update(cast.bradford, by=cast.bradford_editor)
    made = reply(by=cast.bradford_officer, update=update, text="Words to take back")
    notice = Notice.objects.get(kind="regional-reply", user=cast.bradford_editor)
    assert notice.about_id == made.pk
    made.delete()
    client.force_login(cast.bradford_editor)
    assert "Words to take back" not in client.get("/account/notices/").content.decode()


@pytest.mark.parametrize("many", [1, 15])
def test_one_query_asks_for_all_rights_of_a_page(
    client: Client, cast: Cast, django_assert_num_queries: Any, many: int
) -> None:
    for number in range(many):
        tell_of(b.barrier(cast.bradford, visibility="place"), cast.bradford_officer)
        for record in (b.pilot(cast.bradford, visibility="place"), b.policy_test(f"T{number}")):
            tell(kind="x", subject="Told", about=record, url="/", to=cast.bradford_officer)
    client.force_login(cast.bradford_officer)
    client.get("/account/notices/")
    with django_assert_num_queries(7):
        client.get("/account/notices/")


def test_of_what_was_told_before_this_was_kept_the_way_stays_and_no_word(
    client: Client, cast: Cast
) -> None:
    Notice.objects.create(
        kind="barrier-status",
        subject=TITLE,
        text=TITLE,
        url="/barriers/",
        about_unknown=True,
        user=cast.bradford_officer,
    )
    client.force_login(cast.bradford_officer)
    shown = client.get("/account/notices/").content.decode()
    assert TITLE not in shown
    assert 'href="/barriers/">Something that concerns you' in shown


@pytest.mark.parametrize("way", ["/pilots/{}/", "/pilots/{}/update/", "/barriers/?pilot={}"])
def test_the_way_that_says_a_name_stays_only_for_who_may_read_its_record(
    client: Client, cast: Cast, way: str
) -> None:
    pilot = b.pilot(cast.bradford, "Secret hubs", visibility="place")
    url = way.format(pilot.slug)
    notice = Notice.objects.create(
        kind="x", subject=TITLE, url=url, about_unknown=True, user=cast.bradford_officer
    )
    client.force_login(cast.bradford_officer)
    for page in PAGES:
        assert f'href="{url}"' in client.get(page).content.decode()
    leave(cast)
    for page in PAGES:
        shown = client.get(page).content.decode()
        assert pilot.slug not in shown
        assert HIDDEN in shown
    assert one_allowed(notice).is_hidden


@pytest.mark.parametrize("many", [1, 15])
def test_one_query_asks_for_all_old_ways_of_a_page(
    client: Client, cast: Cast, django_assert_num_queries: Any, many: int
) -> None:
    officer = cast.bradford_officer
    for number in range(many):
        for url in (b.pilot(cast.bradford).get_absolute_url(), "/pilots/", f"/nowhere/{number}/"):
            Notice.objects.create(kind="x", url=url, about_unknown=True, user=officer)
    client.force_login(officer)
    client.get("/account/notices/")
    with django_assert_num_queries(7):
        client.get("/account/notices/")


DRAFTS = [
    ("log-progress", lambda pilot: pilot.slug),
    ("comment", lambda pilot: f"pilot/{pilot.pk}"),
    ("error-report", lambda pilot: f"pilot/{pilot.slug}"),
    ("log-barrier", lambda pilot: f"pilot:{pilot.slug}"),
    ("figures-due", lambda pilot: pilot.slug),
]


@pytest.mark.parametrize(("form", "target"), DRAFTS)
@pytest.mark.parametrize("deleted", [False, True])
def test_a_draft_is_not_named_after_what_its_author_may_not_see_any_more(
    client: Client, cast: Cast, form: str, target: Callable[[Any], str], *, deleted: bool
) -> None:
    pilot = b.pilot(cast.bradford, "Secret hubs", visibility="place")
    Draft.objects.create(
        author=cast.bradford_officer,
        form=form,
        target=target(pilot),
        title="Progress: Secret hubs",
        deleted_at=timezone.now() if deleted else None,
    )
    client.force_login(cast.bradford_officer)
    assert "Progress: Secret hubs" in client.get("/?kind=drafts").content.decode()
    leave(cast)
    shown = client.get("/?kind=drafts").content.decode()
    assert "Secret hubs" not in shown
    assert pilot.slug not in shown
    assert "Draft about something that you can no longer see" in shown


@pytest.mark.parametrize("is_example", [True, False])
@pytest.mark.parametrize("daily", [True, False])
def test_an_email_about_what_is_made_up_says_so_first(
    cast: Cast, barrier: Barrier, is_example: bool, daily: bool
) -> None:
    Place.objects.filter(pk=cast.bradford.pk).update(is_example=is_example)
    tell_of(barrier, cast.bradford_officer, by_mail=not daily)
    if daily:
        User.objects.filter(pk=cast.bradford_officer.pk).update(daily_letter=True)
        write_daily_letters()
    send_waiting()
    (letter,) = mail.outbox
    assert TITLE in letter.subject + str(letter.body)
    assert str(letter.body).startswith(f"EXAMPLE. {PAGE_SAYS}\n\n") == is_example
