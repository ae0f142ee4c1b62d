"""Records that words of a question name, and what these stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from records.subjects import registered
from registry.search import AlsoMeant, lexeme
from search.candidates import GIVES
from search.index import kinds, sql_of
from search.models import SearchWord
from search.queries import NAMES, TABLE, Asked, tsquery
from search.words import Word

# How many records one word may name before it says too little, and what these may stand for
MOST_NAMED, MOST_MEANT = 40, 100
COUNTED = SearchWord._meta.db_table


class Belonging(NamedTuple):
    """What belongs to records that a word names: as words of the index, and to how many entries
    that everybody may read."""

    lexemes: Sequence[str] = ()
    size: int = 0


def named(user: Any, words: Sequence[Word]) -> dict[str, Belonging]:
    """For each word the records whose name has it: places, bodies, programmes, pilots and topics
    that the reader may see; and what these stand for. One query, and one where there are some that
    stand for others.

    A word that many names have names none of them.
    """
    letters = {index.kind: index.is_named for index in kinds() if index.is_named}
    seen: list[str] = []
    values: list[Any] = []
    for index in kinds():
        if index.is_named:
            own = index.rows_seen(user).filter(pk=RawSQL("entry.object_id", ()))
            sql, params = sql_of(own)
            seen.append(f"kind = '{index.kind}' AND EXISTS ({sql})")
            values += params
    queries = [tsquery(word) for word in words]
    asked = ", ".join(f"({number}, {query})" for number, (query, _) in enumerate(queries))
    more, given = _stands_for_more()
    cases = " ".join(f"WHEN '{kind}' THEN '{letter}'" for kind, letter in letters.items())
    sql = f"""
        SELECT typed.number, named.kind, named.object_id, {more}, (
          SELECT entries FROM {COUNTED} WHERE is_stem
          AND word = 'pb' || CASE named.kind {cases} END || named.object_id)
        FROM (VALUES {asked}) AS typed (number, query), LATERAL (
          WITH called AS MATERIALIZED (
            SELECT kind, object_id FROM {TABLE} WHERE {NAMES} @@ typed.query AND {GIVES})
          SELECT * FROM called AS entry WHERE (({") OR (".join(seen)}))
          LIMIT {MOST_NAMED + 1}) AS named"""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    others: dict[str, list[int]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    with connection.cursor() as cursor:
        of_words = [value for _, values in queries for value in values]
        cursor.execute(sql, [*given, *of_words, *values])
        for number, kind, pk, stands_for_more, size in cursor.fetchall():
            found[words[number].text].append((kind, pk))
            sizes[words[number].text] += size or 0
            if stands_for_more:
                others[kind].append(pk)
    also = _also_meant(user, others)
    return {
        word: Belonging(
            [text for kind, pk in of for text in (lexeme(letters[kind], pk), *also[kind, pk])],
            sizes[word],
        )
        for word, of in found.items()
        if len(of) <= MOST_NAMED
    }


def _stands_for_more() -> Asked:
    """Whether what was named stands for others as well."""
    rules = ["false"]
    values: list[Any] = []
    for also in registered(AlsoMeant):
        sql, params = sql_of(also.of)
        rules.append(f"named.kind = '{also.kind}' AND named.object_id IN ({sql})")
        values += params
    return " OR ".join(rules), values


def _also_meant(user: Any, named: dict[str, list[int]]) -> dict[tuple[str, int], list[str]]:
    """What each of these stands for beside what belongs to itself. No query for none."""
    meant: dict[tuple[str, int], list[str]] = defaultdict(list)
    for also in registered(AlsoMeant):
        if pks := named[also.kind]:
            for pk, text in also.rows(user, pks)[:MOST_MEANT]:
                meant[also.kind, pk].append(text)
    return meant
