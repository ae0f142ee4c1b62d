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

from governance.health_check import actions
from governance.health_check.closing import close_due, count_and_remind
from governance.models import HealthAnswer, HealthAsked, HealthResult, HealthRound
from records.models import Draft, HistoryEntry, SpentToken
from tests.builders import Cast
from tests.governance.health_check.rounds import (
    CLOSES,
    OPENS,
    answer,
    answer_all,
    at_bradford,
    officer_of,
    opened,
    page,
    sent,
)
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
    assert columns_of(HealthAsked) == {"id", "round", "organisation", "post", "has_answered"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN "
            "('governance_healthanswer'::regclass, 'governance_healthasked'::regclass)"
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
    answer_all(one, None, 3, 3, 3)
    sent_by(asked_first(one), one)  # again, in place of the first
    close_due(CLOSES + dt.timedelta(days=1))
    assert not HealthAnswer.objects.exists()
    assert not HealthAsked.objects.filter(has_answered=True).exists()
    assert tables_with("%zebracrossing%") == set(), "fewer than three wrote, so no words are kept"
    other = opened(cast, one.partnership, kind="equity")
    answer(other, asked_first(other), 4, WORDS)
    actions.call_off(one=other, because="The list was wrong")
    assert not HealthAnswer.objects.exists()
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
    assert "Thank you, your answer is in." in text_of(sent_by(first, one))
    url, client = f"{one.get_absolute_url()}answer/", signed_in(officer_of(first, "Colleague"))
    form = client.get(url)
    assert "has answered. What you send now takes its place" in text_of(form)
    assert WORDS not in form.content.decode()
    assert " checked" not in form.content.decode()
    assert "no-store" in form["Cache-Control"]
    assert 'autocomplete="off"' in form.content.decode()
    client.post(url, sent("none"))
    assert HealthAnswer.objects.get().scores == [None] * 6


def test_while_it_is_open_its_keeper_sees_how_many_answered_by_the_morning(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast, 7))
    answer_all(one, 1, 1, 1, 1, 1)
    assert "0 of 7" in page(cast.bradford_editor, one.get_absolute_url())
    count_and_remind(OPENS)
    answer(one, one.asked.all()[5], 3)
    said = page(cast.bradford_editor, one.get_absolute_url())
    assert "5 of 7, as of 20 November 2026" in said
    assert "ostly weak" not in said + page(
        cast.bradford_editor, f"{one.partnership.get_absolute_url()}health/"
    )
    assert "has answered" not in said
    assert not HealthResult.objects.exists()


def test_an_answer_cannot_be_replaced_once_the_secret_is_gone_and_it_says_so(cast: Cast) -> None:
    """What is lost: that the body can answer again. What it gave counts, once."""
    with override_settings(SECRET_KEY=OLD, SECRET_KEY_FALLBACKS=[]):
        one = opened(cast, at_bradford(cast))
        first = asked_first(one)
        answer(one, first, 1)
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[OLD]):
        answer(one, first, 2)
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]):
        answer(one, first, 3)
    with (
        override_settings(SECRET_KEY=OLD, SECRET_KEY_FALLBACKS=[]),
        pytest.raises(ValidationError, match="can’t be found any more to be replaced"),
    ):
        answer(one, first, 4)
    assert [row.scores for row in HealthAnswer.objects.all()] == [[3] * 6]
    for asked in one.asked.all()[1:]:
        answer(one, asked, 3)
    assert set(one.results.values_list("count", "band")) == {(5, "strong")}


def test_with_the_secret_gone_the_page_keeps_what_was_typed(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first = asked_first(one)
    answer(one, first, 1)
    url, client = f"{one.get_absolute_url()}answer/", signed_in(officer_of(first))
    HealthAnswer.objects.update(key="sealed with another secret")
    said = client.post(url, sent("4", WORDS))
    assert "the server’s key was changed" in text_of(said)
    assert WORDS in said.content.decode()


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
