"""An update that is edited, taken back and accepted at the same moment, over two connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from pilots.models import Update
from pilots.pilot.schedule import Period
from pilots.update.actions import Duplicate, Report, WrongState, accept_update
from pilots.update.mend_actions import edit_update, take_back_update
from tests import builders
from tests.builders import Cast
from tests.locks import it_waits
from tests.pilots.update.sent import REPORT, send, standing

pytestmark = pytest.mark.usefixtures("own_database")
AGAIN = Report(REPORT.period, confidence="on_track", happened="Blue doors were opened.")


def second_waits(first: Callable[[], Any], second: Callable[[], Any]) -> str:
    """What the second is told, who comes while the first has not committed yet."""
    said: list[str] = []

    def tries() -> None:
        try:
            second()
        except (WrongState, Duplicate) as problem:
            said.append(str(problem))
        finally:
            connection.close()

    other = threading.Thread(target=tries)
    with transaction.atomic():
        first()
        other.start()
        it_waits(other)
    other.join(20)
    return said[0] if said else ""


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


@pytest.fixture
def update(cast: Cast) -> Update:
    pilot = builders.pilot(cast.bradford, "Hub", programme=cast.pfpp)
    builders.indicator(pilot, "Homes")
    return send(pilot, cast.bradford_officer, 75)


def test_what_is_being_accepted_is_not_taken_back(cast: Cast, update: Update) -> None:
    told = second_waits(
        lambda: accept_update(update=update, by=cast.pfpp_lead),
        lambda: take_back_update(update=update, by=cast.bradford_officer),
    )
    assert told.startswith("It was accepted by Programme lead in the meantime.")
    update.refresh_from_db()
    assert (update.state, update.withdrawn_at) == ("accepted", None)
    assert standing(update.pilot) == [75]


def test_what_is_being_taken_back_is_not_accepted(cast: Cast, update: Update) -> None:
    told = second_waits(
        lambda: take_back_update(update=update, by=cast.bradford_officer),
        lambda: accept_update(update=update, by=cast.pfpp_lead, seen=update.version),
    )
    assert "was taken back by Bradford officer" in told
    update.refresh_from_db()
    assert (update.state, update.accepted_at) == ("withdrawn", None)
    assert standing(update.pilot) == []


def test_what_is_being_accepted_is_not_edited(cast: Cast, update: Update) -> None:
    told = second_waits(
        lambda: accept_update(update=update, by=cast.pfpp_lead),
        lambda: edit_update(
            update=update, by=cast.bradford_officer, report=AGAIN, seen=update.version
        ),
    )
    assert "You can correct it, with a reason." in told
    update.refresh_from_db()
    assert update.happened == REPORT.happened


def test_what_is_being_edited_is_not_accepted_unread(cast: Cast, update: Update) -> None:
    told = second_waits(
        lambda: edit_update(
            update=update, by=cast.bradford_officer, report=AGAIN, seen=update.version
        ),
        lambda: accept_update(update=update, by=cast.pfpp_lead, seen=update.version),
    )
    assert told == "It changed since you opened this page. Read it again below."
    update.refresh_from_db()
    assert (update.state, update.happened) == ("submitted", AGAIN.happened)


def test_of_two_people_who_send_one_period_at_once_the_second_is_told(
    cast: Cast, update: Update
) -> None:
    period = Period(None, REPORT.period.end.replace(month=11))
    told = second_waits(
        lambda: send(update.pilot, cast.bradford_officer, report=Report(period, no_change=True)),
        lambda: send(update.pilot, cast.bradford_editor, report=Report(period, no_change=True)),
    )
    assert told.startswith("There is already an update for up to 30 November 2026.")
    assert update.pilot.updates.count() == 2
