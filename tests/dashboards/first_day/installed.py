"""An install of one's own: England loaded, no demo, one administrator made by the command; and the
people who set it up in their browsers, who use nothing but pages.
"""

from __future__ import annotations

import io
from typing import Any

import html5lib
from django.core.management import call_command
from django.test import Client

from accounts.models import Notice
from geography.data_load.bodies import load_bodies
from geography.england.load import load_england
from geography.locality.load import load_localities
from geography.locality.tables import BY_NAME
from tests.pilots.forms import XHTML, filled

PASSWORD = "a long and quiet sentence"
ADMINISTRATOR = "ada@newby.example"


def load_lists() -> None:
    """England's places, and the bodies that serve them."""
    load_england()
    load_localities([BY_NAME["police_and_fire"]])
    load_bodies()


def install() -> Client:
    """Load the places and bodies, make the administrator, take the link up; their browser."""
    load_lists()
    said = io.StringIO()
    call_command("make_administrator", ADMINISTRATOR, stdout=said)
    link = next(line for line in said.getvalue().splitlines() if line.startswith("http"))
    return take_up(link, "Ada Example")


def take_up(link: str, name: str) -> Client:
    """Follow the link of an invitation, choose a name and a password."""
    client = Client()
    assert client.get(link).status_code == 200
    typed = {"full_name": name, "password": PASSWORD, "again": PASSWORD}
    page = client.post(link, typed, follow=True)
    assert "Welcome. Your role:" in page.content.decode()
    return client


def invite(giver: Client, scope: Any, role: str, email: str, name: str) -> Client:
    """Invite somebody on the page of people of a place or programme; the browser of who comes."""
    send(giver, f"{scope.get_absolute_url()}people/add/", emails=email, role=role)
    return take_up(Notice.objects.filter(email=email).latest("pk").url, name)


def send(client: Client, address: str, **typed: Any) -> str:
    """Fill in the form of a page and send it; the page that follows. Fails where it is refused."""
    answer = client.post(address, filled(client, address, **typed), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain, refusals(page)
    assert answer.status_code == 200
    return page


def refusals(page: str) -> str:
    """What a form says is wrong."""
    tree = html5lib.parse(page)
    summaries = [tag for tag in tree.iter(f"{XHTML}div") if "errors" in (tag.get("class") or "")]
    return " ".join(" ".join("".join(tag.itertext()).split()) for tag in summaries) or page[:2000]
