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
from typing import Any

from search.models import GIVES_NAME, ONE_OF
from search.queries import NAMES, TABLE, Asked, any_of, every, tsquery
from search.words import Question, Word

# How many entries are looked at of those that have every word in their names, that have every word,
# and that have some; and how many that have every word are looked through for such names
IN_NAMES, WITH_ALL, WITH_SOME, LOOKED_THROUGH = 150, 400, 250, 2_000
GIVES = f"kind IN {GIVES_NAME}"
ALL, SOME = "true", f"mod(object_id, {ONE_OF}) = 0"


@dataclass
class Tiers:
    """Tiers of one group of entries: parts of a statement, with their values, and the names of
    those that give where picked entries are."""

    letter: str
    rule: str
    given: list[Any]
    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)

    def rows(self, words: str, asked: Asked, *rules: str) -> str:
        """The entries whose words match, read no further than is asked of them.

        Planned as if all were: else, where PostgreSQL expects enough, it walks the table, in which
        those of a kind lie together, and may walk to its end.
        """
        rule = " AND ".join((f"{words} @@ ({asked[0]})", self.rule, *rules))
        sql = f"SELECT ctid AS at, words FROM {TABLE} WHERE {rule}"
        return self._part(sql, [*asked[1], *self.given])

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
    question: Question,
    belongs: Sequence[Asked],
    phrases: Asked,
    groups: Sequence[str],
    of: Sequence[str],
) -> tuple[Asked, str]:
    """Parts of a statement that pick entries of each group, and what then tells where they are.

    ``belongs`` has for each word what an entry has or belongs to, ``of`` the kinds that will do.
    """
    every_tier: list[Tiers] = []
    for letter, group in zip("ab", groups, strict=False):
        rule, given = (f"{group} AND kind = ANY(%s)", [list(of)]) if of else (group, [])
        tiers = Tiers(letter, rule, given)
        _pick(tiers, question.words, list(belongs), phrases)
        every_tier.append(tiers)
    parts = ", ".join(part for tiers in every_tier for part in tiers.parts)
    at = (f"SELECT at FROM {name}" for tiers in every_tier for name in tiers.picked)
    return (parts, [one for tiers in every_tier for one in tiers.values]), " UNION ALL ".join(at)


def _pick(tiers: Tiers, words: Sequence[Word], has: list[Asked], phrases: Asked) -> None:
    """Words next to each other; what gives others its name and is called so; every word, and of
    those the ones with every word in their names; then fewer words."""
    if phrases[0]:
        tiers.first(tiers.rows("words", phrases), WITH_ALL)
    called = every([tsquery(word) for word in words])
    tiers.first(tiers.rows(NAMES, called, GIVES), IN_NAMES)
    names = every([tsquery(word, weights="A") for word in words])
    full: list[str] = []
    for part in (SOME, ALL) if words[0].is_common else (ALL,):
        rows = tiers.rows("words", every(has), part, _fewer_than(WITH_ALL, full))
        tiers.first(rows, IN_NAMES, names)
        full.append(tiers.first(rows, WITH_ALL))
    some: list[str] = []
    for asked, is_common in _fewer_words(words, has):
        too_few = _fewer_than(WITH_ALL, full), _fewer_than(WITH_SOME, some)
        rows = tiers.rows("words", asked, SOME if is_common else ALL, *too_few)
        some.append(tiers.first(rows, WITH_SOME))


def _fewer_than(most: int, tiers: Sequence[str]) -> str:
    """Whether these gave less than that."""
    counts = " + ".join(f"(SELECT count(*) FROM {tier})" for tier in tiers)
    return f"{counts} < {most}" if tiers else ALL


def _fewer_words(words: Sequence[Word], has: list[Asked]) -> Iterator[tuple[Asked, bool]]:
    """Fewer of the words, one less …, as far as half of them, and whether what leads is common; in
    the end the rarest alone. Each word leads in its turn, with those that are no rarer."""
    count = len(has)
    for size in range(count - 1, max(count // 2, 1) - 1, -1):
        for lead in range(count - size + 1):
            groups = [every(group) for group in combinations(has[lead + 1 :], size - 1)]
            asked = every([has[lead], any_of(groups)]) if size > 1 else has[lead]
            yield asked, words[lead].is_common
    if count > 3:
        yield has[0], words[0].is_common
