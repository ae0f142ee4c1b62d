"""A figure and everything that must stand beside it (design §2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from interface.words import NOT_KNOWN


@dataclass(frozen=True)
class Figure:
    """A figure as a page shows it.

    ``quantity`` is what records call a Quantity: it has ``known``, ``number``,
    ``qualifier_words`` and ``unit_words``; ``None`` is not known. ``reason``
    says why it is not. ``as_of`` is a date with its precision, or words.
    ``source`` has ``title`` and may have ``get_absolute_url()`` and
    ``publisher``. ``condition`` travels with it ("where needed and agreed").
    """

    quantity: Any = None
    meaning: str = ""
    as_of: Any = ""
    source: Any = None
    reason: str = ""
    condition: str = ""

    @property
    def known(self) -> bool:
        return self.quantity is not None and self.quantity.known

    @property
    def unknown_words(self) -> str:
        return f"{NOT_KNOWN}: {self.reason}" if self.reason else NOT_KNOWN

    def __str__(self) -> str:
        return str(self.quantity) if self.known else self.unknown_words
