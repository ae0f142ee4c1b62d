"""Access to what people say of two barriers: joining, linking, taking off."""

from tests.access.rows_barriers import EDITS
from tests.access.table import Row, post

ROWS = [
    Row("barrier", "linked_barrier", public=True),
    Row("barriers", query="?linked=B-000001", public=True),
    Row("barrier_link_add", "barrier", may=EDITS),
    post("barrier_link_add", "barrier", may=EDITS),
    post("barrier_link_end", "barrier_link", may=EDITS),
]
