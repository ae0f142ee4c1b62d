"""Constraints of meetings, error reports and other words, each broken once."""

from typing import Any

import pytest

from partnerships.models import ErrorReport, MeetingAsk, MeetingRequest, Synonym, Topic
from tests import builders
from tests.partnerships.test_constraints import MAY, broken

pytestmark = pytest.mark.django_db


def test_a_team_is_asked_once_and_answers_with_a_date_or_a_reason() -> None:
    team = builders.organisation("Homes team")
    request = MeetingRequest.objects.create(about="Rents", from_us="One officer", suits="May")

    def ask(**fields: Any) -> Any:
        return lambda: MeetingAsk.objects.create(request=request, organisation=team, **fields)

    assert broken(ask(state="agreed")) == "meeting_agreed_has_a_date"
    assert broken(ask(state="not_now")) == "meeting_not_now_has_a_reason"
    ask(state="agreed", meets_on=MAY)()
    assert broken(ask()) == "meeting_ask_once"


def test_an_error_report_is_about_one_record_and_is_denied_with_a_reason() -> None:
    luton, team = builders.place("Luton"), builders.organisation("Homes team")

    def report(**fields: Any) -> Any:
        return lambda: ErrorReport.objects.create(what="Moved away", **fields)

    assert broken(report()) == "error_report_about_one_record"
    assert broken(report(place=luton, organisation=team)) == "error_report_about_one_record"
    denied = report(place=luton, state="not_error")
    assert broken(denied) == "error_report_denied_with_reason"


def test_another_word_is_for_one_thing_and_stands_once() -> None:
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    team = builders.organisation("Homes team")

    def word(**fields: Any) -> Any:
        return lambda: Synonym.objects.create(words="Retrofit", **fields)

    assert broken(word()) == "synonym_of_one_thing"
    assert broken(word(topic=topic, organisation=team)) == "synonym_of_one_thing"
    word(topic=topic)()
    assert broken(word(topic=topic)) == "synonym_once"
