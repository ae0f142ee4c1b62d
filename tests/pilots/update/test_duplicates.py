"""One update for each period; an early one moves no day; a day after the end says so."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pilots.models import Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.actions import Report, accept_update
from pilots.update.mend_actions import take_back_update
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of
from tests.pilots.update.sent import QUARTER, page_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

OVER = {"period_start_day": "1", "period_start_month": "7", "period_start_year": "2026"}
OVER |= {"period_end_day": "30", "period_end_month": "9", "period_end_year": "2026"}


def due(pilot: Pilot) -> dt.date | None:
    pilot.refresh_from_db()
    return pilot.update_due


REPORTED = "Doors were opened."
HEAD = b"Number,Actual,Date of the figure,Same as the plan\n"


class TestASecondOne:
    """It is refused with a clear word, the typing kept, and a way to the one that is there."""

    def test_submit_back_submit_makes_one(self, people: Cast, warm_homes: Pilot) -> None:
        client = signed_in(people.bradford_officer)
        page = filled(client, at(warm_homes), **SAID)
        client.post(at(warm_homes), page)
        # Back shows the form as it was; made anew, it carries another token
        again = filled(client, at(warm_homes), **{**SAID, **OVER, "happened": "And more."})
        response = client.post(at(warm_homes), again)
        said = text_of(response)
        assert "There is already an update for July to September 2026. It was sent on" in said
        assert "by Bradford officer" in said
        assert "And more." in response.content.decode()
        html = response.content.decode()
        assert re.search(f'href="{page_of(Update.objects.get(), "edit")}"[^>]*>Edit that one', html)
        assert due(warm_homes) == dt.date(2027, 2, 24)

    def test_of_two_windows_the_second_is_told_what_happened(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        client = signed_in(people.bradford_officer)
        first, second = (filled(client, at(warm_homes), **SAID) for _ in range(2))
        client.post(at(warm_homes), first)
        said = text_of(client.post(at(warm_homes), {**second, "happened": "Other words."}))
        assert "Nothing is sent, and what you typed is kept below. Edit that one" in said
        assert "There is already an update for July to September 2026" in said
        assert "How is it going? July to September 2026." in said  # the one that was typed
        assert Update.objects.count() == 1

    def test_no_change_for_a_period_that_was_reported_is_refused_too(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        client = signed_in(people.bradford_officer)
        data = filled(client, at(warm_homes), report="no_change")
        send(warm_homes, people.bradford_officer)
        assert "There is already an update" in text_of(client.post(at(warm_homes), data))

    @pytest.mark.parametrize("happened", ["Doors were opened.", "doors were OPENED."])
    def test_the_same_words_are_refused(
        self, people: Cast, warm_homes: Pilot, happened: str
    ) -> None:
        send(warm_homes, people.bradford_officer)
        client = signed_in(people.bradford_officer)
        data = filled(client, at(warm_homes), **{**SAID, "happened": happened})
        said = text_of(client.post(at(warm_homes), data))
        assert "an update for July to September 2026, in just these words." in said
        assert Update.objects.count() == 1

    def test_somebody_else_is_led_to_where_it_is_read_or_corrected(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        update = send(warm_homes, people.bradford_officer)
        client = signed_in(people.bradford_editor)
        data = filled(client, at(warm_homes), **{**SAID, **OVER})
        assert "Open that one" in text_of(client.post(at(warm_homes), data))
        accept_update(update=update, by=people.pfpp_lead)
        assert "Correct that one" in text_of(client.post(at(warm_homes), data))

    def test_one_that_ends_on_the_same_day_is_the_same_where_a_start_is_open(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        send(warm_homes, people.bradford_officer, report=Report(Period(None, QUARTER.end), True))
        client = signed_in(people.bradford_officer)
        data = filled(client, at(warm_homes), **{**SAID, **OVER})
        assert "There is already an update" in text_of(client.post(at(warm_homes), data))

    def test_one_that_was_taken_back_stands_in_nobodys_way(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        update = send(warm_homes, people.bradford_officer)
        take_back_update(update=update, by=people.bradford_officer)
        client = signed_in(people.bradford_officer)
        client.post(at(warm_homes), filled(client, at(warm_homes), **SAID))
        assert Update.objects.standing().get().period_end == QUARTER.end

    def test_one_that_is_edited_into_anothers_period_is_refused(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        send(warm_homes, people.bradford_officer)
        month = Report(Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31)), no_change=True)
        second = send(warm_homes, people.bradford_officer, report=month)
        client = signed_in(people.bradford_officer)
        data = filled(client, page_of(second, "edit"), **{**SAID, **OVER})
        response = client.post(page_of(second, "edit"), data)
        assert "There is already an update for July to September 2026" in text_of(response)
        second.refresh_from_db()
        assert second.no_change

    def test_a_file_for_the_same_period_is_refused(self, people: Cast, warm_homes: Pilot) -> None:
        send(warm_homes, people.bradford_officer)
        client = signed_in(people.bradford_officer)
        address = reverse("pilot_upload", args=[warm_homes.slug])
        file = SimpleUploadedFile("a.csv", HEAD + b"1,9,2026-09-30,yes\n")
        said = text_of(client.post(address, {"file": file, **SAID, "happened": REPORTED}))
        assert "There is already an update" in said
        assert "Edit that one" in said
        assert Update.objects.count() == 1


class TestEarly:
    """An early one says so and moves no day."""

    def test_it_says_until_when_none_is_due_and_moves_no_day(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        send(warm_homes, people.bradford_officer)
        client = signed_in(people.bradford_officer)
        page = text_of(client.get(at(warm_homes)))
        assert "1 October to 20 November 2026. Not due until 24 February 2027." in page
        data = filled(client, at(warm_homes), **{**SAID, "happened": "More."})
        page = text_of(client.post(at(warm_homes), data, follow=True))
        assert (
            "It came early, so the next one is not due until 24 February 2027, as before." in page
        )
        assert due(warm_homes) == dt.date(2027, 2, 24)

    def test_one_that_is_due_says_when_the_next_one_is(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        client = signed_in(people.bradford_officer)
        assert "Not due until" not in text_of(client.get(at(warm_homes)))
        page = text_of(
            client.post(at(warm_homes), filled(client, at(warm_homes), **SAID), follow=True)
        )
        assert "The next one is due on 24 February 2027." in page

    def test_a_period_that_is_still_to_come_is_refused(
        self, people: Cast, warm_homes: Pilot
    ) -> None:
        send(warm_homes, people.bradford_officer)
        client = signed_in(people.bradford_officer)
        data = filled(client, at(warm_homes), **SAID, period_end_day="31", period_end_month="12")
        assert "The period cannot end in the future" in text_of(client.post(at(warm_homes), data))
        assert due(warm_homes) == dt.date(2027, 2, 24)


class TestAfterTheEnd:
    """None falls due after a pilot's end without saying so."""

    @pytest.fixture
    def ending(self, people: Cast) -> Pilot:
        return builders.pilot(
            people.bradford, "Ends soon", programme=people.pfpp, rhythm=3, status="live",
            update_due=dt.date(2026, 11, 24), end=dt.date(2026, 12, 31),
        )  # fmt: skip

    def test_it_is_said_when_it_moves_there_and_wherever_it_is_due(
        self, people: Cast, ending: Pilot
    ) -> None:
        client = signed_in(people.bradford_officer)
        assert "after the pilot’s end" not in text_of(client.get(at(ending)))
        page = text_of(client.post(at(ending), filled(client, at(ending), **SAID), follow=True))
        day = "24 February 2027, after the pilot’s end (31 December 2026)"
        assert f"The next one is due on {day}." in page
        assert f"Not due until {day}." in text_of(client.get(at(ending)))
        late = signed_in(people.pfpp_lead).get(reverse("updates_due"))
        assert day in text_of(late)

    def test_my_work_says_it_beside_the_day(self, people: Cast, ending: Pilot) -> None:
        Pilot.objects.filter(pk=ending.pk).update(end=dt.date(2026, 11, 1))
        page = text_of(signed_in(people.bradford_officer).get("/"))
        due = "Due after the pilot’s end (1 November 2026). Last time: none yet Tuesday"
        assert f"July to September 2026. {due}" in page

    def test_a_follow_up_that_was_agreed_is_no_surprise(self, people: Cast, ending: Pilot) -> None:
        Pilot.objects.filter(pk=ending.pk).update(status="closed", end=dt.date(2026, 11, 1))
        assert "after the pilot’s end" not in text_of(
            signed_in(people.bradford_officer).get(at(ending))
        )
