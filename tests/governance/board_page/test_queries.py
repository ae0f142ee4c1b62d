"""How often the page of a board asks, however much there is of it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.models import BoardLine, Power
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.board_page.made import action, decision, item, meeting, seat
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 4])
def test_a_page_asks_a_fixed_number_of_times(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = board(
        cast.bradford,
        visibility="public",
        legal_status="agreement",
        accountable_body=cast.council,
        quorum_least=2,
    )
    limited = Power.objects.create(
        board=made, function="money", part="decides", words="family money", limit_low=150_000
    )
    own = seat(made, "Head of homes", cast.outsider)
    for number in range(many):
        seat(made, f"Role {number}")
        BoardLine.objects.create(board=made, kind="answers_to", to=cast.council, post=own.post)
        item(meeting(made, 20 + number), "Homes", "decide")
        action(meeting(made, -30 - number, "minuted"), "Count", -1, own.post)
        decision(made, "Made", power=limited, amount_low=1)
        decision(made, "Due", "due", power=limited, amount_low=1)
        decision(made, "Waits", "provisional", power=limited, confirm_by=cast.council)
    clients = {who: signed_in(getattr(cast, who)) for who in ("outsider", "bradford_editor")}
    clients["resident"] = Client()
    asked = {"resident": 14, "outsider": 23, "bradford_editor": 23}
    for who, client in clients.items():
        client.get(made.get_absolute_url())  # what is kept for all pages is asked for once
        with django_assert_num_queries(asked[who]):
            assert client.get(made.get_absolute_url()).status_code == 200
