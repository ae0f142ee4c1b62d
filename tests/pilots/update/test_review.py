"""Updates that wait for their reader, two set side by side, and the form on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot, Update
from pilots.update.actions import Accepted, accept_updates, answer_question, ask_question
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
REVIEW = "/updates/"
ACCEPT = "/updates/accept/"


@pytest.fixture
def sent(people: Cast, warm_homes: Pilot) -> Update:
    """An update that waits, with a figure."""
    made = builders.update(warm_homes, people.bradford_officer, happened="Forty doors opened.")
    builders.actual(warm_homes.indicators.first(), 75, counts="same", update=made)
    return made


def key(update: Update) -> str:
    update.refresh_from_db()
    return f"{update.pk}~{update.version}"


def accepted(*updates: Update) -> list[bool]:
    for one in updates:
        one.refresh_from_db()
    return [one.state == "accepted" for one in updates]


def test_a_lead_reads_what_waits_with_its_figures(people: Cast, sent: Update) -> None:
    page = text_of(signed_in(people.pfpp_lead).get(REVIEW))
    assert "Warm homes July to September 2026" in page
    assert "Forty doors opened." in page
    assert "Homes visited: 75 homes" in page
    assert "Accept the ticked updates" in page


def test_nobody_else_reads_it_there(people: Cast, sent: Update) -> None:
    for who in (people.bradford_officer, people.bradford_editor, people.outsider):
        page = text_of(signed_in(who).get(REVIEW))
        assert "Forty doors" not in page
        assert "No update is waiting for you" in page


def test_an_editor_reads_updates_of_pilots_without_a_programme(people: Cast) -> None:
    own = builders.pilot(people.bradford, "Own idea")
    elsewhere = builders.pilot(people.luton, "Theirs", people.bradford)
    builders.update(own, people.bradford_officer, happened="Ours happened.")
    builders.update(elsewhere, people.luton_officer, happened="Theirs happened.")
    for who in (people.bradford_editor, people.region_editor):
        page = text_of(signed_in(who).get(REVIEW))
        assert "Ours happened." in page
        assert "Theirs happened." not in page
    own_work = text_of(signed_in(people.bradford_editor).get("/"))
    assert "Check the update of Own idea" in own_work
    assert "Theirs" not in own_work


def test_ticked_updates_are_accepted_together(
    people: Cast, warm_homes: Pilot, sent: Update
) -> None:
    second, third = (builders.update(warm_homes, people.bradford_officer) for _ in range(2))
    client = signed_in(people.pfpp_lead)
    response = client.post(ACCEPT, {"update": [key(sent), key(second)]}, follow=True)
    assert "2 updates are accepted." in text_of(response)
    assert accepted(sent, second, third) == [True, True, False]
    assert sent.accepted_by == people.pfpp_lead


def test_an_update_that_moved_on_is_left_for_another_reading(people: Cast, sent: Update) -> None:
    as_read = key(sent)
    ask_question(update=sent, by=people.pfpp_lead, question="Which doors?")
    answer_question(update=sent, by=people.bradford_officer, answer="The blue ones.")
    page = text_of(signed_in(people.pfpp_lead).post(ACCEPT, {"update": as_read}, follow=True))
    assert "1 update changed since you read this page" in page
    assert "You asked: Which doors? Answer: The blue ones." in page
    assert accepted(sent) == [False]


def test_nobody_accepts_what_is_not_theirs(people: Cast, sent: Update) -> None:
    for who in (people.bradford_officer, people.bradford_editor, people.evaluator, people.outsider):
        assert accept_updates(seen={sent.pk: sent.version}, by=who) == Accepted(0, 1)
    assert accepted(sent) == [False]


@pytest.mark.parametrize(
    "typed", [[], ["x"], ["1"], ["~"], ["1~x"], ["9" * 40 + "~1"], ["1~" + "9" * 40], ["-1~1"]]
)
def test_what_is_no_tick_is_told_and_accepts_nothing(
    people: Cast, sent: Update, typed: list[str]
) -> None:
    response = signed_in(people.pfpp_lead).post(ACCEPT, {"update": typed}, follow=True)
    assert response.status_code == 200
    assert "Tick the updates" in text_of(response) or "changed since you read" in text_of(response)
    assert accepted(sent) == [False]


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_the_same_few_queries_however_many_wait(
    people: Cast, many: int, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        pilot = builders.pilot(people.bradford, "", programme=people.pfpp)
        update = builders.update(pilot, people.bradford_officer)
        builders.actual(builders.indicator(pilot), 3, update=update)
    client = signed_in(people.pfpp_lead)
    client.get(REVIEW)
    with django_assert_num_queries(10):
        assert client.get(REVIEW).status_code == 200


def test_whose_update_is_overdue_is_counted_beside_it(people: Cast, warm_homes: Pilot) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(update_due=dt.date(2026, 11, 1))
    page = text_of(signed_in(people.pfpp_lead).get(REVIEW))
    assert "Not reported; update overdue 1" in page


class TestCompare:
    """Two updates side by side."""

    @pytest.fixture
    def two(self, people: Cast, warm_homes: Pilot) -> str:
        said = {"state": "accepted", "public_sentence": "Homes get warmer."}
        builders.update(
            warm_homes,
            people.bradford_officer,
            happened="We visited 40 homes with the fire service.",
            period_start=dt.date(2026, 4, 1),
            period_end=dt.date(2026, 6, 30),
            **said,
        )
        builders.update(
            warm_homes,
            people.bradford_officer,
            happened="We visited 75 homes with the fire service.",
            confidence="some_problems",
            **said,
        )
        return reverse("pilot_updates_compare", args=[warm_homes.slug])

    def test_words_that_came_and_went_are_marked(self, people: Cast, two: str) -> None:
        html = signed_in(people.bradford_officer).get(two).content.decode()
        assert "We visited <del>40</del> homes" in html.replace("\n", "")
        assert "We visited <ins>75</ins> homes" in html.replace("\n", "")
        page = text_of(signed_in(people.bradford_officer).get(two))
        assert "Some problems" in page
        assert "For the public the same Homes get warmer." in page

    def test_the_public_compares_only_what_it_may_read(self, two: str) -> None:
        page = text_of(Client().get(two))
        assert "Homes get warmer." in page
        assert "fire service" not in page
        assert "Confidence" not in page

    def test_an_update_not_accepted_yet_is_not_offered_to_the_public(
        self, people: Cast, warm_homes: Pilot, two: str
    ) -> None:
        builders.update(warm_homes, people.bradford_officer, happened="Not yet read.")
        assert Client().get(f"{two}?one=1&other=3").content.decode().count("Choose an update") > 0
        mine = text_of(signed_in(people.bradford_officer).get(f"{two}?one=3&other=1"))
        assert "Not yet read." in mine

    @pytest.mark.parametrize("query", ["?one=x", "?one=99&other=1", "?one=&other=", "?one=%00"])
    def test_an_update_that_is_not_there_is_a_message(self, two: str, query: str) -> None:
        response = Client().get(two + query)
        assert response.status_code == 200
        assert 'id="errors-head"' in response.content.decode()

    def test_one_update_has_nothing_beside_it(self, people: Cast, warm_homes: Pilot) -> None:
        builders.update(warm_homes, people.bradford_officer)
        address = reverse("pilot_updates_compare", args=[warm_homes.slug])
        page = text_of(signed_in(people.bradford_officer).get(address))
        assert "There are not yet two updates" in page


def test_the_paper_form_asks_the_same_with_last_time_beside_it(
    people: Cast, warm_homes: Pilot, sent: Update
) -> None:
    address = reverse("pilot_update_paper", args=[warm_homes.slug])
    page = text_of(signed_in(people.bradford_officer).get(address))
    assert "Last time: Forty doors opened." in page
    for question in ("Is there anything to report?", "How confident are you", "What help do you"):
        assert question in page
    assert "Homes visited in homes 150 homes 75 homes" in page


LIST = "/updates/due/"


def late(people: Cast, name: str, day: dt.date) -> Pilot:
    return builders.pilot(
        people.bradford, name, programme=people.pfpp, rhythm=3, update_due=day, status="live"
    )


@pytest.fixture
def pilots(people: Cast, warm_homes: Pilot) -> Pilot:
    """One that is due in four days, one ten days late, one without a rhythm, one that ended."""
    late(people, "Cold shops", dt.date(2026, 11, 10))
    builders.pilot(people.bradford, "No rhythm", programme=people.pfpp, status="live")
    builders.pilot(people.bradford, "Long over", programme=people.pfpp, status="closed")
    builders.pilot(people.luton, "Elsewhere", rhythm=3, update_due=dt.date(2026, 1, 1))
    return warm_homes


def test_a_lead_sees_who_is_late_who_is_due_and_with_whom_nothing_is_agreed(
    people: Cast, pilots: Pilot
) -> None:
    page = text_of(signed_in(people.pfpp_lead).get(LIST))
    order = ["Cold shops", "10 days late", "Warm homes", "Due in 4 days", "No rhythm", "None agr"]
    found = [page.index(said, page.index("what came last")) for said in order]
    assert found == sorted(found)
    assert "Long over" not in page
    assert "Elsewhere" not in page
    assert Client().get(LIST).status_code == 302


def test_what_came_since_it_was_due_is_told(people: Cast, pilots: Pilot) -> None:
    shops = Pilot.objects.get(name="Cold shops")
    update = builders.update(shops, by=people.author)
    Update.objects.filter(pk=update.pk).update(created_at="2026-11-12T12:00Z")
    client = signed_in(people.pfpp_lead)
    page = text_of(client.get(LIST))
    assert "sent 12 November 2026, submitted" in page
    assert "sent since it was due, but for another period" in page
    page = text_of(client.get(f"{LIST}?sent=since"))
    assert "Cold shops" in page
    assert "No rhythm" not in page
    assert "Cold shops" not in text_of(client.get(f"{LIST}?sent=never"))


@pytest.mark.parametrize(
    ("which", "name"), [("late", "Cold shops"), ("soon", "Warm homes"), ("none", "No rhythm")]
)
def test_each_filter_leaves_its_own(people: Cast, pilots: Pilot, which: str, name: str) -> None:
    page = text_of(signed_in(people.pfpp_lead).get(f"{LIST}?due={which}"))
    assert name in page
    assert "1 pilot " in page


def test_the_file_tells_the_same(people: Cast, pilots: Pilot) -> None:
    answer = signed_in(people.pfpp_lead).get(f"{LIST}?format=csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert next(row for row in rows if row.startswith("Cold shops")).split(",")[3:6] == [
        "every three months",
        "2026-11-10",
        "10",
    ]
    assert next(row for row in rows if row.startswith("No rhythm")).split(",")[3:6] == [
        "none agreed",
        "",
        "",
    ]


def test_it_is_reached_from_the_updates_to_read(people: Cast, pilots: Pilot) -> None:
    client = signed_in(people.pfpp_lead)
    assert f'href="{LIST}"' in client.get("/updates/").content.decode()
    view = reverse("programme_pilots", args=[people.pfpp.slug])
    assert f'href="{LIST}?programme={people.pfpp.slug}"' in client.get(view).content.decode()


def test_an_ended_pilot_whose_follow_up_is_late_is_counted_and_listed(
    people: Cast, pilots: Pilot
) -> None:
    over = late(people, "Followed up", dt.date(2026, 11, 1))
    Pilot.objects.filter(pk=over.pk).update(status="closed")
    client = signed_in(people.pfpp_lead)
    assert "Not reported; update overdue 2" in text_of(client.get("/updates/"))
    page = text_of(client.get(f"{LIST}?due=late"))
    assert "2 pilots" in page
    assert "Followed up" in page
