"""Access to what every record shares: drafts belong to their author alone."""

from tests.access.table import Row, post

ROWS: list[Row] = [
    post("draft_save", public=True),
    post("draft_delete", "draft"),
    Row("sources", public=True),
    Row("sources", public=True, query="?q=guidance"),
    Row("source", "source", public=True),
    Row("source", "source", public=True, query="?kind=figures"),
]
