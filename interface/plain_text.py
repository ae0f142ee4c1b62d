"""Plain text made by templates, to send by e-mail or to print."""

from __future__ import annotations

import html
import re
import textwrap

WIDTH = 76


def tidy(text: str) -> str:
    """Text from a template: lines wrapped, at most one blank line, nothing escaped."""
    made: list[str] = []
    for raw in html.unescape(text).splitlines():
        line = re.sub(r"\s+", " ", raw).strip()
        if line:
            made += _wrapped(line)
        elif made and made[-1]:
            made.append("")
    return "\n".join(made).strip() + "\n"


def _wrapped(line: str) -> list[str]:
    below = "  " if line.startswith("- ") else ""
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )
