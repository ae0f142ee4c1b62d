"""Two keepers who begin the seats of a board at the same moment."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from governance.board.beginning import begin_seats
from governance.models import Seat
from partnerships.models import Member, Partnership
from tests import builders
from tests.governance.board.sweep import board

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_two_who_begin_the_seats_at_once_one_makes_them() -> None:
    cast = builders.cast()
    made = board(cast.bradford, visibility="public")
    for name in ("Act as One", "Town deal"):
        one = Partnership.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        one.places.add(cast.bradford)
        Member.objects.create(partnership=one, organisation=builders.organisation(f"{name} body"))
    counts: list[int] = []
    start = threading.Barrier(2)

    def begins(by: Any, slug: str) -> None:
        try:
            start.wait(timeout=20)
            counts.append(begin_seats(by=by, board=made, partnership=slug))
        finally:
            connection.close()

    both = [
        threading.Thread(target=begins, args=(cast.bradford_editor, "act-as-one")),
        threading.Thread(target=begins, args=(cast.administrator, "town-deal")),
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert Seat.objects.count() == 1
