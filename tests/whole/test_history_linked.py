"""A history is led to from the page of its record, or from the page that leads to all its pages."""

from __future__ import annotations

import pytest

from partnerships.place.kinds import KindInTable
from records.subjects import registered
from registry.declared_kind import Kind
from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.table import Row
from tests.access.test_access import expected

# A record without a page, the way to its history beside its line; and one whose page is elsewhere
ELSEWHERE = {
    *("asset_history", "comment_history", "practice_history"),
    *(f"{kind.key}_history" for kind in registered(Kind) if isinstance(kind, KindInTable)),
}
HISTORIES = {
    row.name: row
    for row in table.rows()
    if row.name.endswith("_history") and row.page and row.name not in ELSEWHERE
}


@pytest.mark.parametrize("row", HISTORIES.values(), ids=str)
def test_it_is_led_to_from_its_record(row: Row, kept_world: KeptWorld) -> None:
    history = row.address(kept_world.made.at["public"][row.of])
    above = history.removesuffix("history/")
    readers = [one for one in kept_world.everybody if expected(row, one, "public") == (200,)]
    who = "bradford_editor" if "bradford_editor" in readers else readers[0]
    asked = (kept_world.ask(who, page) for page in (above, f"{above}about/"))
    pages = [response.content.decode() for response in asked]
    assert any(f'href="{history}"' in page for page in pages)
