"""The barrier report: everybody reads it, of what they may see."""

from tests.access.table import Row

ROWS = [
    Row("barrier_report", public=True),
    Row("barrier_report", public=True, query="?category=data-sharing"),
    Row("barrier_report", public=True, query="?rows=unitary"),
    Row("barrier_report", public=True, query="?format=csv", page=False),
    Row("barrier_report", public=True, query="?rows=body&columns=age"),
    Row("barrier_report", public=True, query="?columns=no-such-columns"),
    *(
        Row("barrier_report", public=True, query=f"?show={part}")
        for part in ("months", "outcomes", "time", "standing")
    ),
    *(
        Row("barrier_report", public=True, query=f"?show={part}&format=csv", page=False)
        for part in ("months", "outcomes", "time", "standing")
    ),
]
