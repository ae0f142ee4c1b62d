"""Access to job roles, to "Who do I ask?", to meetings and to care of the directory."""

from tests.access.table import Row, post

# Whoever keeps a place right, and officers of a body.
BRADFORD = frozenset({"bradford_editor", "region_editor", "yorkshire_connector"})
KEEPS = BRADFORD | {"luton_editor", "desnz_official"}
ANSWERS = BRADFORD | {"administrator"}

ROWS = [
    Row("post", "post", public=True),
    Row("post_history", "post", public=True),
    Row("post_add", may=KEEPS),
    post("post_add", may=KEEPS),
    Row("post_edit", "post", may=BRADFORD),
    post("post_edit", "post", may=BRADFORD),
    Row("post_holder", "post", may=BRADFORD),
    post("post_holder", "post", may=BRADFORD),
    Row("post_close", "post", may=BRADFORD),
    post("post_close", "post", may=BRADFORD),
    Row("post_report_error", "post"),
    post("post_report_error", "post"),
    Row("place_report_error", "place"),
    post("place_report_error", "place"),
    Row("organisation_report_error", "organisation"),
    post("organisation_report_error", "organisation"),
    Row("error_report", "error_report"),
    post("error_report", "error_report", may=ANSWERS),
    Row("place_keeper", "place", may=BRADFORD),
    post("place_keeper", "place", may=BRADFORD),
    Row("organisation_keeper", "organisation", may=frozenset()),
    post("organisation_keeper", "organisation", may=frozenset()),
    Row("post_suggest", query="?q=lead", page=False),
    Row("directory_queue", may=KEEPS),
    Row("directory_queue_of", "waiting", may=KEEPS),
    post("directory_confirm", may=KEEPS),
    Row("who_to_ask", public=True),
    Row("who_to_ask", public=True, query="?q=housing+DESNZ&place=bradford"),
    Row("who_to_ask", public=True, query="?body=no-such-body"),
    Row("meeting_add", page=False, answers=(302,)),
    Row("meeting_add", query="?team=1", page=False, answers=(200, 302)),
    post("meeting_add", query="?team=1"),
    Row("meeting_request", "meeting"),
    Row("meeting_answer", "meeting_ask", may=frozenset({"desnz_official"})),
    post("meeting_answer", "meeting_ask", may=frozenset({"desnz_official"})),
]
