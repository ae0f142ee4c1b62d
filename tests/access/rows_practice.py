"""Access to the practice library: everybody reads it, connectors and administrators keep it."""

from tests.access.table import Row, post

KEEP = frozenset({"yorkshire_connector", "administrator"})
WORD = frozenset({"bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("practice_library", public=True),
    Row("practice_library", public=True, query="?format=csv", page=False),
    Row("practice_kind", "practice_kind", public=True),
    Row("practice", "practice", public=True),
    Row("practice", "practice", public=True, query="?from=logging"),
    Row("guidance_list", public=True),
    Row(
        "guidance_list",
        public=True,
        query="?q=share&kind=data-sharing&audience=both&checked=2026-01-01&due=on",
    ),
    Row("guidance_list", public=True, query="?kind=no-such-kind"),
    Row("guidance_list", public=True, query="?format=csv", page=False),
    Row("guidance", "guidance", public=True),
    Row("guidance_history", "guidance", public=True),
    Row("guidance_add", may=KEEP),
    post("guidance_add", may=KEEP),
    Row("guidance_edit", "guidance", may=KEEP),
    post("guidance_edit", "guidance", may=KEEP),
    post("guidance_checked", "guidance", may=KEEP),
    Row("practice_examples", public=True),
    Row("practice_examples", public=True, query="?kind=data-sharing&place=bradford"),
    Row("practice_examples", public=True, query="?format=csv", page=False),
    Row("practice_example_add", may=KEEP),
    post("practice_example_add", may=KEEP),
    Row("practice_example_edit", "practice_example", may=KEEP),
    post("practice_example_edit", "practice_example", may=KEEP),
    Row("believed_list", public=True),
    Row("believed_list", public=True, query="?q=thing&kind=data-sharing"),
    Row("believed_list", public=True, query="?format=csv", page=False),
    Row("believed", "believed", public=True),
    Row("believed", "open_believed", public=True),
    Row("believed_history", "believed", public=True),
    Row("believed_edit", "believed", may=WORD),
    post("believed_edit", "believed", may=WORD),
]
