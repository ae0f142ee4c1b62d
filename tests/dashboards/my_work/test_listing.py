"""My work is one list by urgency: each thing once, narrowed by kind and time, counted in the
header of every page."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from collaboration.models import MeetingAsk
from dashboards.my_work.counting import note_count
from dashboards.my_work.listing import MOST, listing
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
    """What the links to my work and to notices say in the header, to those who hear them."""
    found = re.search(
        r'<a class="inbox".*?(?=<details)', client.get(address).content.decode(), re.DOTALL
    )
    assert found
    return " ".join(re.sub(r"<[^>]*>", "", found[0]).split())


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
        "Late": ["Say when it’s done: Opens", "Write the update of Late"],
        "This week": ["Write the update of This week"],
        "People are waiting for you": ["Answer: How many?"],
        "Later": ["Write the update of Later"],
        "Your drafts": ["Finish your draft: Words"],
        "You’re waiting for others": ["About homes"],
    }
    work = client.get("/").context["work"]
    assert work.lead == "Four things are waiting for you, and two of them are late."
    assert "You’re waiting for others" not in [group.title for group in work.listing.main]


def test_each_line_has_its_day_and_one_link_and_its_action(client: Client, cast: Cast) -> None:
    hubs = due(cast, -2, "Hubs")
    for days, name in ((0, "A"), (1, "B"), (3, "C"), (20, "D")):
        due(cast, days, name)
    client.force_login(cast.bradford_officer)
    page = client.get("/").content.decode()
    row = re.search(
        rf'<li class="act"><div><a href="/pilots/{hubs.slug}/update/">.*?</li>', page, re.DOTALL
    )
    assert row
    assert '<span class="due late">2 days late</span>' in row[0]
    assert '<span class="btn two sm" aria-hidden="true">Write</span>' in row[0]
    assert page.count(f'href="/pilots/{hubs.slug}/update/"') == 1
    for said in ("Today", "Tomorrow", "Monday"):
        assert f'<span class="due">{said}</span>' in page
    assert '<a href="?when=later">Later: 1</a>' in page
    assert '<span class="due">10 December</span>' not in page
    later = client.get("/?when=later").content.decode()
    assert '<span class="due">10 December</span>' in later


def test_kinds_narrow_the_list_and_absent_ones_are_not_offered(client: Client, cast: Cast) -> None:
    hubs = due(cast, -2, "Hubs")
    builders.update(hubs, state="questioned", question="How many?")

    assert groups(client, cast.bradford_officer, "/?kind=questions") == {
        "People are waiting for you": ["Answer: How many?"]
    }
    kinds = client.get("/").context["work"].listing.kinds
    assert [kind.label for kind in kinds] == [
        "Everything",
        "Updates due (1)",
        "Questions to answer (1)",
    ]
    for asked in ("kind=nonsense", "when=nonsense", "kind=nonsense&when=nonsense"):
        said = client.get(f"/?{asked}").content.decode()
        assert "Nothing of that kind is waiting any more" in said
        assert "How many?" in said


def test_it_narrows_to_what_is_due_when_and_to_both(client: Client, cast: Cast) -> None:
    hubs = due(cast, -2, "Hubs")
    builders.update(hubs, state="questioned", question="How many?")
    builders.meeting(cast.bradford_officer, cast.council, about="About homes")
    officer = cast.bradford_officer

    assert groups(client, officer, "/?when=late") == {"Late": ["Write the update of Hubs"]}
    others = {"You’re waiting for others": ["About homes"]}
    assert groups(client, officer, "/?when=others") == others
    assert client.get("/?when=others").context["work"].listing.main
    assert groups(client, officer, "/?kind=due&when=late") == {"Late": ["Write the update of Hubs"]}
    assert [one.label for one in client.get("/").context["work"].listing.times] == [
        "Any time",
        "Late",
        "People are waiting for you",
        "You’re waiting for others",
    ]
    assert '<option value="late" selected>Late' in " ".join(
        client.get("/?when=late").content.decode().split()
    )


def test_what_is_only_to_be_known_is_a_count_that_leads_to_it(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 5, description="Hub grant", end=TODAY + dt.timedelta(days=40))
    client.force_login(cast.bradford_officer)
    page = client.get("/").content.decode()
    assert "Hub grant" not in page
    assert '<a href="?kind=ending"><span>Money ending in 6 months</span><b>1</b></a>' in page
    assert groups(client, cast.bradford_officer, "/?kind=ending") == {"Good to know": ["Hub grant"]}


def test_a_notice_of_what_is_in_the_list_is_no_second_line(client: Client, cast: Cast) -> None:
    update = builders.update(due(cast, 40, "Hubs"), state="questioned", question="How many?")
    officer = cast.bradford_officer
    for subject, url in (
        ("A question about Hubs", f"{update.get_absolute_url()}#question"),
        ("A role ended", "/account/"),
    ):
        Notice.objects.create(user=officer, kind="x", subject=subject, url=url)

    assert groups(client, officer) == {
        "People are waiting for you": ["Answer: How many?"],
        "Good to know": ["A role ended"],
    }
    listing = client.get("/").context["work"].listing
    assert (listing.count.count, listing.unread) == (1, 2)
    assert set(groups(client, officer, "/?kind=notices")["Good to know"]) == {
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

    assert groups(client, cast.bradford_officer) == {"Late": ["Write the update of Hubs"]}
    assert "Draft saved 20 November 2026" in client.get("/").content.decode()
    assert groups(client, cast.bradford_officer, "/?kind=drafts") == {
        "Your drafts": ["Finish your draft: Words"]
    }


def test_a_long_group_says_how_much_it_holds(client: Client, cast: Cast) -> None:
    for number in range(SHOWN + 3):
        due(cast, -2, f"Pilot {number}")

    assert len(groups(client, cast.bradford_officer)["Late"]) == MOST
    assert f'<a href="?when=late">{SHOWN + 3 - MOST} more' in client.get("/").content.decode()
    assert len(groups(client, cast.bradford_officer, "/?when=late")["Late"]) == SHOWN
    said = client.get("/?when=late").content.decode()
    assert f"These are the first {SHOWN} of {SHOWN + 3}." in said
    assert client.get("/").context["work"].listing.count.count == SHOWN + 3


def test_nothing_to_do_is_said_with_what_will_be_here(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    said = client.get("/").content.decode()
    assert "Nothing is late and nobody is waiting for you." in said
    assert "When something is due, or somebody asks you, you’ll find it here." in said
    assert groups(client, cast.bradford_officer) == {}


def test_news_and_what_is_only_to_be_known_are_not_counted(client: Client, cast: Cast) -> None:
    policy = builders.policy_test(
        "Grants", cast.bradford, state="answered", outcome_on=TODAY, outcome="Fewer"
    )
    PolicyTestPlace.objects.filter(test=policy).update(state="replied")
    builders.flow(cast.bradford, 5, description="Hub grant", end=TODAY + dt.timedelta(days=40))

    assert groups(client, cast.bradford_officer) == {"Good to know": ["Read what changed: Grants"]}
    assert client.get("/").context["work"].listing.count.count == 0


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
    assert header(client) == "My work 1 to do"
    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        client.get("/about/")


def test_what_one_does_is_counted_at_once(client: Client, cast: Cast) -> None:
    officer = cast.bradford_officer
    due(cast, -2, "Hubs")
    for number in range(2):
        Notice.objects.create(user=officer, kind="x", subject=f"News {number}")
    client.force_login(officer)
    client.get("/")
    assert header(client) == "My work 1 to do Unread notices: 2"
    assert 'class="unread" href="/account/notices/"' in client.get("/about/").content.decode()
    for notice, said in zip(officer.notices.all(), (" Unread notices: 1", ""), strict=True):
        client.post(f"/account/notices/{notice.pk}/read/")
        assert header(client) == f"My work 1 to do{said}"


def test_what_others_do_is_counted_within_the_hour(client: Client, cast: Cast, clock: Any) -> None:
    client.force_login(cast.bradford_officer)
    client.get("/")
    due(cast, -2, "Hubs")
    assert header(client) == "My work"
    clock.shift(dt.timedelta(minutes=61))
    client.force_login(cast.bradford_officer)
    assert header(client) == "My work 1 to do"


def test_a_count_that_fails_fails_no_page(
    client: Client, cast: Cast, clock: Any, monkeypatch: Any, caplog: Any
) -> None:
    client.force_login(cast.bradford_officer)
    client.get("/")
    clock.shift(dt.timedelta(minutes=61))
    client.force_login(cast.bradford_officer)
    User.objects.filter(pk=cast.bradford_officer.pk).update(work_count=3)
    monkeypatch.setattr("dashboards.my_work.counting.sections_of", lambda *_: 1 / 0)
    assert header(client) == "My work 3 to do"
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
    assert "Draft deleted. You can undo this for a day" in page
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
    assert "You’re waiting for others" not in groups(client, cast.bradford_officer)


def test_the_header_says_that_more_waits_than_was_counted(client: Client, cast: Cast) -> None:
    for count, unread, said in (
        (BoundedCount(3), 0, "My work 3 to do"),
        (BoundedCount(500, more=True), 0, "My work 500+ to do"),
        (BoundedCount(2_000), 8, "My work 999+ to do Unread notices: 8"),
        (BoundedCount(0), 40, "My work Unread notices: 9+"),
        (BoundedCount(0), 0, "My work"),
    ):
        work = replace(listing([], TODAY, {}), count=count, unread=unread)
        note_count(cast.bradford_officer, work, timezone.now())
        client.force_login(cast.bradford_officer)
        assert header(client) == said
