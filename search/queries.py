"""Words that were typed, as queries of the index in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from search.models import SearchEntry
from search.words import Word

TABLE = SearchEntry._meta.db_table
CONFIGS = ("english", "simple")
# A piece of SQL with its values
Asked = tuple[str, list[str]]


def tsquery(word: Word, *, weights: str = "", whole: bool = False) -> Asked:
    """A word or what it may be instead, in SQL: as English has it, and as it stands or, unless
    ``whole``, begins."""
    parts, values = [], []
    for text in word.every:
        star = "*" if word.begins(text) and not whole else ""
        begins = f":{star}{weights}" if star or weights else ""
        for config in CONFIGS:
            parts.append(f"to_tsquery('{config}', %s)")
            values.append(f"'{text}'{begins}")
    return f"({' || '.join(parts)})", values


def next_to_each_other(phrases: Sequence[str], *, weights: str) -> Asked:
    """All of these, each with its words next to each other, in SQL."""
    parts, values = [], []
    for phrase in phrases:
        text = phrase.replace("\\", " ").replace("'", "''")
        parts.append(" || ".join(f"to_tsquery('{config}', %s)" for config in CONFIGS))
        values += [f"'{text}':{weights}"] * len(CONFIGS)
    return " && ".join(f"({part})" for part in parts), values


def with_lexemes(text: Asked, lexemes: list[str] | None) -> Asked:
    """Own words, or belonging to one of these."""
    sql, values = text
    if not lexemes:
        return text
    return f"({sql} || to_tsquery('simple', %s))", [*values, " | ".join(lexemes)]


def every(asked: list[Asked]) -> Asked:
    """All of these."""
    sql = " && ".join(one for one, _ in asked)
    return sql, [value for _, values in asked for value in values]
