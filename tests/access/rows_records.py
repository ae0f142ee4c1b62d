"""Access to what every record shares: drafts by their author, sources with their records."""

from tests.access.table import Row, post

# Whoever may change the record that rests on it: its team, its place's editors
CHANGE = frozenset({"teammate", "bradford_editor", "region_editor", "administrator"})

ROWS: list[Row] = [
    post("draft_save", public=True),
    post("draft_delete", "draft"),
    Row("sources", public=True),
    Row("sources", public=True, query="?q=guidance"),
    Row("source", "source", public=True),
    Row("source", "source", public=True, query="?kind=figures"),
    Row("source", "typed_source", public=True),
    Row("source", "withdrawn_source", public=True),
    Row("source_edit", "source", may=frozenset({"administrator"})),
    Row("source_edit", "typed_source", may=CHANGE),
    post("source_edit", "typed_source", may=CHANGE),
    Row("source_withdraw", "typed_source", may=CHANGE),
    post("source_withdraw", "typed_source", may=CHANGE),
    post("source_restore", "withdrawn_source", may=CHANGE),
    Row("source_history", "typed_source", may=frozenset({"administrator"})),
    Row("source_history", "withdrawn_source", may=frozenset({"administrator"})),
]
