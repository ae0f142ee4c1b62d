"""Access to sign-in and to one's own account."""

from tests.access.table import Row, post

ROWS = [
    Row("account"),
    post("account"),
    Row("notices"),
    Row("notices", query="?show=all"),
    post("notices_read"),
    post("notices_letter"),
    post("notice_read", "notice"),
    Row("letter_leave", "to_stop", public=True),
    post("letter_leave", "to_stop", public=True),
    Row("account_login", public=True),
    post("account_login", public=True),
    Row("account_logout", public=True),
    post("account_logout", public=True),
    Row("account_change_password"),
    post("account_change_password"),
    Row("account_reset_password", public=True),
    post("account_reset_password", public=True),
    Row("account_reset_password_done", public=True),
    Row("account_reset_password_from_key", "reset_link", public=True),
    post("account_reset_password_from_key", "reset_link", public=True),
    Row("account_reset_password_from_key_done", public=True),
]
