"""Decisions found by their words, few or many."""

from __future__ import annotations

import pytest

from governance.decision import querysets
from governance.models import Decision
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.board_page.made import decision
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("few", [0, 1, 5])
def test_the_same_are_found_whether_few_or_many_hold_the_words(
    cast: Cast, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody may not see isn’t found in either way."""
    monkeypatch.setattr(querysets, "FEW", few)
    made = board(cast.bradford, visibility="public")
    homes = decision(made, "Warm homes for a second winter")
    decision(made, "Empty homes", public_words="Zqlist", visibility="place")
    decision(made, "A Saturday at the desk")
    assert set(Decision.objects.visible_to(cast.resident).found_by("homes")) == {homes}
    assert not Decision.objects.all().found_by("nothing of that kind").exists()
    page = text_of(signed_in(cast.bradford_editor).get("/decisions/?q=homes"))
    assert "2 decisions" in page
    assert "A Saturday" not in page
