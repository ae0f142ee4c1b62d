"""Nobody reads an answer, and nothing holds one but its row, which goes at the close."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from governance.health_check import actions, due
from governance.health_check.box import KEPT_IN_BOX
from governance.health_check.due import count_and_remind
from governance.models import (
    HealthAnswer,
    HealthAsked,
    HealthMark,
    HealthResult,
    HealthRound,
    HealthSlip,
)
from records.models import Draft, HistoryEntry, SpentToken
from tests.builders import Cast
from tests.governance.health_check.rounds import (
    AFTER,
    CLOSES,
    OPENS,
    answer,
    answer_all,
    at_bradford,
    bodies,
    officer_of,
    opened,
    page,
    ready,
    sent,
    the_hour,
)
from tests.governance.health_check.sweep import partnership
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
WORDS = "zebracrossing words that stand nowhere else"
# Scores of one partner that no other number on a page looks like
SCORES = [4, 0, 4, 0, 4, 0]
OLD, NEW = "an old secret " * 4, "a new secret " * 4


def sent_by(asked: HealthAsked, one: HealthRound, **answers: str) -> Any:
    """What the page answers where an officer of theirs sends this."""
    url = f"{one.get_absolute_url()}answer/"
    scores = {f"score_{q.key}": str(n) for q, n in zip(one.questions, SCORES, strict=True)}
    return signed_in(officer_of(asked)).post(url, sent("4", WORDS) | scores | answers, follow=True)


def asked_first(one: HealthRound) -> HealthAsked:
    found = one.asked.first()
    assert found
    return found


def tables_with(words: str) -> set[str]:
    """Every table that holds these words in any column."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{name}" t WHERE t::text LIKE %s)', [words]
            )
            if cursor.fetchone()[0]:
                found.add(name)
    return found


def columns_of(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete}


def test_an_answer_has_no_author_no_time_and_no_key_to_a_body() -> None:
    assert columns_of(HealthAnswer) == {"id", "round", "key", "is_public_side", "scores", "words"}
    assert columns_of(HealthSlip) == {"id", "round", "key"}
    assert columns_of(HealthMark) == {"asked"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text "
            "IN ('governance_healthanswer', 'governance_healthslip', 'governance_healthmark')"
        )
        assert cursor.fetchone()[0] == 0, "a trigger would write when it was answered"


def test_nothing_but_its_row_holds_an_answer_while_it_is_open(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    """It is looked for in every table: drafts, tokens, sessions, notices, history and search."""
    one = opened(cast, at_bradford(cast))
    sent_by(asked_first(one), one)
    assert tables_with("%zebracrossing%") == {"governance_healthanswer"}
    assert tables_with("%{4,0,4,0,4,0}%") == {"governance_healthanswer"}
    assert tables_with("%[4, 0, 4, 0, 4, 0]%") == set()
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert sessions
    assert not any("zebra" in said or "score_" in said for said in sessions)
    assert not Draft.objects.exists()
    assert not SpentToken.objects.exists()
    assert "zebra" not in caplog.text


def test_it_is_gone_when_it_closes_and_when_it_is_called_off(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    sent_by(asked_first(one), one)
    for asked in one.asked.all()[1:4]:
        answer(one, asked, 3)
    the_hour(CLOSES + dt.timedelta(days=1))
    assert not any(kind.objects.exists() for kind in KEPT_IN_BOX)
    assert tables_with("%zebracrossing%") == set(), "fewer than three wrote, so no words are kept"
    other = opened(cast, one.partnership, kind="equity")
    answer(other, asked_first(other), 4, WORDS)
    actions.call_off(one=other, because="The list was wrong")
    assert not any(kind.objects.exists() for kind in KEPT_IN_BOX)
    assert tables_with("%zebracrossing%") == set()


def test_nobody_reads_an_answer_and_no_page_holds_it(cast: Cast) -> None:
    """Beside what all sweeps read (tests/access/test_leaks.py), whose planted answer is in a round
    that the reader sees."""
    one = opened(cast, at_bradford(cast, 6))
    first = asked_first(one)
    sent_by(first, one)
    of, place = one.partnership.get_absolute_url(), cast.bradford.get_absolute_url()
    pages = [
        *(f"{one.get_absolute_url()}{below}" for below in ("", "answer/", "history/", "call-off/")),
        *(of, f"{of}health/", f"{of}history/", place, f"{place}partners/", f"{place}governance/"),
        *("/", "/?when=later", "/search/?q=zebracrossing", "/account/"),
    ]
    readers = [cast.bradford_editor, cast.pfpp_lead, cast.administrator, officer_of(first, "Two")]
    for who in readers:
        assert not HealthAnswer.objects.visible_to(who).exists()
        client = signed_in(who)
        for address in pages:
            said = client.get(address).content.decode()
            assert WORDS not in said, f"{who} at {address}"
            assert "4, 0, 4" not in said, f"{who} at {address}"


def test_the_form_is_never_filled_in_and_an_answer_takes_the_place_of_the_last(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first = asked_first(one)
    client = signed_in(officer_of(first))
    url, scores = f"{one.get_absolute_url()}answer/", sent("4", WORDS)
    told = text_of(client.post(url, scores, follow=True))
    assert "Your answer is in. Until 11 December 2026, or until all have answered, you can" in told
    form = client.get(url)
    assert "A new answer replaces it" in text_of(form)
    assert WORDS not in form.content.decode()
    assert " checked" not in form.content.decode()
    assert "no-store" in form["Cache-Control"]
    assert 'autocomplete="off" data-asks-before-left' in form.content.decode()
    told = text_of(client.post(url, sent("none"), follow=True))
    assert "Your answer has replaced the earlier one" in told
    assert HealthAnswer.objects.get().scores == [None] * 6


def test_while_it_is_open_its_keeper_sees_how_many_answered_by_the_morning(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast, 7))
    answer_all(one, 1, 1, 1, 1, 1)
    answer(one, one.asked.all()[5], 3)
    due.mark(one)
    count_and_remind(OPENS)
    said = page(cast.bradford_editor, one.get_absolute_url())
    assert "5 of 7, as of 20 November 2026" in said
    assert "ostly weak" not in said + page(
        cast.bradford_editor, f"{one.partnership.get_absolute_url()}health/"
    )
    assert "has answered" not in said
    assert not HealthResult.objects.exists()


def test_a_second_answer_takes_the_place_of_the_first_by_its_code_alone(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first, other = one.asked.all()[:2]
    code, theirs = answer(one, first, 1), answer(one, other, 2)
    assert answer(one, first, 3, code=code.upper()) == code.upper()
    assert sorted(row.scores[0] or 0 for row in HealthAnswer.objects.all()) == [2, 3]
    for typed, said in (("", "type the code"), ("2222-2222-2222-2222", "No answer")):
        with pytest.raises(ValidationError, match=said):
            answer(one, first, 4, code=typed)
    the_hour()
    assert answer(one, first, 4, code=code) == code
    assert theirs != code
    assert sorted(row.scores[0] or 0 for row in HealthAnswer.objects.all()) == [2, 4]


def test_the_code_stands_in_the_browser_and_nowhere_on_the_server(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first = asked_first(one)
    client, url = signed_in(officer_of(first)), f"{one.get_absolute_url()}answer/"
    told = text_of(client.post(url, sent(), follow=True))
    cookie = client.cookies[f"health_check_code_{first.pk}"]
    assert f"The code of that answer is {cookie.value}" in told
    assert (cookie["path"], cookie["httponly"]) == (one.get_absolute_url(), True)
    assert tables_with(f"%{cookie.value}%") == set()
    colleague = signed_in(officer_of(first, "Colleague"))
    assert "The code of the earlier answer" in text_of(colleague.get(url))
    refused = colleague.post(url, sent("1", WORDS))
    assert "Type the code of the earlier answer" in text_of(refused)
    assert WORDS in refused.content.decode()
    colleague.post(url, sent("1") | {"code": cookie.value})
    assert HealthAnswer.objects.get().scores == [1] * 6


def test_the_code_leaves_the_browser_a_day_after_the_close(cast: Cast) -> None:
    """However late it was answered."""
    one = opened(cast, at_bradford(cast))
    first, today = asked_first(one), timezone.localdate()
    opened_on = today - dt.timedelta(days=5)
    HealthRound.objects.filter(pk=one.pk).update(opened_on=opened_on)
    client, url = signed_in(officer_of(first)), f"{one.get_absolute_url()}answer/"
    client.post(url, sent())
    lasts = one.closes_on - today + dt.timedelta(days=1)
    cookie = client.cookies[f"health_check_code_{first.pk}"]
    assert cookie["max-age"] == lasts.total_seconds()


def test_words_are_taken_back_by_who_has_the_code_and_the_scores_stay(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first = asked_first(one)
    client, url = signed_in(officer_of(first)), f"{one.get_absolute_url()}answer/"
    client.post(url, sent("4", WORDS))
    the_hour()
    assert tables_with("%zebracrossing%") == {"governance_healthanswer"}
    colleague = signed_in(officer_of(first, "Colleague"))
    refused = text_of(colleague.post(url, {"take_back": "1", "words-code": "not it"}))
    assert "No answer in this health check has this code" in refused
    said = text_of(client.post(url, {"take_back": "1"}, follow=True))
    assert "The words of that answer are deleted. Its scores stay." in said
    assert HealthAnswer.objects.get().scores == [4] * 6
    assert tables_with("%zebracrossing%") == set()
    with AFTER, pytest.raises(ValidationError, match="has closed"):
        actions.take_back_words(one=one, code="any")


def test_who_will_read_words_is_said_before_they_are_asked(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast), shown_to="everyone")
    form = page(officer_of(asked_first(one)), f"{one.get_absolute_url()}answer/")
    scores, words = form.split("In your own words")
    assert "Everyone will read what you write here, exactly as you type it" in words
    assert "In your own words" not in scores
    assert "Nothing is kept until you send it. If you leave this page first" in words
    assert (
        "Until 11 December 2026, or until all have answered, you can take your words back" in words
    )


def test_with_the_secret_gone_who_was_marked_does_not_answer_twice(cast: Cast) -> None:
    with override_settings(SECRET_KEY=OLD, SECRET_KEY_FALLBACKS=[]):
        one = opened(cast, at_bradford(cast))
        first, second = one.asked.all()[:2]
        answer(one, first, 1)
        the_hour()
        answer(one, second, 1)
    with (
        override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[OLD]),
        pytest.raises(ValidationError, match="type the code"),
    ):
        answer(one, second, 2)
    with (
        override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]),
        pytest.raises(ValidationError, match="type the code"),
    ):
        answer(one, first, 2)


def test_no_answer_says_its_side_where_the_sides_are_not_told_apart(cast: Cast) -> None:
    """Of one council among six groups it would be the council's."""
    of = partnership(cast.bradford, "Mixed", *bodies(6), *bodies(1, "council", "Council"))
    answer_all(one := opened(cast, ready(of)), *[3] * 6)
    answer(one, one.asked.get(organisation__sector="council"), 0)
    assert set(HealthAnswer.objects.values_list("is_public_side", flat=True)) == {False}


def test_history_says_nothing_of_answers(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    answer_all(one, *[4] * 5, words=WORDS)
    entries = HistoryEntry.objects.filter(model="governance.healthround")
    assert entries.exists()
    said = json.dumps([[entry.before, entry.after] for entry in entries])
    assert "[4, 4" not in said
    assert "answered" not in said
    assert tables_with("%zebracrossing%") == {"governance_healthwords"}


def test_words_are_in_another_order_than_they_came_in(cast: Cast) -> None:
    """Of three who wrote, in every statement a drawn order: not each time that of the answers."""
    one = opened(cast, at_bradford(cast, 9))
    for number, asked in enumerate(one.asked.all()):
        actions.answer(one=one, asked=asked, scores=[3] * 6, words=[str(number)] * 6)
    the_hour()
    orders = {
        tuple(one.words.filter(question=question.key).values_list("text", flat=True))
        for question in one.questions
    }
    assert len(orders) > 1
    ids = {
        tuple(one.words.filter(question=question.key).order_by("id").values_list("text", flat=True))
        for question in one.questions
    }
    assert ids == orders, "the order in which they were written tells no more than that shown"
