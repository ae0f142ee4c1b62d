"""What a browser would send of a form as it stands on a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

Sent = dict[str, list[str]]


def sent_by(form: Any) -> Sent:
    """What a browser would send of this form, without anybody typing in it."""
    return Inputs("".join(str(form[name]) for name in form.fields)).sent


class Inputs(HTMLParser):
    """What a browser would send of the inputs in a piece of a page; ``names`` are all of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: Sent = {}
        self.names: set[str] = set()
        self._text: str | None = None
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes inputs, the chosen options of lists, and opens a text."""
        said = dict(attrs)
        name = said.get("name") or ""
        if tag in ("input", "textarea", "select") and name:
            self.names.add(name)
        if tag == "input" and name:
            is_box = said.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in said:
                self._add(name, said.get("value") or ("on" if is_box else ""))
        elif tag == "textarea":
            self._text = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in said:
            self._add(self._select, said.get("value") or "")

    def handle_data(self, data: str) -> None:
        """The words of a text."""
        if self._text:
            self.sent[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """A text begins with a line end that is not its own."""
        if tag == "textarea" and self._text:
            self.sent[self._text][-1] = self.sent[self._text][-1].removeprefix("\n")
            self._text = None

    def _add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)
