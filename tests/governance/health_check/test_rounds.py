"""A health check on its way: opened, answered, closed, called off, shown to more people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.models import Notice
from governance.health_check import actions
from governance.health_check.box import KEPT_IN_BOX
from governance.health_check.due import count_and_remind
from governance.models import HealthAnswer, HealthResult, HealthRound, HealthWords
from records.models import HistoryEntry
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
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
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ODD = "zebracrossing words that stand nowhere else"


def test_an_editor_opens_one_and_everybody_who_belongs_is_asked_and_told(cast: Cast) -> None:
    of = at_bradford(cast)
    reader = builders.user("Officer", ("officer", of.members.first().organisation))
    client, address = signed_in(cast.bradford_editor), f"{of.get_absolute_url()}health/open/"
    said = filled(
        client, address, kind="conditions", shown_to="signed_in",
        closes_on_day="11", closes_on_month="12", closes_on_year="2026",
    )  # fmt: skip
    shown = text_of(client.post(address, said, follow=True))
    one = HealthRound.objects.get()
    assert (one.asked.count(), one.created_by) == (5, cast.bradford_editor)
    assert "The health check is open. 6 people told in My work." in shown
    assert "0 of 5, as of the day it opened" in shown
    assert Notice.objects.get(user=reader).url == one.get_absolute_url()
    assert f"Say how {of} is doing" in page(reader, "/?when=later")


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_cannot_open_one(cast: Cast, count: int) -> None:
    of = at_bradford(cast, count)
    with pytest.raises(ValidationError, match="at least five partners that can answer"):
        opened(cast, of)
    assert not HealthRound.objects.exists()


def test_who_has_left_is_not_asked(cast: Cast) -> None:
    of = at_bradford(cast, 6)
    of.members.filter(organisation__name="Body 0").update(valid_to=OPENS)
    assert opened(cast, of).asked.filter(organisation__name="Body 0").count() == 0


def test_of_trust_only_groups_of_residents_are_asked(cast: Cast) -> None:
    of = ready(partnership(cast.bradford, "Mixed", *bodies(5), *bodies(3, "council", "Council")))
    one = opened(cast, of, kind="trust")
    assert {asked.organisation.sector for asked in one.asked.all()} == {"voluntary"}


def test_two_are_not_open_at_once_and_six_months_lie_between_them(cast: Cast) -> None:
    of = at_bradford(cast)
    one = opened(cast, of)
    with pytest.raises(ValidationError, match="open already"):
        opened(cast, of)
    answer_all(one, *[3] * 5)
    one.refresh_from_db()
    assert one.ended_on
    closes = {"closes_on": dt.date(2027, 7, 1)}
    too_early = pytest.raises(ValidationError, match="Leave six months between two")
    for days in (0, 181):
        with time_machine.travel(one.ended_on + dt.timedelta(days=days)), too_early:
            opened(cast, of, **closes)
    with time_machine.travel(one.ended_on + dt.timedelta(days=182)):
        assert opened(cast, of, **closes).pk


def test_an_answer_that_leaves_something_out_is_kept_on_the_form(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    asked = one.asked.first()
    assert asked
    answered = sent("4", ODD)
    del answered["score_trust"]
    url = f"{one.get_absolute_url()}answer/"
    said = signed_in(officer_of(asked)).post(url, answered).content.decode()
    assert "Trust: choose an answer" in said
    assert ODD in said
    assert not HealthAnswer.objects.exists()


def test_nobody_else_answers(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    url = f"{one.get_absolute_url()}answer/"
    assert signed_in(cast.bradford_editor).post(url, sent()).status_code == 403
    assert signed_in(cast.luton_officer).post(url, sent()).status_code == 404


def test_everybody_is_reminded_whether_they_have_answered_or_not(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first, second = one.asked.all()[:2]
    answered, silent = officer_of(first, "First"), officer_of(second, "Second")
    answer(one, first, 3)
    for day in (3, 4, 5):
        count_and_remind(dt.date(2026, 12, day))
    told = Notice.objects.filter(subject__startswith="Closes soon")
    assert {answered, silent} <= {notice.user for notice in told}
    assert told.count() == 7, "once each"


def test_when_all_have_answered_it_closes_with_its_results_and_without_the_answers(
    cast: Cast,
) -> None:
    one = opened(cast, at_bradford(cast), shown_to="everyone")
    answer_all(one, 0, 1, 1, 4, 4)
    one.refresh_from_db()
    assert (one.state, one.answered) == ("closed", 5)
    assert not any(kind.objects.exists() for kind in KEPT_IN_BOX)
    assert {result.band for result in one.results.all()} == {"weak"}
    said = page(builders.user("Anybody"), one.get_absolute_url())
    assert "Mostly weak" in said
    assert "5" not in said.split("What partners say")[1].split("How to")[0]


def test_its_day_closes_it_once(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast, 6))
    answer_all(one, 4, 4, 4, 3, 3)
    assert the_hour(CLOSES) == 0
    assert (the_hour(CLOSES + dt.timedelta(days=1)), the_hour(dt.date(2027, 1, 1))) == (1, 0)
    with AFTER, pytest.raises(ValidationError, match="has closed"):
        answer(one, one.asked.all()[5], 0)
    assert {result.band for result in one.results.all()} == {"strong"}


def test_what_was_not_closed_in_time_takes_no_answer_either(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    asked = one.asked.first()
    assert asked
    with AFTER, pytest.raises(ValidationError, match="has closed"):
        answer(one, asked, 0)


def test_of_a_statement_that_four_answered_nothing_is_shown(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    answer_all(one, 3, 3, 3, 3, None)
    assert not one.results.exists()
    assert "Too few to show" in page(cast.bradford_editor, one.get_absolute_url())


def test_ten_show_where_the_middle_is_and_how_far_apart_they_are(cast: Cast) -> None:
    of = ready(partnership(cast.bradford, "Ten", *bodies(6), *bodies(4, "council", "Council")))
    one = opened(cast, of)
    answer_all(one, *[1] * 5, *[4] * 5)
    said = page(cast.bradford_editor, one.get_absolute_url())
    assert "In the middle: a little; answers are far apart" in said


def test_five_of_each_side_show_both_and_the_whole_by_its_band_alone(cast: Cast) -> None:
    of = ready(partnership(cast.bradford, "Ten", *bodies(5), *bodies(5, "council", "Council")))
    one = opened(cast, of)
    for asked in one.asked.select_related("organisation"):
        answer(one, asked, 1 if asked.organisation.sector == "council" else 4)
    the_hour()
    said = page(cast.bradford_editor, one.get_absolute_url())
    assert "In the middle" not in said
    assert "Public bodies: mostly weak" in said
    assert "Other partners: mostly strong" in said


def test_four_of_one_side_show_no_side(cast: Cast) -> None:
    of = ready(partnership(cast.bradford, "Ten", *bodies(6), *bodies(4, "council", "Council")))
    one = opened(cast, of)
    answer_all(one, *[3] * 10)
    assert set(one.results.values_list("side", flat=True)) == {"all"}


def test_one_who_joined_takes_the_word_for_the_spread_away(cast: Cast) -> None:
    of = at_bradford(cast, 10)
    first = opened(cast, of)
    answer_all(first, *[3] * 10)
    assert set(first.results.values_list("spread", flat=True)) == {"close"}
    of.members.create(organisation=builders.organisation("Newcomer", "housing"))
    ready(of)
    with time_machine.travel(dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)):
        second = opened(cast, of, closes_on=dt.date(2027, 7, 1))
        answer_all(second, *[3] * 10, 0)
        assert set(second.results.values_list("spread", flat=True)) == {""}
        said = page(cast.bradford_editor, second.get_absolute_url())
    assert "about the same since last time" in said


def test_words_stand_apart_where_three_wrote_and_who_keeps_it_hides_one(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    for number, asked in enumerate(one.asked.all()):
        words = ["", f"remark {number}!", "", "", "", ""]
        if number < 2:
            words[0] = "too few wrote this"
        actions.answer(one=one, asked=asked, scores=[2] * 6, words=words)
    the_hour()
    assert set(one.words.values_list("question", flat=True)) == {"trust"}
    first = one.words.all()[0]
    text = first.text
    client = signed_in(cast.bradford_editor)
    assert text in text_of(client.get(one.get_absolute_url()))
    said = text_of(client.post(f"{one.get_absolute_url()}words/{first.pk}/hide/", follow=True))
    assert "Hidden: the text is deleted." in said
    assert text not in said
    history = text_of(client.get(f"{one.get_absolute_url()}history/"))
    assert "They named a person" in history
    assert text not in history
    assert not HistoryEntry.objects.filter(after__icontains=text).exists()


def test_called_off_it_has_no_result_and_no_answer_is_left(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    answer_all(one, 1, 2, 3)
    url = f"{one.get_absolute_url()}call-off/"
    client = signed_in(cast.bradford_editor)
    said = text_of(client.post(url, {"because": "The list was wrong"}, follow=True))
    assert "It was called off: The list was wrong" in said
    assert not any(kind.objects.exists() for kind in KEPT_IN_BOX)
    assert not HealthResult.objects.exists()


def test_more_people_read_it_only_as_a_board_decided(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast), kind="equity")
    answer_all(one, *[3] * 5)
    made = decision(
        board(cast.bradford, visibility="public"),
        "Publish it",
        decided_on=OPENS,
        visibility="public",
    )
    url = f"{one.get_absolute_url()}show/"
    client = signed_in(cast.bradford_editor)
    refused = text_of(client.post(url, {"to": "everyone"}))
    assert "Choose the decision of a board that says so" in refused
    assert signed_in(cast.luton_officer).get(one.get_absolute_url()).status_code == 404
    client.post(url, {"to": "everyone", "decision": made.pk})
    assert "Power and equity" in page(
        builders.user("Anybody"), f"{one.partnership.get_absolute_url()}health/"
    )


def test_results_about_power_are_the_partners_at_first(cast: Cast) -> None:
    of = at_bradford(cast)
    client, address = signed_in(cast.bradford_editor), f"{of.get_absolute_url()}health/open/"
    said = filled(
        client, address, kind="equity", shown_to="everyone",
        closes_on_day="11", closes_on_month="12", closes_on_year="2026",
    )  # fmt: skip
    assert "are for the partners until a board decides" in text_of(client.post(address, said))


def test_run_due_closes_and_says_so(cast: Cast, capsys: Any) -> None:
    one = opened(cast, at_bradford(cast))
    HealthRound.objects.filter(pk=one.pk).update(opened_on=dt.date(2026, 10, 1), closes_on=OPENS)
    with time_machine.travel(dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)):
        call_command("run_due")
    assert "Closed 1 health check." in capsys.readouterr().out


def test_what_closed_stands_on_the_next_agenda(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast), shown_to="everyone")
    answer_all(one, *[3] * 5)
    of = board(cast.bradford, visibility="public")
    meeting = b.meeting(of, cast.bradford_editor, dt.date(2026, 12, 15), visibility="public")
    said = page(cast.bradford_editor, f"{meeting.get_absolute_url()}agenda/")
    assert f"How {one.partnership} is doing" in said


def test_words_of_a_round_are_read_with_it(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    answer_all(one, *[4] * 5, words="We are listened to")
    assert HealthWords.objects.visible_to(cast.bradford_editor).count() == 30
    assert not HealthWords.objects.visible_to(cast.luton_officer).exists()


def test_movement_from_a_round_that_a_reader_does_not_see_is_not_told_to_them(cast: Cast) -> None:
    of = at_bradford(cast)
    answer_all(opened(cast, of), *[1] * 5)
    with time_machine.travel(dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)):
        second = opened(cast, of, closes_on=dt.date(2027, 7, 1), shown_to="everyone")
        answer_all(second, *[4] * 5)
        assert "up since last time" in page(cast.bradford_editor, second.get_absolute_url())
        assert "since last time" not in page(builders.user("Anybody"), second.get_absolute_url())
