"""Returns: added by hand, made in a duty's rhythm, sent with a press, withdrawn and put back."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from funding.models import MonitoringReturn, ReportingDuty
from funding.monitoring_return.forms import ReturnForm
from funding.monitoring_return.making_views import NO_DAYS
from funding.monitoring_return.write_views import TWICE
from records.drafts import AGAIN
from tests import builders
from tests.builders import Cast
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, NOW, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"
DUE = dt.date(2027, 1, 31)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def a_duty(cast: Cast, fund: Any = None, **fields: Any) -> ReportingDuty:
    return ReportingDuty.objects.create(
        fund=fund or a_fund(cast), **{"what": "What was spent", "often": "quarterly", **fields}
    )


class TestReturn(HasReaders, HasFilters, HasHistory, HasFile):
    """One quarter's return, added by hand by an officer of the council that must send it."""

    model, adds, edits, may_not = (
        MonitoringReturn, "bradford_officer", "bradford_officer", "outsider",
    )  # fmt: skip
    reader, also_sees, history_for = "outsider", "bradford_officer", "outsider"
    typed = {
        "body": COUNCIL,
        "place": "Bradford",
        "flow": "",
        "due_day": "31",
        "due_month": "1",
        "due_year": "2027",
        "after_end": "",
        "period_start_day": "1",
        "period_start_month": "10",
        "period_start_year": "2026",
        "period_end_day": "31",
        "period_end_month": "12",
        "period_end_year": "2026",
        "hours": "8 to 12",
        "note": "In the form of the ministry",
    }
    saved = {
        "duty.what": "What was spent",
        "body.name": COUNCIL,
        "place.name": "Bradford",
        "flow": None,
        "due": DUE,
        "period_start": dt.date(2026, 10, 1),
        "period_end": dt.date(2026, 12, 31),
        "hours_low": 8,
        "hours_high": 12,
        "state": "due",
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        *("What was spent", "To be sent", "31 January 2027", "8 to 12 hours"),
        *("1 October 2026 to 31 December 2026", "In the form of the ministry"),
    )
    listed = "What was spent"
    refused = [
        ({"body": "", "place": ""}, "Say which body or which place must send it"),
        ({"body": "", "place": "Luton"}, "Name your own body, or a place where you have a role"),
        ({"hours": "a day"}, "id_hours-err"),
        ({"hours": "20000"}, "at most 10,000"),
        ({"period_end_year": "2025"}, "The period can’t end before it begins"),
        ({"due_month": "13"}, "id_due-err"),
        ({"due_year": "2029"}, "Its money ends 31 March 2028. Say why it is due after that"),
    ]
    change = ("note", "By post", "By the portal")
    columns = (
        "id what fund asked_by sent_from place period_start period_end due state sent_on hours "
        "took after_end because address"
    )
    cells = {
        "what": "What was spent", "fund": "Homes fund", "place": "Bradford", "due": "2026-10-31",
        "state": "20 days late", "hours": "", "took": "",
    }  # fmt: skip
    filters = {
        "?state=due": True,
        "?state=late": True,
        "?state=sent": False,
        "?due=30": False,
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?fund=homes": True,
        "?q=spent+homes": True,
        "?q=weekly": False,
        "?mine=on": False,
    }
    wrong_filter = "?state=lost"

    def prepare(self) -> None:
        self.duty = a_duty(self.cast)
        self.duty.fund.end = dt.date(2028, 3, 31)
        self.duty.fund.save()

    def make(self) -> MonitoringReturn:
        return MonitoringReturn.objects.create(
            duty=self.duty, place=self.cast.bradford, due=dt.date(2026, 10, 31), note="By post"
        )

    def hide(self) -> MonitoringReturn:
        money = builders.flow(self.cast.bradford, 900, visibility="place", fund=self.duty.fund)
        return MonitoringReturn.objects.create(
            duty=self.duty, place=self.cast.bradford, flow=money, state="not_needed",
            because=HIDDEN,
        )  # fmt: skip

    def list_at(self) -> str:
        return "/funding/returns/"

    def add_at(self) -> str:
        return f"{self.duty.get_absolute_url()}returns/add/"


def one(cast: Cast, **fields: Any) -> MonitoringReturn:
    known = {"due": dt.date(2026, 10, 31), "place": cast.bradford, **fields}
    duty = known.pop("duty", None) or a_duty(cast)
    return MonitoringReturn.objects.create(duty=duty, **known)


def test_a_return_is_said_to_be_sent_with_two_clicks_and_what_it_took(cast: Cast) -> None:
    made = one(cast)
    client = signed_in(cast.bradford_officer)
    page = client.get(made.get_absolute_url()).content.decode()
    address = f"{made.get_absolute_url()}outcome/"
    assert address in page
    client.post(address, filled(client, address))
    made.refresh_from_db()
    assert (made.state, made.sent_on) == ("sent", dt.date(2026, 11, 20))
    assert made.sent_by == cast.bradford_officer
    assert made.took_low is None  # nobody said so: not known, and no zero
    said = text_of(client.get(made.get_absolute_url()))
    assert "Sent 20 days late" in said
    assert "Hours it took" in said.partition("Not known: ")[2]
    client.post(address, filled(client, address, took="about 9"))
    made.refresh_from_db()
    assert (made.took_low, made.took_qualifier) == (9, "about")


def test_what_is_not_needed_says_why_and_forgets_that_it_was_sent(cast: Cast) -> None:
    made = one(cast, state="sent", sent_on=dt.date(2026, 10, 1), took_low=4)
    client = signed_in(cast.bradford_officer)
    address = f"{made.get_absolute_url()}outcome/"
    answer = client.post(address, filled(client, address, state="not_needed"))
    assert "Say why it is not needed" in answer.content.decode()
    why = {"state": "not_needed", "because": "The fund asks for a yearly one instead", "took": ""}
    client.post(address, filled(client, address, **why))
    made.refresh_from_db()
    assert (made.state, made.sent_on, made.took_low) == ("not_needed", None, None)
    assert "yearly one instead" in text_of(client.get(made.get_absolute_url()))


def test_a_day_that_is_to_come_is_not_when_it_was_sent(cast: Cast) -> None:
    made = one(cast)
    client = signed_in(cast.bradford_officer)
    address = f"{made.get_absolute_url()}outcome/"
    day = {"sent_on_day": "1", "sent_on_month": "12", "sent_on_year": "2026"}
    answer = client.post(address, filled(client, address, **day))
    assert "This date is in the future" in answer.content.decode()


def test_my_work_has_what_is_late_or_close_with_one_press_and_a_way_back(cast: Cast) -> None:
    made = one(cast)
    one(cast, duty=made.duty, due=dt.date(2027, 6, 1))
    client = signed_in(cast.bradford_officer)
    said = text_of(client.get("/"))
    assert "Send the return: What was spent Bradford, to Homes fund 20 days late" in said
    assert said.count("Bradford, to Homes fund") == 1
    done = f"{made.get_absolute_url()}done/"
    answer = client.post(done, {"back": "work"}, follow=True)
    assert "Sent today: What was spent" in answer.content.decode()
    made.refresh_from_db()
    assert (made.state, made.sent_on) == ("sent", dt.date(2026, 11, 20))
    assert "It’s already marked as sent" in client.post(done, follow=True).content.decode()
    client.post(f"{made.get_absolute_url()}not-done/")
    made.refresh_from_db()
    assert (made.state, made.sent_on, made.sent_by) == ("due", None, None)


def test_it_waits_with_nobody_else(cast: Cast) -> None:
    one(cast)
    for user in (cast.outsider, cast.luton_officer, cast.pfpp_lead):
        assert "to Homes fund" not in text_of(signed_in(user).get("/"))


def test_it_stands_in_the_calendars_of_the_place_and_of_who_must_send_it(cast: Cast) -> None:
    made = one(cast, due=dt.date(2026, 12, 1))
    for user, address, is_there in (
        (cast.bradford_officer, "/calendar/", True),
        (cast.outsider, "/places/bradford/calendar/", True),
        (cast.luton_officer, "/calendar/", False),
    ):
        said = text_of(signed_in(user).get(address))
        assert (f"Return due: {made.duty.what}" in said) is is_there, (user, address)


def test_the_returns_of_a_duty_are_made_in_its_rhythm_and_end_with_the_money(cast: Cast) -> None:
    duty = a_duty(cast, of="each", first_due=dt.date(2026, 7, 31), hours_low=6)
    builders.flow(
        cast.bradford, 90_000, fund=duty.fund, receiver=cast.council, end=dt.date(2027, 5, 31),
    )  # fmt: skip
    builders.flow(cast.luton, 10, fund=duty.fund, receiver_said="A charity", visibility="public")
    client = signed_in(cast.pfpp_lead)
    address = f"{duty.get_absolute_url()}returns/make/"
    page = client.get(address).content.decode()
    assert "its money ends 31 May 2027" in page
    sent = filled(client, address, about="before")
    assert len(sent["owed"]) == 2
    answer = client.post(address, sent, follow=True)
    assert "6 returns are made" in answer.content.decode()
    of_council = MonitoringReturn.objects.filter(body=cast.council)
    assert [row.due for row in of_council] == [dt.date(2027, 1, 31), dt.date(2027, 4, 30)]
    assert [(row.period_start, row.period_end) for row in of_council] == [
        (dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        (dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
    ]
    assert [row.place.name for row in of_council if row.place] == ["Bradford", "Bradford"]
    assert {row.hours_low for row in of_council} == {6}
    of_luton = MonitoringReturn.objects.filter(place=cast.luton, body=None)
    assert [row.due.month for row in of_luton if row.due] == [1, 4, 7, 10]
    answer = client.post(address, filled(client, address, about="before", **{AGAIN: "1"}))
    assert "None was made: all of them are there already" in answer.content.decode()
    assert MonitoringReturn.objects.count() == 6


def test_one_that_was_withdrawn_is_not_made_again_and_can_be_put_back(cast: Cast) -> None:
    duty = a_duty(cast, of="each", often="yearly", first_due=dt.date(2027, 1, 31))
    builders.flow(cast.bradford, 90_000, fund=duty.fund, receiver=cast.council)
    client = signed_in(cast.pfpp_lead)
    address = f"{duty.get_absolute_url()}returns/make/"
    client.post(address, filled(client, address))
    [made] = MonitoringReturn.objects.all()
    withdraw = f"{made.get_absolute_url()}withdraw/"
    client.post(withdraw, {"because": "Asked of another council"})
    assert not MonitoringReturn.objects.exists()
    assert signed_in(cast.outsider).get(made.get_absolute_url()).status_code == 404
    client.post(address, filled(client, address))
    assert not MonitoringReturn.objects.exists()
    client.post(withdraw, {"put_back": "1"})
    assert MonitoringReturn.objects.get() == made


def test_without_a_first_day_none_is_guessed(cast: Cast) -> None:
    duty = a_duty(cast, of="each", first_due=dt.date(2026, 7, 1), first_due_precision="month")
    builders.flow(cast.bradford, 90_000, fund=duty.fund, receiver=cast.council)
    client = signed_in(cast.pfpp_lead)
    address = f"{duty.get_absolute_url()}returns/make/"
    assert NO_DAYS in text_of(client.get(address))
    answer = client.post(address, filled(client, address))
    assert "none is due in that time" in answer.content.decode()
    assert not MonitoringReturn.objects.exists()


def test_a_last_report_may_be_due_after_the_money_and_says_so(cast: Cast) -> None:
    duty = a_duty(cast, of="each", often="at_end", last_due=dt.date(2027, 7, 31))
    money = builders.flow(
        cast.bradford, 9, fund=duty.fund, receiver=cast.council, end=dt.date(2027, 3, 31)
    )
    client = signed_in(cast.pfpp_lead)
    address = f"{duty.get_absolute_url()}returns/make/"
    assert NO_DAYS not in text_of(client.get(address))
    client.post(address, filled(client, address))
    made = MonitoringReturn.objects.get(flow=money)
    assert made.due == dt.date(2027, 7, 31)
    said = text_of(client.get(made.get_absolute_url()))
    assert "Due after the end of its money, 31 March 2027" in said
    assert "Due after the end of its money" in text_of(client.get("/funding/returns/"))


def test_why_it_is_asked_late_is_kept_where_the_end_of_the_money_is_not_known(cast: Cast) -> None:
    duty, client = a_duty(cast), signed_in(cast.bradford_officer)
    address = f"{duty.get_absolute_url()}returns/add/"
    client.post(address, filled(client, address, place="Bradford", after_end="A last look back"))
    assert MonitoringReturn.objects.get().after_end == "A last look back"


def test_money_that_the_maker_may_not_see_is_neither_offered_nor_told(cast: Cast) -> None:
    duty = a_duty(cast, of="each", first_due=DUE)
    builders.flow(
        cast.bradford, 9, fund=duty.fund, receiver=cast.council, visibility="place",
        description=HIDDEN,
    )  # fmt: skip
    client = signed_in(cast.pfpp_lead)
    page = client.get(f"{duty.get_absolute_url()}returns/make/").content.decode()
    assert HIDDEN not in page
    assert "No money from this fund that you can see" in page


def test_a_duty_of_many_words_leads_to_its_returns(cast: Cast) -> None:
    made = one(cast, duty=a_duty(cast, what=("What was done in each home " * 10).strip()))
    client = signed_in(cast.bradford_officer)
    page = client.get(made.duty.get_absolute_url()).content.decode()
    [address] = re.findall(r'href="(/funding/returns/\?[^"]+)"', page)
    assert "20 days late" in text_of(client.get(unescape(address)))


def test_a_made_up_fund_asks_nothing_of_a_real_place(cast: Cast) -> None:
    fund = a_fund(cast)
    fund.is_example = True
    fund.save()
    duty = a_duty(cast, fund=fund)
    client = signed_in(cast.bradford_officer)
    address = f"{duty.get_absolute_url()}returns/add/"
    answer = client.post(address, filled(client, address, place="Bradford"))
    assert "What is made up, as an example, stays apart" in answer.content.decode()
    assert not MonitoringReturn.objects.exists()


def test_the_same_return_is_not_added_twice(cast: Cast) -> None:
    made = one(cast)
    client = signed_in(cast.bradford_officer)
    address = f"{made.duty.get_absolute_url()}returns/add/"
    day = {"due_day": "31", "due_month": "10", "due_year": "2026", "place": "Bradford"}
    answer = client.post(address, filled(client, address, **day))
    assert "There is already a return for that date" in answer.content.decode()
    assert MonitoringReturn.objects.count() == 1


def test_of_two_who_name_the_same_day_at_once_the_second_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = one(cast)
    other = one(cast, duty=made.duty, due=DUE)
    client = signed_in(cast.bradford_officer)
    address = f"{other.get_absolute_url()}edit/"
    monkeypatch.setattr(ReturnForm, "_is_there", lambda form, data: False)
    day = {"due_day": "31", "due_month": "10", "due_year": "2026"}
    answer = client.post(address, filled(client, address, **day))
    assert TWICE in answer.content.decode()
    other.refresh_from_db()
    assert other.due == DUE


BROKEN: dict[str, dict[str, Any]] = {
    "return_by_somebody": {"place": None},
    "return_period_in_order": {
        "period_start": dt.date(2026, 2, 1), "period_end": dt.date(2026, 1, 1),
    },
    "return_hours_in_order": {"hours_low": 4, "hours_high": 2},
    "return_took_in_order": {"state": "sent", "took_low": 4, "took_high": 2},
    "return_hours_not_negative": {"hours_low": -1},
    "return_sent_where_it_was": {"sent_on": dt.date(2026, 1, 1)},
    "return_not_needed_with_reason": {"state": "not_needed"},
    "return_withdrawn_with_reason": {"withdrawn_because": "By mistake"},
}  # fmt: skip


@pytest.mark.parametrize(("name", "fields"), BROKEN.items(), ids=list(BROKEN))
def test_the_database_refuses(cast: Cast, name: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        one(cast, **fields)


def test_the_database_refuses_a_return_twice_also_where_no_body_is_named(cast: Cast) -> None:
    made = one(cast)
    with pytest.raises(IntegrityError, match="return_once"), transaction.atomic():
        one(cast, duty=made.duty)
    one(cast, duty=made.duty, due=None)
    one(cast, duty=made.duty, due=None)
