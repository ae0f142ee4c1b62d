"""Files of official data as an administrator sends them, for tests."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from geography.models import DataLoad

DAY = {"as_of_day": "1", "as_of_month": "5", "as_of_year": "2026"}
ABOUT = {
    "name": "2026",
    **DAY,
    "title": "Wards of 2026",
    "publisher": "Office for National Statistics",
    "licence": "Open Government Licence v3.0",
    "attribution": "Contains OS data © Crown copyright 2026.",
}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def head_and(*lines: str, head: str = "name,code,council_code") -> bytes:
    """A CSV of these lines."""
    return "\n".join([head, *lines, ""]).encode()


def send(
    client: Client, what: str, content: bytes, file_name: str = "wards.csv", **said: str
) -> Any:
    """Send a file with what is said of its release."""
    data = {**ABOUT, **said, "file": SimpleUploadedFile(file_name, content)}
    return client.post(reverse("data_load_add", args=[what]), data, follow=True)


def shown_key(client: Client, address: str) -> str:
    """The key of the preview that a page shows; empty where it asks nothing."""
    said = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    return said[1] if said else ""


def decide(client: Client, load: DataLoad, step: str = "load") -> Any:
    """Look at the preview, then press."""
    address = load.get_absolute_url()
    return client.post(address, {"step": step, "seen": shown_key(client, address)}, follow=True)


def text(answer: Any) -> str:
    """What a page says, in one line."""
    main = answer.content.decode().partition("<main")[2] or answer.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
