"""At which levels a row of the table is asked for somebody.

Each level adds readers to those of the level before it (``readers.BY_LEVEL``). So for one person
the answers change at most once on the way from *team* to *public*, and whatever a rule gets wrong
shows first where they change: at the widest level that this person must not read, where a rule that
lets too many in lets them in first, and at the narrowest that they must read, where one that lets
too few in keeps them out first. Who reads and is refused is asked at the widest level as well:
nowhere is more allowed, but to those whom the row names as ``narrow``, who are asked at each. What
lies between follows.

A rule that is wrong in the middle alone is of another kind: a branch of its family's rule that
forgets its level. That rule is asked whole, everybody at every level, by one row of each family.
"""

from __future__ import annotations

from functools import cache

from tests.access import readers, table
from tests.access.table import Row
from tests.access.world import World

LEVELS = tuple(readers.BY_LEVEL)


@cache
def asked_whole() -> frozenset[Row]:
    """Of each family its record's own page, else the first that is read, else its first button."""
    found: dict[str, Row] = {}
    for row in sorted(table.rows(), key=_rank):
        found.setdefault(row.of, row)
    return frozenset(found.values())


def _rank(row: Row) -> tuple[bool, bool, bool, bool]:
    return row.method != "GET", row.name != row.of, not row.page, bool(row.query)


def told_apart(row: Row, world: World) -> dict[str, str]:
    """The row's address by level; where all of them lead everybody to one record, once."""
    found = {level: row.address(world.at[level][row.of]) for level in LEVELS}
    if len({row.readers(level) for level in LEVELS}) > 1:
        return found
    if table.families()[row.of].readers is readers.OPEN:
        return {"public": found["public"]}
    once = {address: level for level, address in found.items()}
    return {level: address for address, level in once.items()}


def asked(row: Row, who: str, levels: tuple[str, ...] = LEVELS) -> list[str]:
    """The levels, of these, at which somebody asks for what the row leads to."""
    if row in asked_whole() or who in row.narrow:
        return list(levels)
    reads = [who in row.readers(level) for level in levels]
    last = len(levels) - 1
    changes = [at for at in range(last) if reads[at] != reads[at + 1]]
    found = {at + side for at in changes for side in (0, 1)} or {0 if reads[0] else last}
    if reads[last] and row.refuses(who, levels[last]):
        found.add(last)
    return [levels[at] for at in sorted(found)]
