"""Two-step sign-in, of accounts that have not turned it on."""

from __future__ import annotations

from tests.access.table import Row, post


def refused(name: str, status: int) -> list[Row]:
    """Rows for what is answered to nobody before it is turned on."""
    return [
        Row(name, page=False, answers=(status,)),
        Row(name, method="POST", page=False, answers=(status,)),
    ]


ROWS = [
    Row("mfa_index"),
    Row("mfa_activate_totp"),
    post("mfa_activate_totp"),
    *refused("mfa_deactivate_totp", 404),
    Row("mfa_view_recovery_codes", page=False, answers=(404,)),
    Row("mfa_download_recovery_codes", page=False, answers=(404,)),
    Row("mfa_generate_recovery_codes"),
    post("mfa_generate_recovery_codes"),
    *refused("mfa_reauthenticate", 302),
    Row("mfa_authenticate", public=True, page=False, answers=(302,)),
    Row("mfa_authenticate", public=True, method="POST", page=False, answers=(302,)),
]
