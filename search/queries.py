"""Words that were typed, as queries of the index in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.models import SearchEntry
from search.words import Word

TABLE = SearchEntry._meta.db_table
# The words of names, as their own index has them
NAMES = "ts_filter(words, '{a}')"
CONFIGS = ("english", "simple")
# A piece of SQL with its values
Asked = tuple[str, list[str]]


def tsquery(
    word: Word, *, weights: str = "", whole: bool = False, many_whole: bool = False
) -> Asked:
    """A word or what it may be instead, in SQL: as English has it, and as it stands or, unless
    ``whole``, begins; with ``many_whole`` not where many have the word itself."""
    parts, values = [], []
    for text in word.every:
        as_it_stands = whole or (many_whole and text in word.of_many)
        star = "*" if word.begins(text) and not as_it_stands else ""
        begins = f":{star}{weights}" if star or weights else ""
        for config, lexeme in _lexemes(text, word.stems.get(text, ""), begins=bool(star)):
            parts.append(f"to_tsquery('{config}', %s)")
            values.append(f"'{lexeme}'{begins}")
    return f"({' || '.join(parts)})", values


def _lexemes(text: str, stem: str, *, begins: bool) -> Iterator[tuple[str, str]]:
    """Its stem and itself, each with how it is read; once where the one says the other too."""
    if not stem or " " in stem:
        yield from ((config, text) for config in CONFIGS)
        return
    yield "simple", stem
    if text != stem and not (begins and text.startswith(stem)):
        yield "simple", text


def next_to_each_other(phrases: Sequence[str], *, weights: str) -> Asked:
    """All of these, each with its words next to each other, in SQL."""
    parts, values = [], []
    for phrase in phrases:
        text = phrase.replace("\\", " ").replace("'", "''")
        parts.append(" || ".join(f"to_tsquery('{config}', %s)" for config in CONFIGS))
        values += [f"'{text}':{weights}"] * len(CONFIGS)
    return " && ".join(f"({part})" for part in parts), values


def with_lexemes(text: Asked, lexemes: Sequence[str]) -> Asked:
    """Own words, or belonging to one of these."""
    sql, values = text
    if not lexemes:
        return text
    return f"({sql} || to_tsquery('simple', %s))", [*values, " | ".join(lexemes)]


def every(asked: Sequence[Asked]) -> Asked:
    """All of these."""
    return _joined(asked, " && ")


def any_of(asked: Sequence[Asked]) -> Asked:
    """Any of these."""
    return _joined(asked, " || ")


def _joined(asked: Sequence[Asked], sign: str) -> Asked:
    sql = sign.join(f"({one})" for one, _ in asked)
    return sql, [value for _, values in asked for value in values]
