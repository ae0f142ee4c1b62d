"""The server, as administrators see it."""

from __future__ import annotations

from tests.access import readers
from tests.access.table import Row

ROWS = [
    Row("server", permission=readers.ADMINISTRATORS),
    Row("metrics", public=True, page=False, answers=(404,)),  # the tests set no key
]
