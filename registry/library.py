"""What the library holds, as the subjects declare it: each kind with the list that is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, eq=False)
class LibraryKind:
    """Records of one kind of knowledge, by the kinds of the index of search that it is made of.

    ``key`` stands in addresses. ``page`` is the list of its own, ``words`` how that is called where
    the kind is chosen. ``failed`` are the states, by kind of the index, of what did not work.
    """

    key: str
    label: str
    one: str
    page: str
    words: str
    indexes: Sequence[str]
    order: int
    failed: Mapping[str, Sequence[str]] = field(default_factory=dict)
