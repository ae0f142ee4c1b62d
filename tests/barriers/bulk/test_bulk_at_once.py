"""A bulk change confirmed twice at one moment, and two over the same barriers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from barriers.models import Barrier, Closing
from records.bulk import actions
from records.bulk.lists import bulk_list
from records.models import BulkChange
from tests import builders
from tests.builders import TODAY, Cast
from tests.locks import it_waits

pytestmark = pytest.mark.usefixtures("own_database")
TYPED = {
    "status": ["closed_unresolved"],
    "what": ["The fund ended."],
    "on_day": [str(TODAY.day)],
    "on_month": [str(TODAY.month)],
    "on_year": [str(TODAY.year)],
    "no_lesson_because": ["Ask early."],
}


def closing(by: Any, barriers: list[Barrier]) -> BulkChange:
    """A bulk change that closes these, looked at and not confirmed."""
    of: Any = bulk_list("barriers")
    chosen = Barrier.objects.filter(pk__in=[barrier.pk for barrier in barriers])
    made = actions.choose(by=by, of=of, operation=of.operation("close"), chosen=chosen)
    actions.look(by=by, change=made, typed=TYPED)
    return made


def at_once(*acts: Callable[[], Any]) -> int:
    """Do all of them at the same moment; gives how many were told that it is over."""
    over = []

    def does(act: Callable[[], Any]) -> None:
        try:
            act()
        except actions.Over:
            over.append(act)
        finally:
            connection.close()

    threads = [threading.Thread(target=does, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return len(over)


def test_a_double_submit_closes_once(own_database: str, cast: Cast) -> None:
    barriers = [builders.barrier(cast.bradford) for _ in range(3)]
    change = closing(cast.bradford_editor, barriers)
    confirms = [lambda: actions.make(by=cast.bradford_editor, change=change, seen=1)] * 2
    assert at_once(*confirms) == 1
    assert Closing.objects.count() == 3
    undoes = [lambda: actions.undo(by=cast.bradford_editor, change=change)] * 2
    assert at_once(*undoes) == 1
    assert not Closing.objects.exists()
    assert Barrier.objects.filter(status="open").count() == 3


def test_of_two_people_the_second_leaves_what_the_first_has_closed(
    own_database: str, cast: Cast
) -> None:
    barriers = [builders.barrier(cast.bradford) for _ in range(4)]
    first = closing(cast.bradford_editor, barriers[:3])
    second = closing(cast.region_editor, barriers[1:])
    both = (
        lambda: actions.make(by=cast.bradford_editor, change=first, seen=1),
        lambda: actions.make(by=cast.region_editor, change=second, seen=1),
    )
    assert at_once(*both) == 0
    assert Closing.objects.count() == 4
    left = [row.why_not for change in (first, second) for row in change.rows.exclude(why_not="")]
    assert left == ["Somebody changed it after you looked"] * 2


def test_records_are_locked_in_the_order_of_their_keys(own_database: str, cast: Cast) -> None:
    one, two = (builders.barrier(cast.bradford) for _ in range(2))
    change = closing(cast.bradford_editor, [two, one])
    Barrier.objects.filter(pk=two.pk).update(people="They wait.")  # lists have it first
    waits = threading.Thread(
        target=lambda: at_once(lambda: actions.make(by=cast.bradford_editor, change=change, seen=1))
    )
    with transaction.atomic():
        Barrier.objects.select_for_update(of=("self",)).get(pk=one.pk)
        waits.start()
        it_waits(waits)
        rows = Barrier.objects.filter(pk=two.pk)
        assert rows.select_for_update(of=("self",), skip_locked=True).exists(), "not locked first"
    waits.join()
    assert Closing.objects.get().barrier == one
