"""Access to what people say of two barriers: joining, linking, taking off."""

from tests.access.rows_barriers import EDITS, LOGS
from tests.access.table import Row, post

ROWS = [
    Row("barrier", "linked_barrier", public=True),
    Row("barriers", query="?linked=B-000001", public=True),
    Row("barrier_link_add", "barrier", may=EDITS),
    post("barrier_link_add", "barrier", may=EDITS),
    Row("barrier_similar", may=LOGS, query="?q=cannot+share+data+at+all", page=False),
    Row("barrier_similar", may=LOGS, query="?kind=no-such-kind&place=nowhere", page=False),
    post("barrier_link_end", "barrier_link", may=EDITS),
]
