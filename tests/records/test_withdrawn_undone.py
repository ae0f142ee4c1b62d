"""*Undo* beside the message puts back what was withdrawn, of whatever kind."""

from __future__ import annotations

import re

import pytest

from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.records.test_withdrawing import KINDS, Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_undo_beside_the_message_puts_it_back(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    client, address = signed_in(getattr(cast, kind.keeper)), kind.page(record)
    page = client.post(address, {"because": "Written twice."}, follow=True).content.decode()
    [undo] = re.findall(rf'action="({re.escape(address)}\?[^"]+)"', page)
    assert client.get(undo).status_code == 200, "a page, where somebody opens it"
    assert not type(record).objects.filter(pk=record.pk).exists()
    assert "is put back" in text_of(client.post(undo, follow=True))
    assert type(record).objects.filter(pk=record.pk).exists()
