"""What funds ask to be reported: of whom, how often, by when, and how long it takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from funding.models import ReportingDuty
from tests.builders import Cast
from tests.funding.fund.test_keeping import send
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, NOW, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db


class TestDuty(HasFilters, HasReaders, HasHistory, HasFile):
    """A duty of a fund that everyone reads, kept by the lead of its programme."""

    model, adds, edits, may_not = ReportingDuty, "pfpp_lead", "pfpp_lead", "outsider"
    history_for, also_sees = "outsider", "pfpp_lead"
    typed = {
        "what": "What was spent",
        "about": "With a list of homes",
        "of": "some",
        "of_said": "councils",
        "often": "quarterly",
        "first_due_day": "15",
        "first_due_month": "1",
        "first_due_year": "2026",
        "last_due_day": "",
        "last_due_month": "4",
        "last_due_year": "2027",
        "hours": "8 to 12 hours",
        "where_to": "returns@example.gov.uk",
        "link": "https://example.org/form",
        "source_title": "Grant letter",
        "source_url": "",
    }
    saved = {
        "fund.name": "Homes fund",
        "what": "What was spent",
        "about": "With a list of homes",
        "of": "some",
        "of_said": "councils",
        "often": "quarterly",
        "first_due": dt.date(2026, 1, 15),
        "last_due": dt.date(2027, 4, 30),
        "last_due_precision": "month",
        "hours_low": 8,
        "hours_high": 12,
        "where_to": "returns@example.gov.uk",
        "link": "https://example.org/form",
        "source.title": "Grant letter",
        "ended": None,
    }
    shown = (
        *("What was spent", "With a list of homes", "Some recipients: councils", "Every quarter"),
        *("Next due 15 January 2027", "8 to 12 hours", "returns@example.gov.uk"),
        *("Last due April 2027", "Grant letter"),
    )
    listed = "Yearly statement"
    refused = [
        ({"what": ""}, "id_what-err"),
        ({"of_said": ""}, "Say who must report it"),
        ({"often": "daily"}, "id_often-err"),
        ({"hours": "a day or so"}, "id_hours-err"),
        ({"hours": "-2"}, "cannot be below zero"),
        ({"hours": "20000"}, "at most 10,000"),
        ({"last_due_year": "2025"}, "The last one can’t be due before the first"),
    ]
    change = ("about", "Signed by the finance officer", "Signed by the chief executive")
    columns = (
        "what fund of of_said often next_due first_due last_due hours where_to link about ended "
        "ended_because"
    )
    cells = {
        "what": "Yearly statement", "fund": "Homes fund", "of": "each recipient",
        "often": "every year", "next_due": "2027-06-30", "hours": "Not known",
    }  # fmt: skip
    filters = {
        "?often=yearly": True,
        "?often=monthly": False,
        "?of=each": True,
        "?of=first": False,
        "?standing=on": True,
        "?q=yearly+homes": True,
        "?q=weekly": False,
    }
    wrong_filter = "?of=nobody"

    def prepare(self) -> None:
        self.fund = a_fund(self.cast)

    def make(self) -> ReportingDuty:
        return ReportingDuty.objects.create(
            fund=self.fund, what="Yearly statement", often="yearly", of="each",
            first_due=dt.date(2024, 6, 30), about="Signed by the finance officer",
        )  # fmt: skip

    def hide(self) -> ReportingDuty:
        other = a_fund(self.cast, "Quiet fund", visibility="programme")
        return ReportingDuty.objects.create(fund=other, what=HIDDEN)

    def list_at(self) -> str:
        return "/funding/duties/"

    def add_at(self) -> str:
        return f"{self.fund.get_absolute_url()}duties/add/"


DAYS: dict[str, tuple[dict[str, Any], str | None]] = {
    "the first is ahead": ({"often": "monthly", "first_due": dt.date(2027, 1, 5)}, "2027-01-05"),
    "from the 31st": ({"often": "monthly", "first_due": dt.date(2026, 8, 31)}, "2026-11-30"),
    "today": ({"often": "monthly", "first_due": dt.date(2026, 1, 20)}, "2026-11-20"),
    "quarterly": ({"often": "quarterly", "first_due": dt.date(2026, 1, 15)}, "2027-01-15"),
    "half-yearly": ({"often": "half_yearly", "first_due": dt.date(2025, 4, 1)}, "2027-04-01"),
    "yearly": ({"often": "yearly", "first_due": dt.date(2020, 11, 19)}, "2027-11-19"),
    "once, over": ({"often": "once", "first_due": dt.date(2026, 11, 19)}, None),
    "at the end": ({"often": "at_end", "last_due": dt.date(2028, 3, 31)}, "2028-03-31"),
    "after the last": (
        {"often": "yearly", "first_due": dt.date(2024, 6, 1), "last_due": dt.date(2026, 12, 31)},
        None,
    ),
    "known to the month alone": (
        {"often": "monthly", "first_due": dt.date(2026, 1, 1), "first_due_precision": "month"},
        None,
    ),
    "nothing known": ({"often": "monthly"}, None),
    "no longer asked": (
        {
            "often": "monthly", "first_due": dt.date(2026, 1, 5), "ended": dt.date(2026, 11, 1),
            "ended_because": "Given up",
        },
        None,
    ),
    "no longer asked for from the day of the next": (
        {
            "often": "monthly", "first_due": dt.date(2026, 1, 5), "ended": dt.date(2026, 12, 5),
            "ended_because": "Given up",
        },
        None,
    ),
}  # fmt: skip


@time_machine.travel(NOW)
@pytest.mark.parametrize(("fields", "due"), DAYS.values(), ids=list(DAYS))
def test_the_next_day_is_counted_from_the_first_and_never_guessed(
    cast: Cast, fields: dict[str, Any], due: str | None
) -> None:
    duty = ReportingDuty.objects.create(fund=a_fund(cast), what="Return", **fields)
    found = duty.next_due
    assert (found and found.day.isoformat()) == due


@time_machine.travel(NOW)
def test_a_duty_that_is_no_longer_asked_says_why_and_leaves_the_list(cast: Cast) -> None:
    fund = a_fund(cast)
    duty = ReportingDuty.objects.create(fund=fund, what="Monthly return", often="monthly")
    client, edit = signed_in(cast.pfpp_lead), f"{duty.get_absolute_url()}edit/"
    day = {"ended_day": "1", "ended_month": "11", "ended_year": "2026"}
    answer = send(client, edit, **day)
    assert "Say why it is no longer asked for" in answer.content.decode()
    answer = send(client, edit, ended_because="The yearly statement says it all")
    assert "Say when it stopped being asked for" in answer.content.decode()
    send(client, edit, **day, ended_because="The yearly statement says it all")
    said = text_of(client.get(duty.get_absolute_url()))
    assert "No longer asked for from 1 November 2026: The yearly statement says it all" in said
    assert "No longer asked for" in text_of(client.get(fund.get_absolute_url()))
    assert "Monthly return" not in text_of(client.get("/funding/duties/?standing=on"))
    assert "Monthly return" in text_of(client.get("/funding/duties/"))
