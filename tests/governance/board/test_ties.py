"""A board is linked to further funds and programmes: on its page, on theirs, in its file."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from funding.models import Fund
from governance.models import Board, BoardTie
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", programme=cast.pfpp)


def fund(name: str = "Town fund", visibility: str = "public") -> Fund:
    return Fund.objects.create(
        name=name, slug=name.lower().replace(" ", "-"), visibility=visibility
    )


def test_who_keeps_it_links_a_fund_and_everybody_reads_that(cast: Cast, made: Board) -> None:
    town = fund()
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}ties/add/"
    sent = filled(client, address, fund="Town fund", part="oversees how it is spent")
    assert client.post(address, sent).status_code == 302
    tie = BoardTie.objects.get()
    assert (tie.fund, tie.part, tie.created_by) == (
        *(town, "oversees how it is spent"),
        cast.bradford_editor,
    )
    page = Client().get(made.get_absolute_url()).content.decode()
    assert "Other funds and programmes" in page
    assert "oversees how it is spent" in page
    powers = Client().get(f"{made.get_absolute_url()}powers/").content.decode()
    assert f'href="/funding/flows/?fund={town.slug}"' in powers
    assert (
        f'href="/boards/?fund={town.slug}"'
        in Client().get(town.get_absolute_url()).content.decode()
    )
    assert "Family board" in text_of(Client().get(f"/boards/?fund={town.slug}"))
    assert "Town fund" in b"".join(Client().get("/boards/?format=csv")).decode()
    assert signed_in(cast.outsider).get(address).status_code == 403


def test_a_further_programme_has_the_board_in_its_list(cast: Cast, made: Board) -> None:
    other = builders.programme("Other programme")
    BoardTie.objects.create(board=made, programme=other)
    way = f"/boards/?programme={other.slug}"
    assert f'href="{way}"' in Client().get(f"{other.get_absolute_url()}meetings/").content.decode()
    assert "Family board" in text_of(Client().get(way))
    assert "Family board" in text_of(Client().get(f"/boards/?programme={cast.pfpp.slug}"))
    third = builders.programme("Third programme")
    assert "Family board" not in text_of(Client().get(f"/boards/?programme={third.slug}"))


def test_a_fund_that_a_reader_does_not_see_is_nowhere(cast: Cast, made: Board) -> None:
    BoardTie.objects.create(board=made, fund=fund("Secret fund", "network"), part="Zqpart")
    at = made.get_absolute_url()
    addresses = (at, f"{at}powers/", "/boards/?format=csv", "/boards/?format=json")
    for who, sees in ((Client(), False), (signed_in(cast.outsider), True)):
        for address in addresses:
            answer = who.get(address)
            whole = b"".join(answer) if answer.streaming else answer.content
            assert (b"Secret fund" in whole) is sees, address
            assert (b"Zqpart" in whole) is (sees and "format" not in address), address


def test_its_history_tells_a_link_to_who_sees_the_fund_alone(own_database: str, cast: Cast) -> None:
    made = board(cast.bradford, visibility="public")
    tie = BoardTie.objects.create(board=made, fund=fund("Secret fund", "network"), part="Zqone")
    tie.part = "Zqtwo"
    tie.save()
    open_to_all = BoardTie.objects.create(board=made, fund=fund(), part="For everybody")
    open_to_all.part = "For each of us"
    open_to_all.save()
    address = f"{made.get_absolute_url()}history/"
    public = Client().get(address).content
    assert b"For each of us" in public
    assert b"Zq" not in public
    assert b"Secret fund" not in Client().get(address).content
    told = signed_in(cast.outsider).get(address).content
    assert b"Zqtwo" in told


def test_a_link_that_ended_is_kept_and_told_as_past(made: Board) -> None:
    tie = BoardTie.objects.create(
        board=made, fund=fund(), valid_from=dt.date(2019, 1, 1), valid_to=dt.date(2020, 1, 1)
    )
    assert tie.is_over
    assert "Town fund" not in text_of(Client().get(made.get_absolute_url()))
    assert "Family board" not in text_of(Client().get("/boards/?fund=town-fund"))
    assert "Town fund" not in b"".join(Client().get("/boards/?format=csv")).decode()
    assert "/boards/?fund" not in Client().get(tie.fund.get_absolute_url()).content.decode()
    powers = text_of(Client().get(f"{made.get_absolute_url()}powers/"))
    assert "Town fund from 1 January 2019 to 31 December 2019 (ended)" in powers


def test_one_is_named_and_not_the_programme_that_it_is_part_of(cast: Cast, made: Board) -> None:
    fund()
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}ties/add/"
    both = {"fund": "Town fund", "programme": builders.programme("Other").pk}
    for sent, why in (
        ({}, "Name a fund here or choose a programme, not both"),
        (both, "Name a fund here or choose a programme, not both"),
        ({"programme": cast.pfpp.pk}, "The board is part of this programme already"),
    ):
        assert why in text_of(client.post(address, filled(client, address, **sent)))
    assert not BoardTie.objects.exists()


def test_the_same_is_linked_once(cast: Cast, made: Board) -> None:
    town, other = fund(), builders.programme("Other")
    BoardTie.objects.create(board=made, fund=town)
    BoardTie.objects.create(board=made, programme=other)
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}ties/add/"
    refused = client.post(address, filled(client, address, fund="Town fund"))
    assert "linked to it already" in text_of(refused)
    for name, of in (
        ("board_tie_fund_once", {"fund": town}),
        ("board_tie_programme_once", {"programme": other}),
        ("board_tie_to_one", {"fund": town, "programme": other}),
        ("board_tie_to_one", {}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            BoardTie.objects.create(board=made, **of)


def test_a_link_ends_after_it_began(made: Board) -> None:
    day = dt.date(2026, 5, 1)
    with pytest.raises(IntegrityError, match="board_tie_dates_in_order"):
        BoardTie.objects.create(board=made, fund=fund(), valid_from=day, valid_to=day)
