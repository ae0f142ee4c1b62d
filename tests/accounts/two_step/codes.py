"""An authenticator app of the tests' own."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

ON = "/account/two-step/on/"


def code(key: str, seconds: int = 0) -> str:
    """What the app shows now, or would by a clock that is so many seconds ahead."""
    return format_hotp_value(hotp_value(key, int(time.time() + seconds) // 30))


def key_on(page: Any) -> str:
    """The key, as the page has it for typing."""
    shown = re.search(r"type: <b>([A-Z2-7 ]+)</b>", page.content.decode())
    assert shown
    return shown[1].replace(" ", "")


def turn_on(browser: Client) -> tuple[str, list[str]]:
    """Set it up as people do; gives the key and the recovery codes."""
    key = key_on(browser.get(ON))
    page = browser.post(ON, {"code": code(key)}, follow=True).content.decode()
    codes = re.findall(r"<li><b>(\d{4} \d{4})</b>", page)
    assert len(codes) == 10
    return key, codes
