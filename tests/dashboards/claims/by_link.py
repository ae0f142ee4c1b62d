"""Asking a body without an account what is so of it, and answering by the link, as browsers do."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from accounts.notice.outbox import send_waiting
from records.drafts import AGAIN
from tests.pilots.forms import filled, signed_in, text_of, values

PUBLISHED = "https://www.suffolk.police.test/contact"
ADDRESS = "contact@suffolk.police.test"
WHO = {"name": "Ash Rowan", "role": "Chief of staff", "speaks": "on"}
HOW = "Confirmed by a link sent to an address at suffolk.police.test"
OWN = "This address is yours, or belongs to somebody who looks after this record"


def ask_at(row: Any) -> str:
    return f"/claims/{row._meta.model_name}/{row.pk}/ask/"


def asked(who: Any, row: Any, **typed: Any) -> str:
    client, said = signed_in(who), {"email": ADDRESS, "published_at": PUBLISHED, **typed}
    page = client.post(ask_at(row), filled(client, ask_at(row), **said), follow=True)
    return text_of(page)


def sent(who: Any, row: Any) -> str:
    """The address of the page that the email leads to."""
    asked(who, row, **{AGAIN: "1"})  # also a second one
    send_waiting()
    found = re.search(r"/answer/claims/\S+", str(mail.outbox[-1].body))
    assert found
    return found[0]


def form_of(address: str) -> dict[str, Any]:
    return held(Client().get(address))


def held(page: Any) -> dict[str, Any]:
    """What the form of the link sends as it stands; it saves nothing by itself."""
    html = page.content.decode()
    return values(html.replace('autocomplete="off"', 'data-autosave="no"'))


def answered(address: str, row: Any, says: str, words: str = "", **more: Any) -> str:
    name = f"{row._meta.model_name}_{row.pk}"
    said = {name: says, f"{name}_words": words, **WHO, **more}
    return text_of(Client().post(address, form_of(address) | said))
