"""What stands in one text and not in another, marked line by line."""

from __future__ import annotations

import re
from collections import Counter

from interface.cells import status

NOT_FOR_EVERYONE = "Not for everyone"
# A row of a table, or a line of a list, with what opens it; what stands in those is looked at alone
UNIT = re.compile(
    r"(?P<row><tr\b[^>]*>\s*<t[hd]\b[^>]*>)(?P<cells>.*?)</tr>"
    r"|(?P<opens><(?P<tag>li|p|dd)\b[^>]*>(?:\s*<div\b[^>]*>)?)"
    r"(?P<line>(?:(?!<(?:li|p|dd|tr)\b).)*?)</(?P=tag)>",
    re.DOTALL,
)


class _Known:
    """The lines of the text that everybody may have, each as often as it stands there."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = Counter(map(_plain, lines))

    def holds(self, line: str) -> bool:
        """Whether this is one of those that are left."""
        key = _plain(line)
        if not key:
            return True
        self.lines[key] -= 1
        return self.lines[key] >= 0


def _plain(line: str) -> str:
    return " ".join(line.split())


def marked_text(text: str, wide: str) -> str:
    """A plain text, in which each line that ``wide`` has not is marked."""
    known = _Known(wide.splitlines())
    return "\n".join(line if known.holds(line) else _mark(line) for line in text.splitlines())


def _mark(line: str) -> str:
    bullet, rest = ("- ", line[2:]) if line.startswith("- ") else ("", line)
    return f"{bullet}[{NOT_FOR_EVERYONE}] {rest}"


def marked_page(html: str, wide: str) -> str:
    """What a page says in lines of lists and rows of tables, of which each that ``wide`` has not is
    marked."""
    known = _Known([_said(unit) for unit in UNIT.finditer(wide)])
    mark = f"{status(NOT_FOR_EVERYONE, 'some')} "

    def marked(unit: re.Match[str]) -> str:
        if known.holds(_said(unit)):
            return unit[0]
        opens = unit["row"] or unit["opens"]
        return f"{opens}{mark}{unit[0].removeprefix(opens)}"

    return UNIT.sub(marked, html)


def _said(unit: re.Match[str]) -> str:
    return unit["cells"] if unit["row"] else unit["line"]
