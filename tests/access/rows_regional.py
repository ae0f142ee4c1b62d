"""Access to regional updates: to read once they are out, to write for who serves the region."""

from tests.access.table import Row, post

OUT, DRAFT = "regional_update", "regional_draft"
WRITERS = frozenset({"yorkshire_connector"})

ROWS = [
    Row("regional_updates", public=True),
    Row("regional_updates", public=True, query="?region=yorkshire-and-the-humber"),
    Row("regional_updates", public=True, query="?region=no-such-region"),
    Row("regional_update_start", may=WRITERS),
    post("regional_update_start", may=WRITERS),
    Row("regional_update", OUT, public=True),
    Row("regional_update", DRAFT, public=True),
    Row("regional_update_text", OUT, public=True, page=False),
    Row("regional_update_text", DRAFT, public=True, page=False),
    Row("regional_update_reply", OUT, public=True),
    post("regional_update_reply", OUT, public=True),
    Row("regional_update_history", OUT, may=WRITERS),
    Row("regional_update_replies", OUT, may=WRITERS),
    Row("regional_update_answer", "regional_reply", may=WRITERS),
    post("regional_update_answer", "regional_reply", may=WRITERS),
    Row("regional_update_write", OUT, may=WRITERS),
    Row("regional_update_write", DRAFT, may=WRITERS),
    post("regional_update_write", DRAFT, may=WRITERS),
    post("regional_update_look_again", DRAFT, may=WRITERS),
    post("regional_update_send", DRAFT, may=WRITERS),
    post("regional_update_checked", DRAFT, may=WRITERS),
    post("regional_update_back", DRAFT, may=WRITERS),
    post("regional_update_publish", DRAFT, may=WRITERS),
    Row("regional_update_withdraw", OUT, may=WRITERS),
    post("regional_update_withdraw", OUT, may=WRITERS),
]
