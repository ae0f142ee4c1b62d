"""Which entries of the index are looked at for a question, picked by one statement that reads
little of the index.

An index of words tells all entries of a word before it tells the first, and a word may have a
million. So the rarest word leads, each tier is asked for only where those before it gave too few,
and what very many have is looked for in one entry of sixty-four, of all kinds alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from search.models import GIVES_NAME, ONE_OF
from search.queries import NAMES, TABLE, Asked, any_of, every, tsquery
from search.words import VERY_MANY, Word

# How many entries are looked at of those that have every word in their names, that have every word,
# and that have some; and how many that have every word are looked through for such names
IN_NAMES, WITH_ALL, WITH_SOME, LOOKED_THROUGH = 150, 400, 250, 2_000
GIVES = f"kind IN {GIVES_NAME}"
PART = f"mod(object_id, {ONE_OF}) = 0"


class LookedFor(NamedTuple):
    """A word, what an entry has or belongs to by it, and how many entries do, as far as known."""

    word: Word
    has: Asked
    size: int

    @property
    def is_common(self) -> bool:
        """Whether very many entries do."""
        return self.size > VERY_MANY


@dataclass
class Tiers:
    """Tiers of one group of entries: parts of a statement, with their values, and the names of
    those that give where picked entries are."""

    letter: str
    group: str
    of: list[str]
    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)

    def rows(self, words: str, asked: Asked, *rules: str, is_common: bool = False) -> str:
        """The entries whose words match, read no further than is asked of them; of what is common
        those of a part, or what matches among the kinds that are looked for.

        Planned as if all were read: else, where PostgreSQL expects enough, it walks the table, in
        which those of a kind lie together, and may walk to its end.
        """
        match = f"{words} @@ ({asked[0]})"
        if is_common:
            match = f"({match}) IS TRUE" if self.of else f"{match} AND {PART}"
        of = ["kind = ANY(%s)"] if self.of else []
        rule = " AND ".join((match, self.group, *of, *rules))
        sql = f"SELECT ctid AS at, words FROM {TABLE} WHERE {rule}"
        return self._part(sql, [*asked[1], *([self.of] if self.of else [])])

    def first(self, rows: str, most: int, names: Asked | None = None) -> str:
        """The first of some; those whose names match, of as many as are looked through."""
        if names is None:
            tier = self._part(f"SELECT at FROM {rows} LIMIT {most}", [])
        else:
            among = f"(SELECT * FROM {rows} LIMIT {LOOKED_THROUGH}) AS among"
            sql = f"SELECT at FROM {among} WHERE words @@ ({names[0]}) LIMIT {most}"
            tier = self._part(sql, names[1])
        self.picked.append(tier)
        return tier

    def _part(self, sql: str, values: Sequence[Any]) -> str:
        name = f"{self.letter}{len(self.parts)}"
        self.parts.append(f"{name} AS MATERIALIZED ({sql})")
        self.values += values
        return name


def picked(
    words: Sequence[LookedFor], phrases: Asked, groups: Sequence[str], of: Sequence[str]
) -> tuple[Asked, str]:
    """Parts of a statement that pick entries of each group, and what then tells where they are.
    ``of`` are the kinds that will do; none: all."""
    every_tier = [
        Tiers(letter, group, list(of)) for letter, group in zip("ab", groups, strict=False)
    ]
    for tiers in every_tier:
        _pick(tiers, sorted(words, key=lambda one: one.size), phrases)
    parts = ", ".join(part for tiers in every_tier for part in tiers.parts)
    at = (f"SELECT at FROM {name}" for tiers in every_tier for name in tiers.picked)
    return (parts, [one for tiers in every_tier for one in tiers.values]), " UNION ALL ".join(at)


def _pick(tiers: Tiers, words: Sequence[LookedFor], phrases: Asked) -> None:
    """Words next to each other; what gives others its name and is called so; every word, and of
    those the ones with every word in their names; then fewer words."""
    if phrases[0]:
        tiers.first(tiers.rows("words", phrases), WITH_ALL)
    called = every([tsquery(one.word) for one in words])
    tiers.first(tiers.rows(NAMES, called, GIVES), IN_NAMES)
    names = every([tsquery(one.word, weights="A") for one in words])
    all_of_them = every([one.has for one in words])
    full: list[str] = []
    for is_common in (True, False) if words[0].is_common else (False,):
        rows = tiers.rows("words", all_of_them, *_too_few((WITH_ALL, full)), is_common=is_common)
        tiers.first(rows, IN_NAMES, names)
        full.append(tiers.first(rows, WITH_ALL))
        if tiers.of and is_common:
            break
    some: list[str] = []
    for asked, is_common in _fewer_words(words):
        rules = _too_few((WITH_ALL, full), (WITH_SOME, some))
        rows = tiers.rows("words", asked, *rules, is_common=is_common)
        some.append(tiers.first(rows, WITH_SOME))


def _too_few(*before: tuple[int, Sequence[str]]) -> Iterator[str]:
    """Whether each of these tiers together gave less than that."""
    for most, tiers in before:
        if tiers:
            counts = " + ".join(f"(SELECT count(*) FROM {tier})" for tier in tiers)
            yield f"{counts} < {most}"


def _fewer_words(words: Sequence[LookedFor]) -> Iterator[tuple[Asked, bool]]:
    """Fewer of the words, one less …, as far as half of them, and whether what leads is common; in
    the end the rarest alone. Each word leads in its turn, with those that are no rarer."""
    has, count = [one.has for one in words], len(words)
    for size in range(count - 1, max(count // 2, 1) - 1, -1):
        for lead in range(count - size + 1):
            groups = [every(group) for group in combinations(has[lead + 1 :], size - 1)]
            asked = every([has[lead], any_of(groups)]) if size > 1 else has[lead]
            yield asked, words[lead].is_common
    if count > 3:
        yield has[0], words[0].is_common
