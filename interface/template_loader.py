"""Templates of pages are read with white space as a browser sees it.

A long line is wrapped where there was a space, and what is sent has the space again. Where
an element ends and another begins a line break stays a line break.
"""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

BETWEEN_ELEMENTS = re.compile(r"(?<=>)\s*\n\s*(?=<)")


def collapsed(text: str) -> str:
    """The text with each line break, and what is indented after it, as one character."""
    lines = BETWEEN_ELEMENTS.split(text)
    return "\n".join(re.sub(r"\s*\n\s*", " ", line) for line in lines)


class Loader(FilesystemLoader):
    """Reads the templates of pages; those of texts stay as they are."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return self.shown(contents) if origin.name.endswith(".html") else contents

    def shown(self, contents: str) -> str:
        """What is read of the template of a page."""
        return collapsed(contents)
