"""Access to requests for data: nobody reads them without an account; the asked body answers its."""

from tests.access.rows_barriers import AT_BRADFORD, EDITS, LOGS, TRIES
from tests.access.table import Row, post

ANSWERS = EDITS | {"desnz_official"}
AGREEMENTS = frozenset(
    {"bradford_editor", "region_editor", "luton_editor", "pfpp_lead", "administrator"}
)

ROWS = [
    Row("data_requests"),
    Row("data_requests", query="?q=school&status=waiting&place=bradford&health=yes&sort=logged"),
    Row("data_requests", query="?status=no-such-status"),
    Row("data_requests", query="?format=csv", page=False),
    Row("data_request_tracker"),
    Row("data_request_tracker", query="?place=bradford"),
    Row("data_request_tracker", query="?format=csv", page=False),
    Row("data_request_log", may=LOGS),
    Row("data_request_log", may=AT_BRADFORD, query="?place=bradford", page=False),
    post("data_request_log", may=LOGS),
    Row("data_request", "data_request"),
    Row("data_request", "asked_data_request"),
    Row("data_request_brief", "data_request"),
    Row("data_request_brief", "data_request", query="?format=txt", page=False),
    Row("data_request_history", "data_request"),
    Row("data_request_edit", "data_request", may=EDITS),
    post("data_request_edit", "data_request", may=EDITS),
    Row("data_request_status", "data_request", may=EDITS),
    post("data_request_status", "asked_data_request", may=ANSWERS),
    Row("data_request_advice_add", "data_request", may=TRIES),
    post("data_request_advice_add", "asked_data_request", may=TRIES),
    Row("barrier_advice_add", "barrier", may=TRIES),
    post("barrier_advice_add", "barrier", may=TRIES),
    Row("example_agreements", public=True),
    Row("example_agreement_add", may=AGREEMENTS),
    post("example_agreement_add", may=AGREEMENTS),
    Row("example_agreement_edit", "example_agreement", may=AGREEMENTS),
    post("example_agreement_edit", "example_agreement", may=AGREEMENTS),
]
