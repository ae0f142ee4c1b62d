"""Policy tests: who is asked, how often, what is replied, who reads it, and what came of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice
from partnerships.models import Place, PlaceFigure, PlaceName, Topic
from policy.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestReply,
    PolicyTestTopic,
    PriorityTopic,
)
from policy.policy_test import actions
from tests import builders
from tests.builders import TODAY, Cast
from tests.policy.priority.test_priority import as_, desnz, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=True):
        yield


def typed(**fields: Any) -> dict[str, Any]:
    return {
        "title": "A register of rented homes",
        "policy": "Each landlord registers each home.",
        "owner": desnz().pk,
        "reply_by_day": "15",
        "reply_by_month": "1",
        "reply_by_year": "2027",
        "question_1": "Would it work where you are?",
        "kind_1": "scale",
        "question_2": "Who should run it?",
        "kind_2": "choice",
        "choices_2": "The council\nA national body",
        **fields,
    }


def asked_of(*places: Place, **fields: Any) -> PolicyTest:
    return builders.policy_test("A register", *places, owner=desnz(), **fields)


def at(test: PolicyTest, place: Place) -> str:
    return f"{test.get_absolute_url()}at/{place.slug}/"


def agree(test: PolicyTest, place: Place, by: Any) -> PolicyTestPlace:
    return actions.decide_policy_test(by=by, asked=test.asked.get(place=place), agrees=True)


def reply(test: PolicyTest, place: Place, by: Any, scale: int | None = 4) -> None:
    question = test.questions.get()
    answers = {question.pk: {"scale": scale, "choice": "", "text": "We would cope."}}
    actions.reply_to_policy_test(by=by, asked=test.asked.get(place=place), answers=answers)


def test_an_officer_writes_four_questions_at_most(cast: Cast) -> None:
    client = as_(cast.desnz_official)
    refused = client.post("/policy-tests/add/", typed(question_5="And a fifth?"))
    assert "A policy test has four questions at most" in words(refused)
    assert not PolicyTest.objects.exists()
    answer = client.post("/policy-tests/add/", typed())
    made = PolicyTest.objects.get()
    assert answer["Location"] == f"{made.get_absolute_url()}places/"
    assert [(one.text, one.kind, one.choices) for one in made.questions.all()] == [
        ("Would it work where you are?", "scale", []),
        ("Who should run it?", "choice", ["The council", "A national body"]),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reply_by_year": "2026"}, "The day to reply by must be in the future"),
        ({"reply_by_year": "2030"}, "The day to reply by must be within a year"),
        ({"reply_by_month": "13"}, "Enter a month from 1 to 12"),
        ({"reply_by_year": "99999"}, "Enter a year between"),
        ({"choices_2": "Only one"}, "Give at least two answers to question 2"),
        ({"choices_2": f"{'x' * 101}\ny"}, "Shorten each answer to 100 characters"),
        ({"question_1": ""}, "Question 1"),
        ({"kind_1": "song"}, "Choose"),
        ({"title": ""}, "What do you call it?"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_is_kept(
    cast: Cast, fields: dict[str, str], said: str
) -> None:
    answer = as_(cast.desnz_official).post("/policy-tests/add/", typed(**fields))
    assert answer.status_code == 200
    assert said in words(answer)
    assert "Each landlord registers each home." in answer.content.decode()
    assert not PolicyTest.objects.exists()


def test_another_body_cannot_be_asked_for(cast: Cast) -> None:
    answer = as_(cast.desnz_official).post("/policy-tests/add/", typed(owner=cast.council.pk))
    assert answer.status_code == 200
    assert not PolicyTest.objects.exists()


def suggested(test: PolicyTest, who: Any, query: str = "") -> list[str]:
    page = as_(who).get(f"{test.get_absolute_url()}places/{query}").content.decode()
    return re.findall(r'(?:input|li)[^>]* id="place-([\w-]+)"', page)


def test_those_asked_least_come_first_and_each_suggestion_says_why(cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    test = asked_of()
    PolicyTestTopic.objects.create(test=test, topic=topic)
    mine = builders.priority("Homes", cast.luton)
    PriorityTopic.objects.create(priority=mine, topic=topic)
    PlaceFigure.objects.create(
        place=cast.luton, measure="population", value=225_300, unit="people", release="2021"
    )
    assert suggested(test, cast.desnz_official) == ["luton", "bradford"]
    text = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert "1 local priority on these topics" in text
    assert "deprivation rank not known; population 225,300" in text
    asked_of(cast.luton)
    text = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert "asked once in twelve months" in text
    assert suggested(test, cast.desnz_official, "?region=yorkshire-and-the-humber") == ["bradford"]
    assert suggested(test, cast.desnz_official, "?kind=county") == []
    assert suggested(test, cast.desnz_official, "?region=nowhere") == []


def test_a_council_that_ended_is_not_suggested(cast: Cast) -> None:
    old = builders.place("Oldshire", "county")
    assert "oldshire" in suggested(asked_of(), cast.desnz_official)
    PlaceName.objects.filter(place=old).update(valid_to=TODAY)
    assert "oldshire" not in suggested(asked_of(), cast.desnz_official)


def test_a_place_that_ended_is_neither_suggested_nor_asked(cast: Cast) -> None:
    cast.luton.names.update(valid_to=dt.date(2023, 4, 1))
    test = asked_of()
    assert suggested(test, cast.desnz_official) == ["bradford"]
    url = f"{test.get_absolute_url()}places/"
    assert "Choose at least one place" in words(
        as_(cast.desnz_official).post(url, {"place": ["luton", cast.region.slug]})
    )
    assert not test.asked.exists()


def test_asking_tells_the_editors_and_nobody_twice(cast: Cast) -> None:
    test = asked_of()
    client = as_(cast.desnz_official)
    url = f"{test.get_absolute_url()}places/"
    assert "Choose at least one place" in words(client.post(url))
    client.post(url, {"place": ["bradford"]})
    assert PolicyTest.objects.get().state == "asked"
    told = set(Notice.objects.values_list("user__full_name", flat=True))
    assert told == {"Bradford editor", "Region editor"}
    assert "not asked in twelve months" in test.asked.get().because
    again = words(client.post(url, {"place": ["bradford", "luton"]}))
    assert "Bradford was asked already" in again
    assert test.asked.count() == 1


def test_a_place_carries_three_tests_a_year_and_no_more(cast: Cast) -> None:
    for _ in range(actions.MOST_A_YEAR):
        asked_of(cast.bradford)
    test = asked_of()
    url = f"{test.get_absolute_url()}places/"
    text = words(as_(cast.desnz_official).post(url, {"place": ["bradford", "luton"]}))
    assert "Nobody was asked. Bradford was asked 3 times in twelve months" in text
    assert "It has been asked as often as is allowed." in text
    assert not test.asked.exists()
    PolicyTestPlace.objects.update(asked_on=TODAY - dt.timedelta(days=400))
    as_(cast.desnz_official).post(url, {"place": ["bradford"]})
    assert test.asked.count() == 1


def test_the_load_of_each_place_is_seen_by_all_who_are_signed_in(cast: Cast) -> None:
    asked_of(cast.bradford)
    assert "Bradford 1 0 0" in words(as_(cast.outsider).get("/policy-tests/load/"))


def test_a_place_says_no_with_a_reason(cast: Cast) -> None:
    test = asked_of(cast.bradford, created_by=cast.desnz_official)
    client, url = as_(cast.bradford_editor), f"{at(test, cast.bradford)}decide/"
    assert "Say why your place does not take part" in words(
        client.post(url, {"takes_part": "no", "reason": " "})
    )
    client.post(url, {"takes_part": "no", "reason": "We have no officer free."})
    assert "We have no officer free." in words(
        as_(cast.desnz_official).get(test.get_absolute_url())
    )
    assert Notice.objects.get().user == cast.desnz_official


def test_saying_yes_twice_tells_the_contributors_once(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    for _ in range(2):
        agree(test, cast.bradford, cast.bradford_editor)
    assert Notice.objects.filter(user=cast.bradford_officer).count() == 1


def test_a_contributor_replies_once_the_place_has_agreed(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    client, url = as_(cast.bradford_officer), f"{at(test, cast.bradford)}reply/"
    early = client.post(url, {"answer_1": "4"})
    assert "Nothing was changed" in words(early)
    agree(test, cast.bradford, cast.bradford_editor)
    assert Notice.objects.filter(user=cast.bradford_officer).exists()
    assert "Choose an answer to “Would it work?”" in words(client.post(url, {}))
    sent = client.post(url, {"answer_1": "4", "note_1": "With two more staff."}, follow=True)
    assert "Reply sent. Thank you." in words(sent)
    answer = PolicyTestReply.objects.get()
    assert (answer.scale, answer.text) == (4, "With two more staff.")
    assert "Correct the reply for Bradford" in words(client.get(url))
    put_right = client.post(url, {"answer_1": "unknown", "note_1": ""}, follow=True)
    assert "Reply corrected." in words(put_right)
    assert "Reply sent" not in words(put_right)
    assert PolicyTestReply.objects.get().scale is None
    text = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}replies/"))
    assert "Bradford 20 November 2026 Not known" in text
    assert "4 no places" in text
    page = as_(cast.desnz_official).get(f"{test.get_absolute_url()}replies/").content.decode()
    assert 'data-label="Would it work"' in page, "a colon follows"


@pytest.mark.parametrize("answer", ["6", "0", "-1", "many", ""])
def test_an_answer_off_the_scale_is_refused(cast: Cast, answer: str) -> None:
    test = asked_of(cast.bradford)
    agree(test, cast.bradford, cast.bradford_editor)
    sent = as_(cast.bradford_officer).post(
        f"{at(test, cast.bradford)}reply/", {"answer_1": answer, "note_1": "My words."}
    )
    assert sent.status_code == 200
    assert "My words." in sent.content.decode()
    assert not PolicyTestReply.objects.exists()


def test_a_reply_after_the_day_is_refused_and_its_text_kept(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    agree(test, cast.bradford, cast.bradford_editor)
    with time_machine.travel(dt.datetime(2027, 1, 16, 12, tzinfo=dt.UTC), tick=True):
        sent = as_(cast.bradford_officer).post(
            f"{at(test, cast.bradford)}reply/", {"answer_1": "4", "note_1": "Late words."}
        )
        assert "The day to reply by has passed" in words(sent)
        assert "Late words." in sent.content.decode()
        with pytest.raises(ValidationError):
            actions.ask_places(by=cast.desnz_official, test=test, places=[cast.luton])
    assert not PolicyTestReply.objects.exists()


def test_replies_are_read_by_who_asks_and_by_the_place_alone(cast: Cast) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.bradford, cast.bradford_editor)
    reply(test, cast.bradford, cast.bradford_officer)

    def reads(who: Any) -> int:
        return PolicyTestReply.objects.visible_to(who).count()

    assert [reads(who) for who in (cast.desnz_official, cast.bradford_officer)] == [1, 1]
    assert [reads(who) for who in (cast.luton_officer, cast.outsider, cast.resident)] == [0, 0, 0]
    assert as_(cast.luton_officer).get(at(test, cast.bradford)).status_code == 404
    replies = f"{test.get_absolute_url()}replies/"
    assert as_(cast.luton_officer).get(replies).status_code == 403
    assert as_(cast.outsider).get(replies).status_code == 404
    page = words(as_(cast.luton_officer).get(test.get_absolute_url()))
    assert "We would cope." not in page


def test_once_answered_the_places_that_took_part_compare_and_the_public_does_not(
    cast: Cast,
) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.bradford, cast.bradford_editor)
    reply(test, cast.bradford, cast.bradford_officer)
    agree(test, cast.luton, cast.luton_editor)
    actions.post_outcome(
        by=cast.desnz_official, test=test, outcome="The fee is gone.", is_public=True
    )
    replies = f"{test.get_absolute_url()}replies/"
    assert "We would cope." in words(as_(cast.luton_officer).get(replies))
    public = words(as_().get(test.get_absolute_url()))
    assert "The fee is gone." in public
    assert "Visible to: everyone" in public
    assert "We would cope." not in public
    assert "Bradford" not in public
    assert as_(cast.outsider).get(replies).status_code == 403
    assert PolicyTestReply.objects.visible_to(cast.outsider).count() == 0


def test_a_place_that_declined_does_not_compare(cast: Cast) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.bradford, cast.bradford_editor)
    reply(test, cast.bradford, cast.bradford_officer)
    actions.decide_policy_test(
        by=cast.luton_editor, asked=test.asked.get(place=cast.luton), agrees=False, reason="No."
    )
    actions.post_outcome(by=cast.desnz_official, test=test, outcome="Gone.", is_public=False)
    assert as_(cast.luton_officer).get(f"{test.get_absolute_url()}replies/").status_code == 403
    assert PolicyTestReply.objects.visible_to(cast.luton_officer).count() == 0


def test_a_place_that_never_answered_neither_compares_nor_is_thanked(cast: Cast) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.bradford, cast.bradford_editor)
    reply(test, cast.bradford, cast.bradford_officer)
    Notice.objects.all().delete()
    actions.post_outcome(by=cast.desnz_official, test=test, outcome="Gone.", is_public=False)
    assert as_(cast.luton_officer).get(f"{test.get_absolute_url()}replies/").status_code == 403
    assert not PolicyTestReply.objects.visible_to(cast.luton_officer).exists()
    assert not Notice.objects.filter(user=cast.luton_officer).exists()
    assert "Gone." in words(as_(cast.luton_officer).get(test.get_absolute_url()))


def test_what_is_still_being_written_is_read_by_its_body_alone(cast: Cast) -> None:
    test = asked_of()
    assert as_(cast.desnz_official).get(test.get_absolute_url()).status_code == 200
    assert as_(cast.bradford_editor).get(test.get_absolute_url()).status_code == 404


def test_posting_what_changed_tells_each_place_and_so_does_putting_it_right(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    agree(test, cast.bradford, cast.bradford_editor)
    Notice.objects.all().delete()
    url = f"{test.get_absolute_url()}outcome/"
    client = as_(cast.desnz_official)
    assert "Answer" in words(client.post(url, {"outcome": ""}))
    for said in ("The fee is gone.", "The fee is halved."):
        client.post(url, {"outcome": said})
    told = Notice.objects.filter(user=cast.bradford_officer)
    assert sorted(one.text for one in told) == ["The fee is gone.", "The fee is halved."]
    work = words(as_(cast.bradford_officer).get("/"))
    assert "Read what changed: A register" in work


def test_my_work_lists_what_waits_for_each(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    assert "Say whether your place takes part" in words(as_(cast.bradford_editor).get("/"))
    assert "A register" not in words(as_(cast.bradford_officer).get("/"))
    agree(test, cast.bradford, cast.bradford_editor)
    assert "about ten minutes" in words(as_(cast.bradford_officer).get("/"))
    owner = as_(cast.desnz_official)
    assert "A register Replies by 15 January 2027; 0 of 1 place replied" in words(owner.get("/"))
    reply(test, cast.bradford, cast.bradford_officer)
    assert "Tell places what changed: A register" in words(owner.get("/"))


def test_who_decides_reads_the_questions_first(cast: Cast) -> None:
    decide = f"{at(asked_of(cast.bradford), cast.bradford)}decide/"
    assert "Would it work?" in words(as_(cast.bradford_editor).get(decide))


def test_replies_are_taken_away_place_by_question(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    agree(test, cast.bradford, cast.bradford_editor)
    reply(test, cast.bradford, cast.bradford_officer, scale=None)
    answer = as_(cast.desnz_official).get(f"{test.get_absolute_url()}replies/?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["place"], row["answer"]) for row in rows] == [("Bradford", "We would cope.")]


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_the_same_questions_for_one_and_for_thirty(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    places = [builders.place("", within=cast.region) for _ in range(number)]
    test = asked_of(*places)
    for one in places:
        agree(test, one, cast.region_editor)
        reply(test, one, cast.region_editor)
        asked_of(one)
    client = as_(cast.desnz_official)
    client.get("/policy-tests/")
    url = test.get_absolute_url()
    counts = {
        "/policy-tests/": 5,
        url: 11,
        f"{url}replies/": 9,
        f"{url}places/": 12,
        "/policy-tests/load/": 4,
    }
    for address, expected in counts.items():
        with django_assert_num_queries(expected, info=address):
            client.get(address)
