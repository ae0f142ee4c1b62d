"""What the database never lets be said of policy tests: each named rule is broken once."""

from __future__ import annotations

import pytest

from partnerships.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
    Topic,
)
from tests import builders
from tests.builders import TODAY
from tests.partnerships.test_constraints import broken

pytestmark = pytest.mark.django_db


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
