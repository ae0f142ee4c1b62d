"""Filling in forms as a browser would: what the page holds, with some of it changed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from pilots.models import Pilot

XHTML = "{http://www.w3.org/1999/xhtml}"  # before the names of html5lib’s elements
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


@dataclass
class _Tag:
    """A control of a form, or an option of a list: what it holds, and the words within it."""

    kind: str
    held: dict[str, str]
    words: str = ""
    options: list[_Tag] = field(default_factory=list)

    def send(self, found: dict[str, Any]) -> None:
        """What it sends as it stands, put beside what others do."""
        name, kind = self.held.get("name"), self.held.get("type")
        if not name:
            return
        if self.kind == "textarea":
            found[name] = self.words.removeprefix("\n")
        elif self.kind == "select":
            chosen = [one for one in self.options if "selected" in one.held] or self.options[:1]
            found[name] = chosen[0].held.get("value", chosen[0].words) if chosen else ""
        elif kind not in ("radio", "checkbox"):
            found[name] = self.held.get("value", "")
        elif "checked" in self.held:
            value = self.held.get("value", "on")
            if kind == "checkbox":
                found.setdefault(name, []).append(value)
            else:
                found[name] = value


class _Page(HTMLParser):
    """The controls of a page, and its forms that keep what is typed, each with its own.

    Pages are held to be valid HTML by their sweep (``tests/pages/test_sweep.py``). A parser that
    puts right what is not, as browsers do, took a quarter of the time of the tests of a form.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.controls: list[_Tag] = []
        self.forms: list[tuple[str, list[_Tag]]] = []  # the id of each, "" for none
        self._form: list[_Tag] | None = None
        self._select: _Tag | None = None
        self._speaks: _Tag | None = None
        self.feed(html.replace("\r\n", "\n"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("form", "input", "textarea", "select", "option"):
            return
        one = _Tag(tag, {name: value or "" for name, value in attrs})
        if tag == "form":
            self._form = [] if one.held.get("data-autosave") else None
            if self._form is not None:
                self.forms.append((one.held.get("id", ""), self._form))
        elif tag == "option":
            self._speaks = one
            if self._select:
                self._select.options.append(one)
        else:
            self.controls.append(one)
            if self._form is not None:
                self._form.append(one)
            self._speaks = one if tag == "textarea" else None
            self._select = one if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag in ("textarea", "option"):
            self._speaks = None

    def handle_data(self, data: str) -> None:
        if self._speaks:
            self._speaks.words += data


def values(html: str) -> dict[str, Any]:
    """What the form with a csrf token in the main part of a page would send as it stands."""
    page = _Page(html)
    found: dict[str, Any] = {}
    for name, within in page.forms:
        beside = [one for one in page.controls if name and one.held.get("form") == name]
        for one in [*beside, *within]:
            one.send(found)
    return found
