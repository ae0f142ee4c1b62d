"""An update is edited or taken back by its author until it is accepted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pilots.models import Actual, Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.actions import Report, accept_update, ask_question
from pilots.update.mend_actions import take_back_update
from records.models import HistoryEntry
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import at, filled, signed_in, text_of, values
from tests.pilots.update.sent import QUARTER, page_of, send, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

OCTOBER = Report(
    Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31)), confidence="on_track", happened="Later."
)


@pytest.fixture
def update(people: Cast, warm_homes: Pilot) -> Update:
    """Sent by an officer: 75 homes visited and 12 improved."""
    return send(warm_homes, people.bradford_officer, 75, 12)


def due(pilot: Pilot) -> dt.date | None:
    pilot.refresh_from_db()
    return pilot.update_due


def sent_today(*updates: Update) -> None:
    """The database has a clock of its own: these were sent on the day of the test."""
    keys = [update.pk for update in updates]
    Update.objects.filter(pk__in=keys).update(created_at=timezone.now())


class TestEdit:
    """What was sent is changed, in the form in which it was written."""

    def test_words_and_figures_are_changed_and_the_rest_stays(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        client = signed_in(people.bradford_officer)
        assert page_of(update, "edit") in client.get(page_of(update)).content.decode()
        data = filled(
            client,
            page_of(update, "edit"),
            happened="Blue doors were opened.",
            **{"f1-value": "57"},
        )
        assert data["f2-value"] == "12"
        page = text_of(client.post(page_of(update, "edit"), data, follow=True))
        assert "Update saved." in page
        assert "Blue doors were opened." in page
        assert "75 homes" not in page
        assert standing(warm_homes) == [60, 57, 12]
        unchanged = Actual.objects.get(value_low=12)
        assert (unchanged.withdrawn, unchanged.superseded) == (False, False)

    def test_what_it_said_is_kept_in_history(self, people: Cast, update: Update) -> None:
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(update, "edit"), happened="Blue doors.")
        client.post(page_of(update, "edit"), data)
        before = (
            HistoryEntry.objects.filter(model="pilots.update", kind="update").latest("pk").before
        )
        assert before is not None
        assert before["happened"] == "Doors were opened."

    def test_a_figure_that_is_cleared_goes_and_what_it_replaced_stands_again(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        june = {"as_of": dt.date(2026, 6, 30), "replaces": True}
        update = send(warm_homes, people.bradford_officer, 66, **june)
        assert standing(warm_homes) == [66]
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(update, "edit"), **{"f1-value": "", "f1-counts": ""})
        client.post(page_of(update, "edit"), data)
        assert standing(warm_homes) == [60]

    def test_a_figure_that_replaced_another_is_edited_and_replaces_it_still(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        june = {"as_of": dt.date(2026, 6, 30), "replaces": True}
        update = send(warm_homes, people.bradford_officer, 66, **june)
        client = signed_in(people.bradford_officer)
        for value in ("67", "68"):
            data = filled(client, page_of(update, "edit"), **{"f1-value": value})
            client.post(page_of(update, "edit"), data)
        assert standing(warm_homes) == [68]

    def test_another_period_counts_the_due_day_again(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        assert due(warm_homes) == dt.date(2027, 2, 24)
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(update, "edit"), period_end_month="8", period_end_day="31")
        client.post(page_of(update, "edit"), data)
        assert due(warm_homes) == dt.date(2026, 11, 24)

    @pytest.mark.parametrize("who", ["bradford_editor", "pfpp_lead", "evaluator"])
    def test_nobody_else_edits_it_or_takes_it_back(
        self, people: Cast, update: Update, who: str
    ) -> None:
        client = signed_in(getattr(people, who))
        for name in ("edit", "take_back"):
            assert client.get(page_of(update, name)).status_code == 403
            assert client.post(page_of(update, name)).status_code == 403
        assert "Take back" not in text_of(client.get(page_of(update)))

    def test_the_second_of_two_windows_is_told_and_keeps_what_was_typed(
        self, people: Cast, update: Update
    ) -> None:
        client = signed_in(people.bradford_officer)
        address = page_of(update, "edit")
        first = filled(client, address, happened="First window.")
        second = filled(client, address, happened="Second window.")
        client.post(address, first)
        response = client.post(address, second)
        page = text_of(response)
        assert "It was changed in another window on" in page
        assert "Second window." in page
        update.refresh_from_db()
        assert update.happened == "First window."
        assert values(response.content.decode())["version"] == str(update.version)
        client.post(address, values(response.content.decode()))
        update.refresh_from_db()
        assert update.happened == "Second window."

    def test_what_was_accepted_meanwhile_is_told_with_the_way_to_correct_it(
        self, people: Cast, update: Update
    ) -> None:
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(update, "edit"), happened="Too late.")
        accept_update(update=update, by=people.pfpp_lead)
        page = text_of(client.post(page_of(update, "edit"), data))
        assert "It was accepted by Programme lead in the meantime. You can correct it" in page
        assert "Too late." in page
        assert "Correct it with a reason" in page
        update.refresh_from_db()
        assert update.happened == "Doors were opened."

    def test_what_was_edited_meanwhile_is_not_accepted_unread(
        self, people: Cast, update: Update
    ) -> None:
        author, lead = signed_in(people.bradford_officer), signed_in(people.pfpp_lead)
        as_read = {"version": update.version}
        data = filled(author, page_of(update, "edit"), happened="Blue doors.")
        author.post(page_of(update, "edit"), data)
        page = text_of(lead.post(page_of(update, "accept"), as_read, follow=True))
        assert "It changed since you opened this page. Read it again below." in page
        assert "Blue doors." in page
        update.refresh_from_db()
        assert update.state == "submitted"

    def test_wrong_answers_are_said_and_kept(self, people: Cast, update: Update) -> None:
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(update, "edit"), happened="", **{"f1-value": "many"})
        page = text_of(client.post(page_of(update, "edit"), data))
        assert "Say what happened" in page
        assert "as a number, such as 41" in page
        assert standing(update.pilot) == [60, 75, 12]

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "0"])
    def test_a_broken_version_is_no_crash(self, people: Cast, update: Update, version: str) -> None:
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(update, "edit"), version=version)
        assert "changed in another window" in text_of(client.post(page_of(update, "edit"), data))


class TestTakeBack:
    """Gone from everybody's pages, with its figures; history keeps it."""

    def test_it_goes_with_its_figures_and_the_day_is_due_again(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        client = signed_in(people.bradford_officer)
        page = text_of(client.get(page_of(update, "take_back")))
        assert "It is removed from everyone’s pages, with 2 figures that came with it" in page
        page = text_of(client.post(page_of(update, "take_back"), follow=True))
        assert "The update for July to September 2026 is taken back." in page
        assert "No update yet, as far as you can see." in page
        assert standing(warm_homes) == [60]
        assert due(warm_homes) == dt.date(2026, 11, 24)
        kept = HistoryEntry.objects.filter(model="pilots.update", kind="update").latest("pk")
        assert kept.before is not None
        assert kept.after is not None
        assert (kept.before["state"], kept.after["state"]) == ("submitted", "withdrawn")
        assert kept.after["happened"] == "Doors were opened."

    def test_a_time_that_no_update_covers_any_more_is_said_where_a_later_one_stands(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        later = send(warm_homes, people.bradford_officer, report=OCTOBER)
        client = signed_in(people.bradford_officer)
        page = text_of(client.post(page_of(update, "take_back"), follow=True))
        assert "There is a later update, and none covers that period." in page
        page = text_of(client.post(page_of(later, "take_back"), follow=True))
        assert "The update for October 2026 is taken back." in page
        assert "There is a later update" not in page

    def test_of_an_ended_pilot_it_names_the_button_that_stands_there(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        send(warm_homes, people.bradford_officer, report=OCTOBER)
        Pilot.objects.filter(pk=warm_homes.pk).update(status="closed")
        client = signed_in(people.bradford_officer)
        page = text_of(client.post(page_of(update, "take_back"), follow=True))
        assert "To send one, choose Log a follow-up and change the period." in page

    def test_a_later_one_whose_start_is_not_known_may_cover_that_time(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        later = send(warm_homes, people.bradford_officer, report=OCTOBER)
        Update.objects.filter(pk=later.pk).update(period_start=None)
        client = signed_in(people.bradford_officer)
        page = text_of(client.post(page_of(update, "take_back"), follow=True))
        assert "is taken back." in page
        assert "none covers that period" not in page

    @pytest.mark.parametrize(
        "who", ["bradford_officer", "bradford_editor", "teammate", "pfpp_lead", "evaluator"]
    )
    def test_nobody_finds_it_any_more(
        self, people: Cast, warm_homes: Pilot, update: Update, who: str
    ) -> None:
        take_back_update(update=update, by=people.bradford_officer)
        client, slug = signed_in(getattr(people, who)), warm_homes.slug
        for name in ("pilot", "pilot_updates", "pilot_indicators", "pilot_timeline", "pilot_brief"):
            assert "Doors were opened" not in text_of(client.get(reverse(name, args=[slug])))
            assert "75 homes" not in text_of(client.get(reverse(name, args=[slug])))
        assert "Doors were opened" not in text_of(client.get("/"))
        assert not Update.objects.visible_to(getattr(people, who)).exists()

    def test_who_might_have_read_it_is_told_that_it_was_taken_back(
        self, people: Cast, update: Update
    ) -> None:
        take_back_update(update=update, by=people.bradford_officer)
        for who in (people.bradford_officer, people.pfpp_lead):
            page = text_of(signed_in(who).get(page_of(update), follow=True))
            assert "was taken back by Bradford officer on 20 November 2026" in page
        page = text_of(
            signed_in(people.pfpp_lead).post(
                page_of(update, "accept"), {"version": update.version}, follow=True
            )
        )
        assert page.count("was taken back by") == 1
        for who in (people.outsider, people.luton_officer):
            assert signed_in(who).get(page_of(update)).status_code == 404
        assert Client().get(page_of(update)).status_code == 404

    def test_a_number_is_not_given_twice(self, people: Cast, update: Update) -> None:
        take_back_update(update=update, by=people.bradford_officer)
        assert send(update.pilot, people.bradford_officer).number == 2

    def test_a_figure_for_its_day_can_be_sent_again(self, people: Cast, warm_homes: Pilot) -> None:
        june = {"as_of": dt.date(2026, 6, 30), "replaces": True}
        for value in (66, 67):
            update = send(warm_homes, people.bradford_officer, value, **june)
            assert standing(warm_homes) == [value]
            take_back_update(update=update, by=people.bradford_officer)
            assert standing(warm_homes) == [60]

    def test_a_figure_that_was_corrected_since_leaves_the_correction(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        june = {"as_of": dt.date(2026, 6, 30), "replaces": True}
        first = send(warm_homes, people.bradford_officer, 66, **june)
        second = send(warm_homes, people.bradford_officer, 67, report=OCTOBER, **june)
        take_back_update(update=first, by=people.bradford_officer)
        assert standing(warm_homes) == [67]
        take_back_update(update=second, by=people.bradford_officer)
        assert standing(warm_homes) == [60]

    def test_a_question_that_waits_goes_with_it(self, people: Cast, update: Update) -> None:
        ask_question(update=update, by=people.pfpp_lead, question="Which doors?")
        take_back_update(update=update, by=people.bradford_officer)
        assert "Which doors?" not in text_of(signed_in(people.bradford_officer).get("/"))

    def test_what_is_accepted_is_not_taken_back(self, people: Cast, update: Update) -> None:
        accept_update(update=update, by=people.pfpp_lead)
        client = signed_in(people.bradford_officer)
        said = "It can be corrected, but not taken back."
        assert said in text_of(client.get(page_of(update, "take_back")))
        assert said in text_of(client.post(page_of(update, "take_back"), follow=True))
        update.refresh_from_db()
        assert update.state == "accepted"
        assert standing(update.pilot) == [60, 75, 12]

    def test_taken_back_twice_is_told_once(self, people: Cast, update: Update) -> None:
        client = signed_in(people.bradford_officer)
        for _ in range(2):
            page = text_of(client.post(page_of(update, "take_back"), follow=True))
        assert "was taken back by Bradford officer" in page
        assert HistoryEntry.objects.filter(model="pilots.update", kind="update").count() == 1


class TestDueDay:
    """Days are counted as if it had not been sent, and what others did meanwhile stays."""

    def test_a_later_update_keeps_what_it_covers(self, people: Cast, warm_homes: Pilot) -> None:
        first = send(warm_homes, people.bradford_officer)
        winter = Period(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
        second = send(warm_homes, people.bradford_officer, report=Report(winter, no_change=True))
        assert due(warm_homes) == dt.date(2027, 5, 24)
        sent_today(first, second)
        take_back_update(update=first, by=people.bradford_officer)
        assert due(warm_homes) == dt.date(2027, 5, 24)
        take_back_update(update=second, by=people.bradford_officer)
        assert due(warm_homes) == dt.date(2026, 11, 24)

    def test_a_day_that_was_set_by_hand_since_stays(
        self, people: Cast, warm_homes: Pilot, update: Update
    ) -> None:
        Pilot.objects.filter(pk=warm_homes.pk).update(update_due=dt.date(2027, 1, 15))
        take_back_update(update=update, by=people.bradford_officer)
        assert due(warm_homes) == dt.date(2027, 1, 15)

    def test_the_first_update_of_a_rhythm_gives_no_day_once_it_is_taken_back(
        self, people: Cast
    ) -> None:
        fresh = builders.pilot(people.bradford, "Fresh", rhythm=1)
        update = send(fresh, people.bradford_officer)
        sent_today(update)
        assert due(fresh) == dt.date(2026, 12, 20)
        take_back_update(update=update, by=people.bradford_officer)
        assert due(fresh) is None

    def test_an_update_without_a_rhythm_moves_nothing(self, people: Cast) -> None:
        free = builders.pilot(people.bradford, "Free")
        take_back_update(update=send(free, people.bradford_officer), by=people.bradford_officer)
        assert due(free) is None


def test_thousands_of_figures_are_taken_back_in_a_few_queries(
    people: Cast, warm_homes: Pilot, django_assert_max_num_queries: Any
) -> None:
    update = builders.update(warm_homes, people.bradford_officer)
    indicator = warm_homes.indicators.first()
    for n in range(30):
        builders.actual(indicator, n, update=update, as_of=QUARTER.end - dt.timedelta(days=n))
    with django_assert_max_num_queries(16):
        take_back_update(update=update, by=people.bradford_officer)
    assert standing(warm_homes) == [60]
    assert filled(signed_in(people.bradford_officer), at(warm_homes))["f1-value"] == ""
