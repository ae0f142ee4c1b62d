"""A form of a page, filled in: what stands there, and an answer to each choice."""

from __future__ import annotations

import re
from html.parser import HTMLParser

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def token_of(page: str) -> str:
    """What shows that a form came from this server; empty where a page has none."""
    found = TOKEN.search(page)
    return found[1] if found else ""


class _Fields(HTMLParser):
    """The fields of the form that holds a name, with what stands in them; or that holds a button
    of this name and value."""

    def __init__(self, holds: str, value: str) -> None:
        super().__init__()
        self.holds, self.fields, self.found = holds, dict[str, str](), dict[str, str]()
        self.button, self.select, self.is_pressed = (holds, value), "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.fields, self.is_pressed = {}, False
        elif tag == "button":
            self.is_pressed |= (name, given.get("value", "")) == self.button
        elif tag == "select":
            self.select = name
        elif (
            tag == "option"
            and self.select
            and ("selected" in given or self.select not in self.fields)
        ):
            self.fields[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.fields[name] = ""
        elif tag == "input" and name:
            self._input(given.get("type", "text"), name, given)

    def _input(self, kind: str, name: str, given: dict[str, str]) -> None:
        if kind == "radio":
            if "checked" in given or name not in self.fields:
                self.fields[name] = given.get("value", "")
        elif kind == "checkbox":
            if "checked" in given:
                self.fields[name] = given.get("value", "on")
        elif kind != "file":
            self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "form" and (self.is_pressed or self.holds in self.fields):
            self.found = self.fields


def filled(page: str, typed: dict[str, str], holds: str = "") -> dict[str, str]:
    """The form of a page that asks for what is ``typed`` or ``holds`` a field, ready to be sent."""
    name = holds or next(iter(typed))
    reader = _Fields(name, typed.get(name, ""))
    reader.feed(page)
    return reader.found | typed
