"""How these tests read pages: as somebody, and as plain text."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client


def as_(user: Any) -> Client:
    """A browser in which this person is signed in; nobody for a resident."""
    client = Client()
    if user is not None and user.is_authenticated:
        client.force_login(user)
    return client


def words(response: HttpResponse) -> str:
    """What a person reads on a page, on one line."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def token(response: HttpResponse) -> str:
    """The one-time token of a form."""
    found = re.search(r'name="draft_token" value="([^"]+)"', response.content.decode())
    assert found
    return html.unescape(found[1])
