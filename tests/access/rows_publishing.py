"""Access to making public what names a body: the place agrees, the body replies, pauses hold."""

from tests.access.rows_barriers import EDITS
from tests.access.table import Row, post

AGREES = frozenset({"bradford_editor", "region_editor"})
OBJECTS = frozenset({"luton_editor"})
REPLIES = frozenset({"desnz_official"})
PAUSES = frozenset({"administrator", "pfpp_lead", "yorkshire_connector"})
ENDS = frozenset({"administrator", "pfpp_lead"})

ROWS = [
    Row("barrier", "published_barrier", public=True),
    Row("barrier_brief", "published_barrier", public=True),
    Row("barrier_publish", "named_barrier", may=EDITS),
    post("barrier_publish", "named_barrier", may=EDITS),
    Row("publications"),
    Row("publications", query="?whose=ours&state=waiting"),
    Row("publications", query="?state=no-such-state"),
    Row("publications", query="?format=csv", page=False),
    Row("publication", "publication"),
    Row("publication", "waiting_publication"),
    Row("publication_agree", "waiting_publication", may=AGREES),
    post("publication_agree", "waiting_publication", may=AGREES),
    Row("publication_object", "publication", may=OBJECTS),
    post("publication_object", "publication", may=OBJECTS),
    Row("publication_reply", "publication", may=REPLIES),
    post("publication_reply", "publication", may=REPLIES),
    Row("publication_withdraw", "publication", may=AGREES),
    post("publication_withdraw", "publication", may=AGREES),
    Row("publishing_pauses"),
    Row("publishing_pause_add", may=PAUSES),
    post("publishing_pause_add", may=PAUSES),
    post("publishing_pause_end", "publishing_pause", may=ENDS),
]
