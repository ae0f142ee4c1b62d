"""The register of decisions, one of them, its form, its history and its files."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.models import Decision
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"
BOARD = "Family board"


class TestDecision(HasReaders, HasFilters, HasHistory, HasFile):
    """One of a board of Bradford."""

    model, adds, edits, may_not = Decision, "bradford_editor", "bradford_editor", "bradford_officer"
    reader, also_sees = "resident", "outsider"
    typed = {
        "board": BOARD,
        "title": "Health visitors in cold homes",
        "state": "made",
        "why_now": "Winter comes",
        "due_day": "",
        "due_month": "9",
        "due_year": "2026",
        "options_text": "Pay for one winter\nPay for two winters",
        "chosen": "2",
        "outcome": "Pay two health visitors one day a week for a second winter",
        "decided_on_day": "21",
        "decided_on_month": "9",
        "decided_on_year": "2026",
        "how": "vote",
        "votes_for": "5",
        "votes_against": "1",
        "abstained": "0",
        "decided_by": "",
        "accountable_body": COUNCIL,
        "confirm_by": "",
        "amount": "£38,000",
        "beyond_because": "",
        "level": "place",
        "level_because": "Homes are cold in all of Bradford",
        "supersedes": "",
        "review_on_day": "",
        "review_on_month": "6",
        "review_on_year": "2027",
        "public_words": "Two health visitors will help families in cold homes",
        "came_of_it": "21 homes were visited",
        "came_on_day": "",
        "came_on_month": "10",
        "came_on_year": "2026",
        "source_title": "Minutes of the board",
        "source_url": "",
        "visibility": "public",
    }
    saved = {
        "board.organisation.name": BOARD,
        "number": 1,
        "state": "made",
        "options": ["Pay for one winter", "Pay for two winters"],
        "chosen": 2,
        "decided_on": dt.date(2026, 9, 21),
        "due_precision": "month",
        "accountable_body.name": COUNCIL,
        "amount_low": 38_000,
        "review_on_precision": "month",
        "within_limit": None,
        "quorum_met": None,
        "created_by.full_name": "Bradford editor",
    }
    shown = (
        *("Two health visitors will help families in cold homes", "Winter comes"),
        *("Pay two health visitors one day a week", "Pay for two winters (chosen)"),
        *("Decided by Family board", f"Answers for it {COUNCIL}", "21 September 2026"),
        *("By a vote: 5 for, 1 against and 0 abstained", "£38,000", "June 2027"),
        *("Place: Homes are cold in all of Bradford", "21 homes were visited", "October 2026"),
    )
    listed = "Two nurses are paid"
    filters = {
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?board=family-board": True,
        "?kind=place_board": True,
        "?kind=town": False,
        "?state=made": True,
        "?state=to_come": False,
        "?year=2026": True,
        "?year=2025": False,
        "?q=nurses": True,
        "?q=dentists": False,
        "?above=on": False,
        "?programme=partnerships-for-people-and-place": False,
        "?body=city-of-bradford-metropolitan-district-council": True,
    }
    wrong_filter = "?state=lost"
    refused = [
        ({"title": ""}, "id_title"),
        ({"board": "Board elsewhere"}, "Choose a board that you look after"),
        ({"outcome": ""}, "Say what was decided"),
        ({"decided_on_day": "", "decided_on_month": "", "decided_on_year": ""}, "when it was"),
        ({"decided_on_year": "2027"}, "This date is in the future"),
        ({"public_words": ""}, "Say it in one sentence for residents"),
        ({"chosen": "3"}, "Choose one of the options"),
        ({"options_text": "\n".join("abcdefg")}, "Name 6 options at most"),
        ({"amount": "€5"}, "Enter it in pounds"),
    ]
    change = ("outcome", "Agreed", "Agreed by all")
    columns = (
        "id title board number state when accountable_body outcome public_words why_now decided_on "
        "due options chosen how votes_for votes_against abstained meeting decided_by power "
        "amount_low amount_high amount_qualifier limit_words beyond_because quorum_words "
        "confirm_by confirmed_on level level_because supersedes review_on came_of_it source "
        "visibility address"
    )
    cells = {"title": "Two nurses are paid", "state": "made", "decided_on": "2026-09-21"}

    def prepare(self) -> None:
        self.board = board(self.cast.bradford, BOARD, visibility="public")
        board(self.cast.luton, "Board elsewhere", visibility="public")

    def make(self) -> Any:
        return decision(
            self.board,
            "Nurses",
            accountable_body=self.cast.council,
            visibility="public",
            public_words="Two nurses are paid",
        )

    def hide(self) -> Any:
        words = {"outcome": HIDDEN, "public_words": HIDDEN}
        return decision(self.board, HIDDEN, visibility="network", **words)

    def list_at(self) -> str:
        return "/decisions/"
