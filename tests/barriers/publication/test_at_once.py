"""Two people who agree, and two runs of the clock, at the same moment."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import Notice
from barriers.barrier_page.actions import record_tried
from barriers.models import Barrier, Publication, PublicationStep
from barriers.publication import actions
from barriers.publication.agreed_words import changing_words, mark_of
from barriers.publication.due import publish_due
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.locks import it_waits
from tests.published import ask, public, publication

pytestmark = pytest.mark.usefixtures("own_database")
AFTER = dt.date(2026, 12, 5)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do all of them at the same moment; gives what those were told that were refused."""
    said: list[str] = []

    def does(act: Callable[[], Any]) -> None:
        try:
            act()
        except ValidationError as refused:
            said.extend(refused.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=does, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said


def test_of_two_who_agree_at_once_one_is_told(
    own_database: str, cast: Cast, barrier: Barrier
) -> None:
    made, seen = ask(barrier, cast.bradford_officer), mark_of(barrier)
    said = at_once(
        lambda: actions.agree(by=cast.bradford_editor, publication=made, seen=seen),
        lambda: actions.agree(by=cast.region_editor, publication=made, seen=seen),
    )
    assert said == ["The place agreed already, on 20 November 2026"]
    assert PublicationStep.objects.filter(kind="agreed").count() == 1


def test_what_is_added_while_the_place_agrees_takes_it_back(
    own_database: str, cast: Cast, barrier: Barrier
) -> None:
    made, seen = ask(barrier, cast.bradford_officer), mark_of(barrier)
    waits = threading.Thread(
        target=lambda: at_once(
            lambda: record_tried(by=cast.bradford_officer, barrier=barrier, what="Asked again")
        )
    )
    with transaction.atomic():
        actions.agree(by=cast.bradford_editor, publication=made, seen=seen)
        waits.start()
        it_waits(waits)
    waits.join()
    assert barrier.actions.filter(what="Asked again").exists()
    assert Publication.objects.get().state == "place"


def test_barriers_whose_words_change_together_are_locked_in_the_order_of_their_keys(
    own_database: str, cast: Cast, barrier: Barrier
) -> None:
    """So that two who change the same ones wait for each other and never both."""
    newer = builders.barrier(cast.bradford, "We cannot see meters")
    for one in (newer, barrier):
        publication(one, energy())
    Barrier.objects.filter(pk=newer.pk).update(status="worked_on")  # lists have it first
    first, last = sorted((barrier.pk, newer.pk))

    def both() -> None:
        with transaction.atomic(), changing_words([newer.pk, barrier.pk]):
            pass

    waits = threading.Thread(target=lambda: at_once(both))
    with transaction.atomic():
        Barrier.objects.select_for_update(of=("self",)).get(pk=first)
        waits.start()
        it_waits(waits)
        rows = Barrier.objects.filter(pk=last)
        assert rows.select_for_update(of=("self",), skip_locked=True).exists(), "not locked first"
    waits.join()


def test_two_runs_of_the_clock_publish_once(
    own_database: str, cast: Cast, barrier: Barrier
) -> None:
    ask(barrier, cast.bradford_editor)
    Notice.objects.all().delete()
    at_once(lambda: publish_due(AFTER), lambda: publish_due(AFTER))
    assert Publication.objects.get().state == "published"
    assert PublicationStep.objects.filter(kind="published").count() == 1
    assert Notice.objects.filter(user=cast.desnz_official).count() == 1
    assert public(barrier)
