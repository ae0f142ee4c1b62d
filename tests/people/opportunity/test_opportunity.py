"""A card on the board of secondments: the list, one of them, its form."""

from __future__ import annotations

import datetime as dt

from people.models import Opportunity
from tests import builders
from tests.builders import TODAY
from tests.plain_record import HIDDEN, HasFilters


class TestOpportunity(HasFilters):
    """The council looks for somebody; what is past its last day is off the board."""

    model, adds, edits, may_not = Opportunity, "bradford_editor", "bradford_editor", "outsider"
    typed = {
        "kind": "offer",
        "organisation": "City of Bradford Metropolitan District Council",
        "title": "Analyst for a hub",
        "about": "Knows the register",
        "place": "Bradford",
        "grade": "Grade 7",
        "months": "6",
        "closes_on_day": "1",
        "closes_on_month": "2",
        "closes_on_year": "2027",
    }
    saved = {
        "kind": "offer",
        "organisation.name": "City of Bradford Metropolitan District Council",
        "title": "Analyst for a hub",
        "about": "Knows the register",
        "place.name": "Bradford",
        "grade": "Grade 7",
        "months": 6,
        "closes_on": dt.date(2027, 2, 1),
        "closed_at": None,
        "created_by.full_name": "Bradford editor",
    }
    shown = (
        *("Analyst for a hub", "has somebody to lend, for Bradford", "Knows the register"),
        *("Grade 7", "6 months", "1 February 2027"),
    )
    listed = "Data analyst"
    filters = {"?kind=wish": True, "?kind=offer": False}
    wrong_filter = "?kind=no-such-kind"
    refused = [
        ({"kind": "loan"}, "id_kind-err"),
        ({"organisation": "No such body"}, "We can’t find “No such body”"),
        ({"title": ""}, "id_title-err"),
        ({"title": "x" * 201}, "id_title-err"),
        ({"months": "0"}, "Enter 1 or more"),
        ({"closes_on_month": "13"}, "id_closes_on-err"),
    ]
    change = ("title", "Data analyst", "Analyst for a hub")

    def make(self) -> Opportunity:
        return builders.opportunity(self.cast.council, place=self.cast.bradford)

    def hide(self) -> Opportunity:
        return builders.opportunity(self.cast.council, HIDDEN, closes_on=TODAY.replace(year=2020))

    def list_at(self) -> str:
        return "/secondments/opportunities/"
