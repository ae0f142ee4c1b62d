"""Every page is reached by links, by somebody who may open it.

In at most three clicks: from the menu, from the page of a record of a kind whose pages are declared
(``RecordMenuItem``), or from the page of its own record, which is reached so itself. What is linked
in no state that the record of the sweeps is in, its subject says (``records/unlinked.py``).
"""

from __future__ import annotations

from functools import partial

from django.db.models import CASCADE, ForeignKey, Model
from django.utils import timezone

from interface.parts import MenuItem, RecordMenuItem
from records.subjects import registered
from records.unlinked import Unlinked
from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.remembered import undone
from tests.access.table import Row
from tests.access.test_access import expected
from tests.whole.reasons import MOST
from tests.whole.walk import Walk, name_of

CLICKS = 3
# Each reaches pages that those before them do not
READERS = (
    "bradford_editor",
    "author",
    "administrator",
    "pfpp_lead",
    "desnz_official",
    "yorkshire_connector",
)
READERS_ASKED = 4  # of those who may open a page, where these do not reach it
ROWS = tuple(row for row in table.rows() if row.page and row.method == "GET")
NAMES = {row.name for row in ROWS}


def test_each_page_is_reached_in_three_clicks_or_its_subject_says_why_not(
    kept_world: KeptWorld,
) -> None:
    at = kept_world.made.at["public"]
    addresses = {row.address(at[row.of]) for row in ROWS}
    records = {one.of for one in registered(RecordMenuItem)}
    start = {"/", *(one.url for one in registered(MenuItem))}
    start |= {at[kind].get_absolute_url() for kind in records}
    reached: set[str] = set()
    for who in READERS:
        ask = partial(kept_world.ask, who)
        reached |= Walk(ask, start, most=CLICKS, known=addresses).clicks.keys()
    for row in sorted(ROWS, key=lambda row: row.name != row.of):  # a record's own page first
        if _is_led_to(row, kept_world, reached):
            reached.add(row.name)
    said = {page for one in registered(Unlinked) for page in one.pages}
    unlinked, stale = NAMES - reached - said, said - (NAMES - reached)
    wrong = [f"no link leads to {name}" for name in sorted(unlinked)]
    wrong += [f"{name} is reached, or not there: the reason is stale" for name in sorted(stale)]
    assert not wrong, "\n".join(wrong)


def _is_led_to(row: Row, world: KeptWorld, reached: set[str]) -> bool:
    """Whether a page that was not reached is led to from that of its record, of one of which that
    is a part, or from one below these, for any of those who may open it; as if they had added the
    record today."""
    record = world.made.at["public"][row.of]
    if row.name in reached or not isinstance(record, Model):
        return False
    everybody = dict.fromkeys([*READERS, *world.everybody])
    may = [who for who in everybody if expected(row, who, "public") == (200,)][:READERS_ASKED]
    with undone():
        if hasattr(record, "created_by_id"):
            rows = type(record)._base_manager.filter(pk=record.pk)
            rows.update(created_by=world.made.cast.author, created_at=timezone.now())
        return any(
            row.name in Walk(world.client(who).get, [page], most=CLICKS, within=page).clicks
            for page in _pages(record)
            if name_of(page) in reached
            for who in may
        )


def _pages(record: Model) -> list[str]:
    """Its page, and those of the records of which it is a part."""
    keys = [field for field in record._meta.get_fields() if isinstance(field, ForeignKey)]
    above = [getattr(record, key.name) for key in keys if key.remote_field.on_delete is CASCADE]
    of = [getattr(one, "get_absolute_url", str)() for one in (record, *above) if one is not None]
    return [page.partition("#")[0] for page in of]


def test_a_reason_serves_five_pages_at_most_and_names_the_page_that_has_the_link() -> None:
    wrong = [
        one.pages
        for one in registered(Unlinked)
        if len(one.pages) > MOST or (one.on and one.on not in NAMES)
    ]
    assert wrong == []
