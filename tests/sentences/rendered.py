"""The sentences as somebody reads them: a page split into what is said, each with its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.template import base, engines

from interface.template_loader import Loader
from tests.sentences.written import Sentences

# What stands between these is the number of an origin
_ORIGIN = "\ue000{}\ue001"
_ORIGINS = re.compile("\ue000([0-9]+)\ue001")
MARKS = re.compile("\ue000[0-9]+\ue001")
# Where the words of an element may begin
_BEGINS = re.compile(r">\s*(?!\s|<)")


@dataclass(frozen=True)
class Said:
    """A sentence of a page, and where it is written: the template and its line."""

    origin: str
    text: str


class _AsItStands(Loader):
    """Reads a template with each tag on one line, and every line where it was."""

    def shown(self, contents: str) -> str:
        def on_one_line(tag: re.Match[str]) -> str:
            return " ".join(tag[0].split()) + "\n" * tag[0].count("\n")

        return re.sub(r"\{%.*?%\}", on_one_line, contents, flags=re.DOTALL)


@contextmanager
def _read_anew() -> Iterator[None]:
    """Templates are read as they stand; none that was read before counts meanwhile, nor one of
    these afterwards."""
    [cached] = engines["django"].engine.template_loaders
    before = cached.loaders
    cached.reset()
    cached.loaders = [
        _AsItStands(one.engine, one.dirs) if isinstance(one, Loader) else one for one in before
    ]
    try:
        yield
    finally:
        cached.loaders = before
        cached.reset()


def _split(html: str) -> list[tuple[str, str]]:
    """Each sentence of a page, without and with the marks of where it is written."""
    page = Sentences()
    page.feed(html)
    page.close()
    page.end()
    return [(" ".join(MARKS.sub("", text).split()), text) for _, text in page.found]


def sentences(html: str) -> list[str]:
    """Each sentence of a page, as somebody reads it."""
    return [text for text, _ in _split(html)]


class Marks:
    """Marks what templates render with where each piece is written, while it is ``on``."""

    def __init__(self) -> None:
        self.origins: list[str] = []
        self._numbers: dict[str, int] = {}

    @contextmanager
    def on(self) -> Iterator[None]:
        """Templates that are read meanwhile are rendered with marks."""
        marks = self

        def marked_text(node: Any, context: Any) -> str:
            origin, line = getattr(node, "origin", None), getattr(node.token, "lineno", 0)
            name = getattr(origin, "template_name", "")

            def mark(at: re.Match[str]) -> str:
                below = node.s.count("\n", 0, at.end())
                return f"{at[0]}{_ORIGIN.format(marks._number(f'{name}:{line + below}'))}"

            return _BEGINS.sub(mark, node.s)

        with (
            mock.patch.object(base.TextNode, "render_annotated", marked_text),
            _read_anew(),
        ):
            yield

    def _number(self, where: str) -> int:
        if where not in self._numbers:
            self._numbers[where] = len(self.origins)
            self.origins.append(where)
        return self._numbers[where]

    def read(self, html: str) -> Iterator[Said]:
        """What a page that was rendered with marks says."""
        for text, marked in _split(html):
            if text and (origin := _ORIGINS.search(marked)):
                yield Said(self.origins[int(origin[1])], text)
