"""Which entry a name means: by the kinds of entry that are rows of the field's model."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from demo.load.kinds import Kind
from demo.load.table import SECTIONS
from partnerships.models import Place

# What notes and findings may be about
SUBJECTS = frozenset(
    {
        *("place", "organisation", "programme", "pilot", "barrier", "category", "guidance"),
        *("systemic", "topic", "source"),
    }
)


def keys_of(near: str, model: Any, name: str) -> Iterator[str]:
    """Keys that a name in the entry ``near`` may stand for, the nearest first."""
    kinds, roots = _kinds(model)
    while near:
        yield from (f"{near}/{kind}/{name}" for kind in kinds)
        near = near.rpartition("/")[0]
    yield from (f"{kind}/{name}" for kind in (*kinds, *roots))


def called(model: Any) -> str:
    """What an entry of a model is called."""
    return next(iter(_kinds(model)[0]), str(model._meta.verbose_name))


@cache
def _kinds(model: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds that are rows of it, and those within whose entries such are found."""
    kinds: dict[str, None] = {}
    roots: dict[str, None] = {}
    for root in SECTIONS.values():
        for kind in _all_of(root):
            if kind.model is model:
                kinds[kind.key] = None
                if kind is not root:
                    roots[root.key] = None
    if model is Place:  # and by its official code
        kinds["code"] = None
    return tuple(kinds), tuple(roots)


def _all_of(kind: Kind) -> Iterator[Kind]:
    yield kind
    for part in kind.parts.values():
        yield from _all_of(part)
