"""How often places were asked of policy tests; once one is withdrawn, it counts no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notice
from partnerships.models import Topic
from pilots.models import PilotTopic
from policy.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
)
from policy.policy_test import actions
from tests import builders
from tests.builders import TODAY, Cast
from tests.partnerships.test_constraints import broken
from tests.policy.policy_test.test_policy_test import agree, asked_of, at, reply, suggested
from tests.policy.priority.test_priority import as_, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=True):
        yield


def test_no_place_is_left_out_of_what_places_carry(cast: Cast) -> None:
    for number in range(51):
        asked_of(builders.place(f"Town {number:02}", within=cast.region))
    asked_of(cast.bradford)
    asked_of(cast.bradford)
    client = as_(cast.outsider)
    first = client.get("/policy-tests/load/")
    assert next(iter(first.context["page"])).name == "Bradford"
    second = client.get("/policy-tests/load/" + first.context["page"].next_url)
    names = {place.name for answer in (first, second) for place in answer.context["page"]}
    assert len(names) == 52
    by_name = client.get("/policy-tests/load/?sort=name").context["page"]
    assert [place.name for place in by_name][:2] == ["Bradford", "Town 00"]
    assert "Bradford 2 0 0" in words(client.get("/policy-tests/load/?after=rubbish"))


def test_a_withdrawn_test_says_why_and_the_places_are_told(cast: Cast) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.luton, cast.luton_editor)
    Notice.objects.all().delete()
    client = as_(cast.desnz_official)
    page = test.get_absolute_url()
    assert "Withdraw" in words(client.get(page))
    assert "id_reason-err" in client.post(f"{page}withdraw/", {"reason": " "}).content.decode()
    said = {"reason": "The bill was changed."}
    told_why = words(client.post(f"{page}withdraw/", said, follow=True))
    assert "Withdrawn. 4 people told in My work." in told_why
    told = {one.user for one in Notice.objects.all()}
    assert told == {
        *(cast.bradford_editor, cast.region_editor),  # contributors of Bradford never heard of it
        *(cast.luton_editor, cast.luton_officer),
    }
    assert Notice.objects.filter(text="The bill was changed.").count() == len(told)
    for address in (page, at(test, cast.bradford)):
        text = words(as_(cast.bradford_editor).get(address))
        assert "It was withdrawn on 20 November 2026. The bill was changed." in text
    again = words(client.post(f"{page}withdraw/", {"reason": "It was changed again."}))
    assert "cannot be withdrawn" in again


def test_what_places_were_asked_is_not_written_anew(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    with pytest.raises(ValidationError, match="questions can no longer change"):
        actions.write_policy_test(by=cast.desnz_official, test=test, topics=[], questions=[])
    assert test.questions.count() == 1


def test_nothing_more_happens_to_a_withdrawn_test(cast: Cast) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.bradford, cast.bradford_editor)
    by = cast.desnz_official
    actions.withdraw_policy_test(by=by, test=test, reason="The bill was changed.")
    test = PolicyTest.objects.get(pk=test.pk)
    with pytest.raises(ValidationError, match="request is closed"):
        reply(test, cast.bradford, cast.bradford_officer)
    with pytest.raises(ValidationError, match="request is closed"):
        agree(test, cast.luton, cast.luton_editor)
    with pytest.raises(ValidationError, match="so you can’t ask more places"):
        actions.ask_places(by=by, test=test, places=[cast.region])
    with pytest.raises(ValidationError, match="It was withdrawn"):
        actions.post_outcome(by=by, test=test, outcome="Gone.", is_public=False)
    assert "Say whether your place takes part" not in words(as_(cast.luton_editor).get("/"))
    assert test.title not in words(as_(by).get("/"))


def test_a_place_that_has_not_answered_does_not_carry_what_was_withdrawn(cast: Cast) -> None:
    test = asked_of(cast.bradford, cast.luton)
    agree(test, cast.bradford, cast.bradford_editor)
    reply(test, cast.bradford, cast.bradford_officer)
    actions.withdraw_policy_test(by=cast.desnz_official, test=test, reason="Changed.")
    text = words(as_(cast.outsider).get("/policy-tests/load/"))
    assert "Bradford 1 1 0" in text
    assert "Luton" not in text
    loads = actions.loads([cast.bradford.pk, cast.luton.pk], builders.TODAY)
    assert loads == {cast.bradford.pk: 1, cast.luton.pk: 0}
    text = words(as_(cast.desnz_official).get(f"{asked_of().get_absolute_url()}places/"))
    assert "asked once in twelve months" in text
    assert "Not asked in twelve months" in text


def test_one_that_is_still_written_is_withdrawn_without_a_word_to_anybody(cast: Cast) -> None:
    test = asked_of()
    actions.withdraw_policy_test(by=cast.desnz_official, test=test, reason="No longer wanted.")
    assert not Notice.objects.exists()
    edit = as_(cast.desnz_official).get(f"{test.get_absolute_url()}edit/", follow=True)
    assert "its questions can no longer change" in words(edit)


def test_a_place_with_a_pilot_on_the_topic_comes_first_and_the_suggestion_says_so(
    cast: Cast,
) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    test = asked_of()
    PolicyTestTopic.objects.create(test=test, topic=topic)
    fields = {"Warm homes": {}, "Not begun": {"status": "proposed"}, "Hid": {"visibility": "team"}}
    for name, said in fields.items():
        PilotTopic.objects.create(pilot=builders.pilot(cast.luton, name, **said), topic=topic)
    builders.pilot(cast.bradford, "On something else")
    assert suggested(test, cast.desnz_official) == ["luton", "bradford"]
    text = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert text.count("pilot on these topics") == 1
    assert "1 pilot on these topics" in text


def test_the_database_keeps_the_rules() -> None:
    bradford = builders.place("Bradford")
    test = builders.policy_test("A register", bradford)
    asked, question = test.asked.get(), test.questions.get()
    make, many = PolicyTestQuestion.objects.create, PolicyTestQuestion.objects.filter(test=test)
    assert broken(lambda: make(test=test, number=5, text="x", kind="text")) == (
        "policy_test_four_questions"
    )
    assert broken(lambda: make(test=test, number=1, text="x", kind="text")) == (
        "policy_test_question_once"
    )
    assert broken(lambda: many.update(kind="choice", choices=["a"])) == (
        "policy_test_choice_has_answers"
    )
    again = lambda: PolicyTestPlace.objects.create(  # noqa: E731
        test=test, place=bradford, asked_on=TODAY
    )
    assert broken(again) == "policy_test_place_once"
    here = PolicyTestPlace.objects.filter(pk=asked.pk)
    assert broken(lambda: here.update(state="declined")) == "policy_test_declined_says_why"
    assert broken(lambda: here.update(replied_on=TODAY)) == "policy_test_replied_when"
    PolicyTestReply.objects.create(asked=asked, question=question, scale=1)
    assert (
        broken(lambda: PolicyTestReply.objects.create(asked=asked, question=question))
        == "policy_test_reply_once"
    )
    replies = PolicyTestReply.objects.all()
    assert broken(lambda: replies.update(scale=6)) == "policy_test_reply_on_the_scale"
    tests = PolicyTest.objects.filter(pk=test.pk)
    assert broken(lambda: tests.update(state="answered")) == "policy_test_answered_says_what"
    assert broken(lambda: tests.update(state="stopped")) == "policy_test_withdrawn_says_why"
    assert broken(lambda: tests.update(outcome_is_public=True)) == (
        "policy_test_public_once_answered"
    )
    topic = Topic.objects.create(name="Housing", slug="housing")
    PolicyTestTopic.objects.create(test=test, topic=topic)
    assert broken(lambda: PolicyTestTopic.objects.create(test=test, topic=topic)) == (
        "policy_test_topic_once"
    )
