"""Two people who join two barriers at the same moment, each to the other."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from barriers.link import actions
from barriers.models import Barrier, BarrierLink
from tests import builders

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_two_who_join_both_ways_at_once_one_is_told() -> None:
    cast = builders.cast()
    here, there = builders.barrier(cast.bradford), builders.barrier(cast.luton)
    said: list[str] = []

    def joins(by: object, barrier: Barrier, other: Barrier) -> None:
        try:
            actions.join(by=by, barrier=barrier, other=other)
        except ValidationError as refused:
            said.extend(refused.messages)
        finally:
            connection.close()

    both = [
        threading.Thread(target=joins, args=(cast.bradford_editor, here, there)),
        threading.Thread(target=joins, args=(cast.luton_editor, there, here)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(said) == 1
    assert "is joined to this one already" in said[0]
    assert BarrierLink.objects.count() == 1
