"""What is passed on from what in a file: a circle is told at the row that closes it, however long.

Each row names the one above it, which may stand before or after it. ``Chains`` knows of each grant
the first of its chain, as far as the rows until now say, and shortens its way there as it looks, so
that a file of a million rows costs no more for being one chain.
"""

from __future__ import annotations

IN_A_CIRCLE = "names what is itself passed on from this one"


class Chains:
    """The grants of a file, each below the one that it is passed on from."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def closes(self, own: str, above: str) -> bool:
        """Put a grant below another; True where that one is itself passed on from it."""
        first = self._first(above)
        if first == own:
            return True
        # A grant that stands in the file twice is told elsewhere: its first row counts
        self._above.setdefault(own, first)
        return False

    def _first(self, one: str) -> str:
        way = []
        while (above := self._above.get(one)) is not None:
            way.append(one)
            one = above
        self._above.update(dict.fromkeys(way, one))
        return one
