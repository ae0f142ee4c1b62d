"""Regional updates: to read once they are out, to write for who serves the region."""

from __future__ import annotations

import datetime as dt
from typing import Any

from policy.models import (
    RegionalCorrection,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateDay,
    RegionalUpdateItem,
)
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen, withdrawn
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.builders import TODAY, Cast

AFTER = ("pilots.pilot",)  # of which an update tells

_address = builders.address_of_update
FAMILIES = {
    "regional_update": Family(readers.OPEN, _address),
    "regional_reply": Family(readers.OPEN, _address),
    "regional_draft": Family(readers.always({"yorkshire_connector"}), _address),
    "own_reply": Family(readers.always({"author", "yorkshire_connector"}), by_number),
}

WRITERS = frozenset({"yorkshire_connector"})
OUT, DRAFT = "regional_update", "regional_draft"

ROWS = [
    Row("regional_updates", public=True),
    Row("regional_updates", public=True, query="?region=yorkshire-and-the-humber"),
    Row("regional_updates", public=True, query="?region=no-such-region"),
    Row("regional_update_start", permission=WRITERS),
    post("regional_update_start", permission=WRITERS),
    Row("regional_update", OUT, public=True),
    Row("regional_update", DRAFT, public=True),
    Row("regional_update_text", OUT, public=True, page=False),
    Row("regional_update_text", DRAFT, public=True, page=False),
    Row("regional_update_reply", OUT, public=True),
    post("regional_update_reply", OUT, public=True),
    Row("regional_update_history", OUT, permission=WRITERS),
    Row("regional_update_replies", OUT, permission=WRITERS),
    Row("regional_update_answer", "regional_reply", permission=WRITERS),
    post("regional_update_answer", "regional_reply", permission=WRITERS),
    Row("regional_reply_edit", "own_reply", permission=frozenset({"author"})),
    post("regional_reply_edit", "own_reply", permission=frozenset({"author"})),
    Row("regional_reply_withdraw", "own_reply"),
    post("regional_reply_withdraw", "own_reply"),
    Row("regional_update_write", OUT, permission=WRITERS),
    Row("regional_update_write", DRAFT, permission=WRITERS),
    post("regional_update_write", DRAFT, permission=WRITERS),
    post("regional_update_look_again", DRAFT, permission=WRITERS),
    post("regional_update_send", DRAFT, permission=WRITERS),
    post("regional_update_checked", DRAFT, permission=WRITERS),
    post("regional_update_back", DRAFT, permission=WRITERS),
    post("regional_update_publish", DRAFT, permission=WRITERS),
    Row("regional_update_withdraw", OUT, permission=WRITERS),
    post("regional_update_withdraw", OUT, permission=WRITERS),
]


def _draft(cast: Cast) -> RegionalUpdate:
    quarter = dt.date(2026, 4, 1)
    return builders.regional_update(cast.region, cast.author, quarter=quarter, state="draft")


def make(cast: Cast) -> dict[str, Any]:
    """One that is out and one that is being written."""
    return {
        "regional_update": builders.regional_update(cast.region, cast.yorkshire_connector),
        "regional_draft": _draft(cast),
    }


def at_level(at: Level) -> dict[str, Any]:
    """A reply to the one that is out."""
    told = at["regional_update"]
    own = RegionalReply.objects.create(update=told, text="Thanks.", created_by=at.cast.author)
    return {
        "regional_reply": RegionalReply.objects.create(update=told, text="Thank you."),
        "own_reply": own,
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One says what everybody may know of a record that they may not see."""
    told = builders.regional_update(seen.cast.region, seen.cast.yorkshire_connector)
    RegionalUpdateItem.objects.create(
        update=told, section="pilots", text="A pilot began.",
        record=seen.first("pilot").parent, position=2,
    )  # fmt: skip
    other = builders.regional_update(seen.at_luton.beside, seen.cast.luton_officer)
    return {
        "regional_update": [told, other],
        "regional_draft": [_draft(seen.cast)],
        "regional_reply": [RegionalReply.objects.create(update=told, text="Thank you.")],
        "own_reply": [
            RegionalReply.objects.create(update=told, text="Thanks.", created_by=seen.cast.author)
        ],
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """An update that is being written, and what readers reply to one that is out."""
    writes = seen.who == "yorkshire_connector"
    region = seen.at_luton.beside if writes else seen.cast.region
    quarter = dt.date(2026, 1, 1)
    texts = dict.fromkeys(("summary", "check_note", "withdrawn_because"), SECRET)
    for state in ("draft", "checking", "checked"):
        update = builders.regional_update(
            region, seen.others[0], quarter=quarter, state=state, **texts
        )
        RegionalUpdateItem.objects.create(update=update, section="news", text=SECRET)
        RegionalCorrection.objects.create(update=update, on=TODAY, text=SECRET)
        hidden["regional_draft"].append(update)
        quarter = dt.date(quarter.year - 1, quarter.month, 1)
    told = seen.families["regional_update"][1 if writes else 0]
    reply = RegionalReply.objects.create(
        update=told, text=SECRET, name=SECRET, email=f"{MARK}@example.test", answer=SECRET
    )
    RegionalUpdateDay.objects.create(update=told, day=TODAY - dt.timedelta(1), loads=41)
    hidden["regional_reply"].append(reply)
    gone = {"text": SECRET, **withdrawn()}
    hidden["own_reply"].append(RegionalReply.objects.create(update=told, **gone))


def fill(more: More) -> None:
    """One of each region, and more that is told, corrected and replied in the first."""
    seen, number = more.seen, more.number
    quarter = dt.date(2019 - number // 4, 3 * (number % 4) + 1, 1)
    for scope in (seen.at_bradford, seen.at_luton):
        builders.regional_update(
            seen.cast.region if scope is seen.at_bradford else scope.beside, quarter=quarter
        )
    for update in (seen.first("regional_update"), seen.first("regional_draft")):
        for record in (seen.first("pilot"), None):
            RegionalUpdateItem.objects.create(
                update=update, section="pilots" if number == 0 else "other", text="News",
                place=seen.cast.bradford, record=record if number == 0 else None,
            )  # fmt: skip
        RegionalCorrection.objects.create(update=update, on=TODAY, text="Corrected")
        RegionalReply.objects.create(update=update, text="Thank you", created_by=seen.cast.author)
