"""Decisions of boards: made, to come, and provisional until a body confirms them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.models import Board, BoardMeeting, Decision, DecisionVoice, Power, Seat
from partnerships.models import Organisation
from tests import builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import AHEAD, PAST, Seen, said
from tests.access.table import Family, Row, by_number, by_slug, post
from tests.access.world import Level
from tests.governance.board.sweep import board

ADDS = frozenset(
    {
        *("bradford_editor", "region_editor", "yorkshire_connector", "luton_editor"),
        *("desnz_official", "pfpp_lead", "administrator"),
    }
)
DAY = dt.date(2026, 9, 21)


def decision(at: Board, title: str = "Pay two health visitors", **fields: Any) -> Decision:
    """One that was made on a day, unless said."""
    number = at.decisions.count() + 1
    made = {"state": "made", "decided_on": DAY, "outcome": "Agreed", "public_words": "Agreed"}
    if fields.get("state") in ("due", "put_off", "dropped"):
        made = {}
    return Decision.objects.create(
        **{
            "board": at,
            "number": number,
            "slug": f"decision-{at.pk}-{number}",
            "title": title,
            **made,
            **fields,
        }
    )
