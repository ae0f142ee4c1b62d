"""Access to policy tests."""

from tests.access.table import Row, post

OWNER = frozenset({"desnz_official"})
DECIDE = frozenset({"bradford_editor", "region_editor"})
REPLY = DECIDE | {"bradford_officer"}

ROWS = [
    Row("policy_tests", public=True),
    Row("policy_test_add", may=OWNER),
    post("policy_test_add", may=OWNER),
    Row("policy_test_load"),
    Row("policy_test", "policy_test", public=True),
    Row("policy_test", "written_policy_test", public=True),
    Row("policy_test_edit", "written_policy_test", may=OWNER),
    post("policy_test_edit", "written_policy_test", may=OWNER),
    Row("policy_test_places", "policy_test", may=OWNER),
    post("policy_test_places", "policy_test", may=OWNER),
    Row("policy_test_replies", "policy_test", may=OWNER),
    Row("policy_test_replies", "policy_test", may=OWNER, query="?format=csv", page=False),
    Row("policy_test_outcome", "policy_test", may=OWNER),
    post("policy_test_outcome", "policy_test", may=OWNER),
    Row("policy_test_withdraw", "policy_test", may=OWNER),
    post("policy_test_withdraw", "policy_test", may=OWNER),
    Row("policy_test_place", "asked_place"),
    Row("policy_test_decide", "asked_place", may=DECIDE),
    post("policy_test_decide", "asked_place", may=DECIDE),
    Row("policy_test_reply", "asked_place", may=REPLY),
    post("policy_test_reply", "asked_place", may=REPLY),
]
