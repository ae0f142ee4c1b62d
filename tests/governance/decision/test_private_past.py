"""What was written of a decision while its item was private stays out of its history."""

from __future__ import annotations

from django.test import Client

from governance.decision.actions import save_decision
from governance.models import AgendaItem, Decision
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import signed_in, text_of


def test_what_was_of_a_private_item_stays_out_of_history(own_database: str, cast: Cast) -> None:
    keeper = cast.bradford_editor
    of = board(cast.bradford, visibility="public")
    planned = b.meeting(of, keeper, visibility="public")
    item = b.item(planned, of, "Pay", is_private=True, private_because="Staff")
    one = Decision(board=of, title="Zqname", visibility="public", public_words="Pay")
    one.created_by = keeper
    save_decision(by=keeper, decision=one, item=item)
    Decision.objects.filter(pk=one.pk).update(title="Zqsecond", public_words="Zqwords")
    Decision.objects.filter(pk=one.pk).update(title="Pay of staff", public_words="Pay of staff")
    history = f"{one.get_absolute_url()}history/"
    assert Client().get(history).status_code == 404
    AgendaItem.objects.filter(pk=item.pk).update(is_private=False, private_because="")
    Decision.objects.filter(pk=one.pk).update(public_words="Said to all")
    for client in (Client(), signed_in(cast.outsider)):
        page = text_of(client.get(history))
        assert "Said to all" in page
        assert "Zq" not in page
    assert "Zqname" in text_of(signed_in(keeper).get(history))
