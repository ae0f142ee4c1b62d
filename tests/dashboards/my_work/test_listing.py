"""My work is one list by urgency: each thing once, narrowed by kind, its count in the header."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from collaboration.models import MeetingAsk
from dashboards.my_work.counting import note_count
from interface.paging import BoundedCount
from interface.sections import SHOWN
from pilots.models import Milestone, Pilot
from policy.models import PolicyTestPlace
from records.models import Draft
from tests import builders
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db

# The session and the account
QUERIES_OF_A_PAGE = 2
SAVED = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    """It is 20 November 2026, at noon."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


def due(cast: Cast, days: int, name: str) -> Pilot:
    return builders.pilot(
        cast.bradford,
        name,
        programme=cast.pfpp,
        rhythm=3,
        update_due=TODAY + dt.timedelta(days=days),
    )


def groups(client: Client, who: User, address: str = "/") -> dict[str, list[str]]:
    client.force_login(who)
    listing = client.get(address).context["work"].listing
    return {group.title: [task.title for task in group.tasks] for group in listing.groups}


def header(client: Client, address: str = "/about/") -> str:
    """What the link to my work says in the header."""
    page = re.sub(r"<span class=\"vh\">.*?</span>", "", client.get(address).content.decode())
    found = re.search(r'<div class="who">\s*<a href="/add/">Add</a>\s*<a href="/">(.*?)</a>', page)
    assert found
    return found[1]


def typed(who: User, form: str = "log-barrier", target: str = "", title: str = "Words") -> Draft:
    return Draft.objects.create(
        author=who,
        form=form,
        target=target,
        title=title,
        typed={"said": ["Long words"]},
        saved_at=SAVED,
    )


def test_what_is_late_stands_first_whatever_its_kind(client: Client, cast: Cast) -> None:
    hubs = due(cast, 20, "Later")
    due(cast, 4, "This week")
    due(cast, -2, "Late")
    Milestone.objects.create(pilot=hubs, text="Opens", due=TODAY - dt.timedelta(days=9))
    builders.update(hubs, state="questioned", question="How many?")
    builders.meeting(cast.bradford_officer, cast.council, about="About homes")
    typed(cast.bradford_officer)

    assert groups(client, cast.bradford_officer) == {
        "Late": ["Opens", "Late"],
        "This week": ["This week"],
        "Waiting for you": ["How many?", "Later"],
        "Waiting for others": ["About homes"],
        "Drafts": ["Words"],
    }
    said = client.get("/").content.decode()
    assert "Milestone · Later" in said
    assert "Question to answer · About Later" in said


def test_kinds_narrow_the_list_and_absent_ones_are_not_offered(client: Client, cast: Cast) -> None:
    hubs = due(cast, -2, "Hubs")
    builders.update(hubs, state="questioned", question="How many?")

    assert groups(client, cast.bradford_officer, "/?kind=questions") == {
        "Waiting for you": ["How many?"]
    }
    tabs = client.get("/").context["work"].listing.tabs
    assert [tab["label"] for tab in tabs] == [
        "Everything",
        "Updates due (1)",
        "Questions to answer (1)",
    ]
    said = client.get("/?kind=nonsense").content.decode()
    assert "Nothing of that kind is waiting any more" in said
    assert "How many?" in said


def test_a_notice_of_what_is_in_the_list_is_no_second_line(client: Client, cast: Cast) -> None:
    update = builders.update(due(cast, 40, "Hubs"), state="questioned", question="How many?")
    officer = cast.bradford_officer
    for subject, url in (
        ("A question about Hubs", f"{update.get_absolute_url()}#question"),
        ("A role ended", "/account/"),
    ):
        Notice.objects.create(user=officer, kind="x", subject=subject, url=url)

    assert groups(client, officer) == {"Waiting for you": ["How many?", "A role ended"]}
    assert client.get("/").context["work"].listing.count.count == 2
    assert set(groups(client, officer, "/?kind=notices")["Waiting for you"]) == {
        "A question about Hubs",
        "A role ended",
    }


def test_a_draft_of_what_is_in_the_list_is_told_in_its_line(client: Client, cast: Cast) -> None:
    hubs = due(cast, -2, "Hubs")
    draft = typed(cast.bradford_officer, "log-progress", hubs.slug)
    draft_url = f"/pilots/{hubs.slug}/update/?draft={draft.pk}"
    client.force_login(cast.bradford_officer)
    [section] = [one for one in client.get("/").context["work"].sections if one.key == "drafts"]
    assert section.items[0].url == draft_url, "the form of an update is kept under this name"

    assert groups(client, cast.bradford_officer) == {"Late": ["Hubs"]}
    assert "Draft saved 20 November 2026" in client.get("/").content.decode()
    assert groups(client, cast.bradford_officer, "/?kind=drafts") == {"Drafts": ["Words"]}


def test_a_long_group_says_how_much_it_holds(client: Client, cast: Cast) -> None:
    for number in range(SHOWN + 3):
        due(cast, -2, f"Pilot {number}")

    assert len(groups(client, cast.bradford_officer)["Late"]) == SHOWN
    assert f"These are the first {SHOWN} of {SHOWN + 3}." in client.get("/").content.decode()
    assert client.get("/").context["work"].listing.count.count == SHOWN + 3


def test_nothing_to_do_is_said_with_where_to_go_next(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    said = client.get("/").content.decode()
    assert "Nothing is late and nobody is waiting for you." in said
    assert '<a href="/pilots/add/">Propose a pilot</a>, <a href="/pilots/?place=bradford">' in said
    assert groups(client, cast.bradford_officer) == {}


def test_news_and_what_is_only_to_be_known_are_not_counted(client: Client, cast: Cast) -> None:
    policy = builders.policy_test(
        "Grants", cast.bradford, state="answered", outcome_on=TODAY, outcome="Fewer"
    )
    PolicyTestPlace.objects.filter(test=policy).update(state="replied")
    builders.flow(cast.bradford, 5, description="Hub grant", end=TODAY + dt.timedelta(days=40))

    told = groups(client, cast.bradford_officer)
    listing = client.get("/").context["work"].listing
    assert "Hub grant" in client.get("/").content.decode()
    assert "Hub grant" not in str(told)
    assert listing.count.count == 0


def test_the_header_of_every_page_has_the_count_without_a_query(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    due(cast, -2, "Hubs")
    client.force_login(cast.bradford_officer)
    client.get("/about/")
    assert header(client) == "My work", "not counted before they open it"
    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        client.get("/about/")
    client.get("/")
    assert header(client) == "My work (1)"
    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        client.get("/about/")


def test_what_one_does_is_counted_at_once(client: Client, cast: Cast) -> None:
    officer = cast.bradford_officer
    Notice.objects.create(user=officer, kind="x", subject="News")
    client.force_login(officer)
    client.get("/")
    assert header(client) == "My work (1)"
    notice = Notice.objects.get(user=officer)
    client.post(f"/account/notices/{notice.pk}/read/")
    assert header(client) == "My work"


def test_what_others_do_is_counted_within_the_hour(client: Client, cast: Cast, clock: Any) -> None:
    client.force_login(cast.bradford_officer)
    client.get("/")
    due(cast, -2, "Hubs")
    assert header(client) == "My work"
    clock.shift(dt.timedelta(minutes=61))
    client.force_login(cast.bradford_officer)
    assert header(client) == "My work (1)"


def test_a_count_that_fails_fails_no_page(
    client: Client, cast: Cast, clock: Any, monkeypatch: Any, caplog: Any
) -> None:
    client.force_login(cast.bradford_officer)
    client.get("/")
    clock.shift(dt.timedelta(minutes=61))
    client.force_login(cast.bradford_officer)
    User.objects.filter(pk=cast.bradford_officer.pk).update(work_count=3)
    monkeypatch.setattr("dashboards.my_work.counting.sections_of", lambda *_: 1 / 0)
    assert header(client) == "My work (3)"
    assert "could not be counted" in caplog.text


def test_the_count_is_no_change_of_the_account(client: Client, cast: Cast) -> None:
    from records.models import HistoryEntry

    before = HistoryEntry.objects.filter(model="accounts.user").count()
    due(cast, -2, "Hubs")
    client.force_login(cast.bradford_officer)
    client.get("/")
    assert User.objects.get(pk=cast.bradford_officer.pk).work_count == 1
    assert HistoryEntry.objects.filter(model="accounts.user").count() == before


def test_a_draft_is_deleted_and_had_back(client: Client, cast: Cast) -> None:
    draft = typed(cast.bradford_officer)
    client.force_login(cast.bradford_officer)
    page = client.get("/").content.decode()
    assert f'action="/drafts/{draft.pk}/delete/"' in page

    for _ in range(2):  # the second press finds it done
        answer = client.post(f"/drafts/{draft.pk}/delete/", {"next": "/"})
        assert answer["Location"] == "/"
    assert not Draft.objects.visible_to(cast.bradford_officer).exists()
    page = client.get("/").content.decode()
    assert "The draft is deleted. You can undo this for a day" in page
    assert f'action="/drafts/{draft.pk}/restore/"' in page
    assert "Long words" not in client.get("/barriers/log/").content.decode()

    client.post(f"/drafts/{draft.pk}/restore/", {"next": "/"})
    assert Draft.objects.visible_to(cast.bradford_officer).get() == draft


def test_a_draft_that_is_deleted_in_its_form_is_had_back_there(client: Client, cast: Cast) -> None:
    draft = typed(cast.bradford_officer, target="bradford")
    client.force_login(cast.bradford_officer)
    answer = client.post(f"/drafts/{draft.pk}/delete/", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/barriers/log/?place=bradford"
    assert f'action="/drafts/{draft.pk}/restore/"' in page
    assert "Long words" not in page
    answer = client.post(f"/drafts/{draft.pk}/restore/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/barriers/log/?place=bradford&draft={draft.pk}"
    assert "Long words" in answer.content.decode()


def test_a_deleted_draft_is_its_author_s_alone_and_goes_after_a_day(
    client: Client, cast: Cast, clock: Any
) -> None:
    from records.drafts import forget_deleted

    draft = typed(cast.bradford_officer)
    client.force_login(cast.bradford_officer)
    client.post(f"/drafts/{draft.pk}/delete/")
    clock.shift(dt.timedelta(hours=23))
    assert forget_deleted() == 0
    client.force_login(cast.luton_officer)
    assert client.post(f"/drafts/{draft.pk}/restore/").status_code == 404
    clock.shift(dt.timedelta(hours=2))
    assert forget_deleted() == 1


def test_a_form_begun_anew_leaves_its_deleted_draft_to_be_had_back(cast: Cast) -> None:
    who = cast.bradford_officer
    draft = typed(who)
    Draft.objects.filter(pk=draft.pk).update(deleted_at=dt.datetime.now(dt.UTC))
    anew = {"form": "log-barrier", "target": "", "title": "New", "typed": {}, "tab": "anew"}
    Draft.objects.keep(author=who, **anew)
    assert Draft.objects.visible_to(who).get().title == "New"
    assert draft in Draft.objects.with_deleted(who)


def test_a_request_that_all_have_answered_waits_for_nobody(client: Client, cast: Cast) -> None:
    ask = builders.meeting(cast.bradford_officer, cast.council, about="About homes")
    MeetingAsk.objects.filter(pk=ask.pk).update(state="not_now", answer="In May")
    assert "Waiting for others" not in groups(client, cast.bradford_officer)


def test_the_header_says_that_more_waits_than_was_counted(client: Client, cast: Cast) -> None:
    for count, said in (
        (BoundedCount(3), "My work (3)"),
        (BoundedCount(500, more=True), "My work (500+)"),
        (BoundedCount(2_000), "My work (999+)"),
        (BoundedCount(0), "My work"),
    ):
        note_count(cast.bradford_officer, count, timezone.now())
        client.force_login(cast.bradford_officer)
        assert header(client) == said
