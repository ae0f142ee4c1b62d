"""A board of Bradford that says something of the police."""

from __future__ import annotations

import pytest

from governance.models import Board, Power, Seat
from partnerships.models import Organisation
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


@pytest.fixture
def police() -> Organisation:
    return builders.organisation("Police", "police")


@pytest.fixture
def seat(made: Board, police: Organisation) -> Seat:
    return Seat.objects.create(board=made, organisation=police)


@pytest.fixture
def power(made: Board, police: Organisation) -> Power:
    return Power.objects.create(board=made, function="money", part="decides", from_body=police)
