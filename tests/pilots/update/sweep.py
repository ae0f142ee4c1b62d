"""Updates of a pilot: one that waits, one that was accepted, and a file that brings one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pilots.models import Update, UpdateCorrection
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, said
from tests.access.table import Family, Row, numbered_of_pilot, post
from tests.access.world import Level
from tests.builders import TODAY
from tests.pilots.pilot.sweep import LOGS

AFTER = ("pilots.indicator",)

# Whose author keeps the place, so that they may change it
_OF_EDITOR = {level: who - {"author"} for level, who in readers.NOT_ACCEPTED.items()}
FAMILIES = {
    "update": Family(readers.NOT_ACCEPTED, numbered_of_pilot),
    "accepted_update": Family(readers.BY_LEVEL, numbered_of_pilot),
    "own_update": Family(_OF_EDITOR, numbered_of_pilot),
}

REVIEWS = frozenset({"pfpp_lead"})
WROTE = frozenset({"bradford_editor"})

ROWS = [
    Row("pilot_updates", "pilot", public=True),
    Row("pilot_updates", "pilot", public=True, query="?format=csv", page=False),
    Row("pilot_update_page", "update", public=True),
    Row("pilot_update_page", "accepted_update", public=True),
    Row("pilot_update", "pilot", permission=LOGS),
    post("pilot_update", "pilot", permission=LOGS),
    Row("pilot_upload", "pilot", permission=LOGS),
    post("pilot_upload", "pilot", permission=LOGS),
    Row("pilot_update_template", "pilot", permission=LOGS, page=False),
    Row("pilot_update_template", "pilot", permission=LOGS, page=False, query="?format=csv"),
    Row("pilot_update_paper", "pilot", permission=LOGS),
    Row("pilot_updates_compare", "pilot", public=True),
    Row("pilot_updates_compare", "pilot", public=True, query="?one=1&other=no"),
    Row("log_progress", query="?place=no-such-place"),
    Row("log_progress", page=False, answers=(200, 302)),
    Row("updates_review"),
    Row("updates_due"),
    Row("updates_due", query="?due=late&sent=since&sort=name"),
    Row("updates_due", query="?programme=no-such-programme"),
    Row("updates_due", query="?format=csv", page=False),
    post("updates_accept"),
    post("pilot_update_ask", "update", permission=REVIEWS, narrow=readers.EDITORS),
    post("pilot_update_accept", "update", permission=REVIEWS, narrow=readers.EDITORS),
    post("pilot_update_accept_undo", "accepted_update", permission=REVIEWS, narrow=readers.EDITORS),
    post("pilot_update_answer", "update", permission=LOGS),
    Row("pilot_update_edit", "own_update", permission=WROTE),
    post("pilot_update_edit", "own_update", permission=WROTE),
    Row("pilot_update_take_back", "own_update", permission=WROTE),
    post("pilot_update_take_back", "own_update", permission=WROTE),
    Row("pilot_update_correct", "accepted_update", permission=readers.EDITORS),
    post("pilot_update_correct", "accepted_update", permission=readers.EDITORS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One that waits and one that was accepted, and one that an editor of the place sent."""
    pilot, by = at["pilot"], at.cast.author
    return {
        "update": builders.update(pilot, by=by),
        "accepted_update": builders.update(pilot, by=by, state="accepted"),
        "own_update": builders.update(pilot, by=at.cast.bradford_editor),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One that everybody reads, and one that waits with those who read it early."""
    pilot = seen.first("pilot")
    update = builders.update(
        pilot, by=seen.cast.author, state="accepted", public_sentence="Homes are warmer."
    )
    own = builders.update(pilot, by=seen.cast.bradford_editor)
    return {"update": [update], "accepted_update": [update], "own_update": [own]}


def correct(update: Update, **before: Any) -> UpdateCorrection:
    """A correction of an update, which said this before."""
    return UpdateCorrection.objects.create(
        update=update, period_end=update.period_end, **{"why": "A slip.", **before}
    )


def hide_at(at: HiddenAt) -> None:
    """One that was accepted and one that was questioned."""
    texts = said("public_sentence", "happened")
    asked = said("question", "answer", "happened")
    accepted = builders.update(at.pilot, state="accepted", **texts)
    correct(accepted, **said("why", "happened", "next_steps", "help_needed", "public_sentence"))
    waiting = builders.update(at.pilot, state="questioned", **asked)
    at.hidden["update"] += [accepted, waiting]
    at.hidden["own_update"].append(waiting)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What a public pilot holds that is not accepted yet."""
    at = seen.not_of_reader
    pilot, indicator = seen.families["pilot"][at], seen.families["indicator"][at]
    by = (seen.at_bradford, seen.at_luton)[at].author
    update = builders.update(
        pilot, by=by, **said("happened", "next_steps", "help_needed", "public_sentence")
    )
    if not at:
        standing = indicator.actuals.get(as_of=TODAY)
        builders.actual(
            indicator, 999, update=update, replaces=standing, note=SECRET, source=seen.source
        )
    builders.actual(
        indicator, 998, update=update, as_of=TODAY - dt.timedelta(1), source_said=SECRET
    )


def fill(more: More) -> None:
    """One that was accepted, with a figure, and one that was questioned."""
    for pilot, indicator in zip(more.pilots, more.made["indicator"], strict=True):
        words = {"public_sentence": "So.", "happened": "Yes"}
        update = builders.update(pilot, by=more.seen.cast.author, state="accepted", **words)
        builders.update(pilot, by=more.seen.cast.author, state="questioned", question="Why?")
        correct(update, happened="No")
        builders.actual(indicator, 5, counts="same", source=more.seen.source, update=update)
