"""Filling in forms as a browser would: what the page holds, with some of it changed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import html5lib
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot

XHTML = "{http://www.w3.org/1999/xhtml}"
TODAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
SAID = {"report": "yes", "confidence": "on_track", "happened": "We opened the doors."}


def at(pilot: Pilot) -> str:
    """Where progress of a pilot is logged."""
    return reverse("pilot_update", args=[pilot.slug])


def signed_in(who: Any) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(who)
    return client


def text_of(response: Any) -> str:
    """The words of a page's main part."""
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def filled(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """The data that the page's main form sends, with these answers changed."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    data = values(response.content.decode())
    for name, value in typed.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return data


def values(html: str) -> dict[str, Any]:
    """What the form with a csrf token in the main part of a page would send as it stands."""
    tree = html5lib.parse(html)
    found: dict[str, Any] = {}
    for form in tree.iter(f"{XHTML}form"):
        if form.get("data-autosave"):
            beside = [
                tag for tag in tree.iter() if form.get("id") and tag.get("form") == form.get("id")
            ]
            for tag in [*beside, *form.iter()]:
                _take(tag, found)
    return found


def _take(tag: Any, found: dict[str, Any]) -> None:
    name, kind = tag.get("name"), tag.tag if isinstance(tag.tag, str) else ""
    if not name:
        return
    if kind == f"{XHTML}textarea":
        found[name] = tag.text or ""
    elif kind == f"{XHTML}select":
        chosen = [one for one in tag.iter(f"{XHTML}option") if one.get("selected") is not None]
        options = chosen or list(tag.iter(f"{XHTML}option"))[:1]
        found[name] = options[0].get("value", options[0].text) if options else ""
    elif kind == f"{XHTML}input":
        if tag.get("type") in ("radio", "checkbox"):
            if tag.get("checked") is not None:
                if tag.get("type") == "checkbox":
                    found.setdefault(name, [])
                    found[name].append(tag.get("value", "on"))
                else:
                    found[name] = tag.get("value", "on")
        else:
            found[name] = tag.get("value", "")
