"""What a reader may see that answers their words, the best first, whatever kind it is of.

Every word of a question is looked for in a record's own words and among what it belongs to: of
"data sharing Bradford", the barrier that a pilot in Bradford logged about sharing data has all
three. Records that have all words come first, then those that have most of them; a rare word weighs
more. Nobody is told of a record by its entry: who may read it is asked of the record itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import CharField, QuerySet, Value

from access.visibility import reader_of
from records.addresses import address
from registry.search import PLACE, SearchIndex
from search.index import catch_up, kinds, lexeme, sql_of
from search.models import SearchEntry
from search.words import STOP, Question, Word, plain, read, said

# How many entries are looked at of those that have every word in their names, that have every word,
# and that have some; and how many records one word may name before it says too little
IN_NAMES, WITH_ALL, WITH_SOME, MOST_NAMED = 150, 400, 250, 40
KEPT = 300
# What is added to the share of the words that a record has, for what else makes it the answer
EXACT, BEGINS, MINE, MADE_UP, OVER, KIND = 2.0, 0.4, 0.2, -0.6, -0.25, 0.2
IN_NAME, BEGINS_NAME, IN_TEXT, BELONGS = 1.0, 0.8, 0.65, 0.55
FIRST_OF_NAME, ENOUGH, ALL_OF_IT = 0.3, 0.6, 1.5


# A piece of SQL with its values
Asked = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """One record that was found."""

    index: SearchIndex
    pk: int
    title: str
    url: str
    note: str
    status: str
    is_made_up: bool
    is_over: bool
    is_mine: bool = False
    score: float = 0.0
    after: tuple[tuple[str, str], ...] = ()
    is_exact: bool = False
    share: float = 1.0

    @property
    def kind(self) -> str:
        """Its kind as a filter says it."""
        return self.index.kind


@dataclass(frozen=True)
class Results:
    """What was found for a question, of all kinds, the best first."""

    question: Question
    every: list[Result] = field(default_factory=list)
    is_cut: bool = False
    fewer: bool = False

    @cached_property
    def counts(self) -> list[tuple[SearchIndex, int]]:
        """How many of each kind, the kind of the best first; made-up ones are not counted."""
        number = Counter(one.index for one in self.every if not one.is_made_up)
        return list(number.items())


def find(
    user: Any, typed: str, *, kind: str = "", most: int = KEPT, unfinished: bool = False
) -> Results:
    """The records that this reader may see that have most of the words. Five queries.

    ``kind`` is that of one kind alone. Where nothing has most of the words, those that have any of
    them are given, and it says so.
    """
    catch_up()
    question = read(typed, unfinished=unfinished)
    if not question.words:
        return Results(question)
    belongs = _named(user, question.words)
    rows = list(_candidates(user, question, belongs, kind))
    seen = _seen(user, rows)
    kept = [row for row in rows if (row[0], row[1]) in seen]
    found = sorted(_results(question, kept), key=lambda one: -one.score)
    best = max((one.share for one in found), default=0.0)
    return Results(question, found[:most], is_cut=len(rows) >= KEPT, fewer=best < 0.5)


def exactly(user: Any, typed: str) -> list[Result]:
    """The records that are called just this, by a name or a code. Three queries."""
    catch_up()
    question = Question(typed, tuple(Word(word) for word in said(typed)))
    asked = SearchQuery(f"'{question.plain}'", config="simple", search_type="raw")
    rows: list[Any] = list(
        SearchEntry.objects.filter(words=asked, names__contains=[question.plain]).values_list(
            *("kind", "object_id", "page", "key", "title", "note", "status", "names", "found_as"),
            *("is_made_up", "is_over", Value(1.0), Value(1.0), Value(False)),
        )[:MOST_NAMED]
    )
    seen = _seen(user, rows)
    return list(_results(question, [row for row in rows if (row[0], row[1]) in seen]))


def _tsquery(word: Word, *, weights: str = "", whole: bool = False) -> Asked:
    """A word or what it may be instead, in SQL: as English has it, and as it stands or, unless
    ``whole``, begins."""
    parts, values = [], []
    star = "*" if word.begins and not whole else ""
    for text in word.every:
        begins = f":{star}{weights}" if star or weights else ""
        for config in ("english", "simple"):
            parts.append(f"to_tsquery('{config}', %s)")
            values.append(f"'{text}'{begins}")
    return f"({' || '.join(parts)})", values


def _named(user: Any, words: Sequence[Word]) -> dict[str, list[str]]:
    """For each word the records whose name has it, as words of the index: of places, bodies,
    programmes, pilots and topics that the reader may see. One query.

    A word that many names have names none of them.
    """
    named = [index for index in kinds() if index.is_named]
    allowed = []
    for index in named:
        sql, params = sql_of(index.rows_seen(user))
        allowed.append((f"(kind = '{index.kind}' AND object_id IN ({sql}))", params))
    table = connection.ops.quote_name(SearchEntry._meta.db_table)
    seen_sql = " OR ".join(sql for sql, _ in allowed)
    seen_values = [value for _, params in allowed for value in params]
    branches, values = [], []
    for number, word in enumerate(words):
        query, asked = _tsquery(word, weights="A")
        branches.append(
            f"(SELECT {number} AS word, kind, object_id FROM {table} WHERE words @@ {query} "
            f"AND kind IN ({', '.join(repr(index.kind) for index in named)}) "
            f"AND ({seen_sql}) LIMIT {MOST_NAMED + 1})"
        )
        values += [*asked, *seen_values]
    letters = {index.kind: index.is_named for index in named}
    found: dict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), values)
        for number, kind, pk in cursor.fetchall():
            found[words[number].text].append(lexeme(letters[kind], pk))
    return {word: names for word, names in found.items() if len(names) <= MOST_NAMED}


def _candidates(
    user: Any, question: Question, belongs: dict[str, list[str]], kind: str
) -> Iterable[tuple[Any, ...]]:
    """The entries that have most of the words, with how well. One query."""
    words = question.words
    open_only = "" if user.is_authenticated else "ABC"
    own = [_tsquery(word, weights=open_only) for word in words]
    names = [_tsquery(word, weights="A") for word in words]
    either = []
    for word, (sql, values) in zip(words, own, strict=True):
        lexemes = belongs.get(word.text)
        more = " || to_tsquery('simple', %s)" if lexemes else ""
        either.append((f"({sql}{more})", [*values, *([" | ".join(lexemes)] if lexemes else [])]))
    table = connection.ops.quote_name(SearchEntry._meta.db_table)
    only, given = ("AND kind = %s", [kind]) if kind else ("", [])
    picked, values = [], []
    for query, limit in _tiers(names, either):
        sql, asked = query
        picked.append(f"(SELECT id FROM {table} WHERE words @@ ({sql}) {only} LIMIT {limit})")
        values += [*asked, *given]
    (share, held), (well, scored) = _scored(words, names, own, either)
    mine = _mine(user)
    sql = f"""
        SELECT kind, object_id, page, key, title, note, status, names, found_as, is_made_up, is_over, share, well,
          {"words @@ to_tsquery('simple', %s)" if mine else "false"}
        FROM (SELECT entry.*, {share} AS share, {well} AS well FROM {table} entry
              WHERE id IN ({" UNION ".join(picked)})) rated_entry
        ORDER BY {ALL_OF_IT} * share + well DESC, is_made_up, id LIMIT {KEPT}"""  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, [*([mine] if mine else []), *held, *scored, *values])
        return cursor.fetchall()


def _tiers(names: list[Asked], either: list[Asked]) -> Iterable[tuple[Asked, int]]:
    """What is looked for: every word among names, every word, one less …, as far as most of them,
    and those with the rarest alone."""
    yield _all(names), IN_NAMES
    yield _all(either), WITH_ALL
    count = len(either)
    for size in range(count - 1, max(count // 2, 1) - 1, -1):
        groups = [_all(list(group)) for group in combinations(either, size)]
        sql = " || ".join(f"({one})" for one, _ in groups)
        yield (sql, [value for _, values in groups for value in values]), WITH_SOME
    if count > 1:
        yield either[0], WITH_SOME


def _all(asked: list[Asked]) -> Asked:
    sql = " && ".join(one for one, _ in asked)
    return sql, [value for _, values in asked for value in values]


def _scored(
    words: Sequence[Word], names: list[Asked], own: list[Asked], either: list[Asked]
) -> tuple[Asked, Asked]:
    """What share of the words an entry has, by their weights, and how well it has them."""
    total = sum(word.weight for word in words)
    has, held, well, values = [], [], [], []
    for word, name, text, any_way in zip(words, names, own, either, strict=True):
        weight = word.weight / total
        whole = _tsquery(word, weights="A", whole=True)
        ways = ((whole, IN_NAME), (name, BEGINS_NAME), (text, IN_TEXT), (any_way, BELONGS))
        cases = " ".join(f"WHEN words @@ ({way[0]}) THEN {much * weight}" for way, much in ways)
        well.append(f"CASE {cases} ELSE 0 END")
        values += [value for way, _ in ways for value in way[1]]
        has.append(f"CASE WHEN words @@ ({any_way[0]}) THEN {weight} ELSE 0 END")
        held += any_way[1]
    return (f"({' + '.join(has)})", held), (f"({' + '.join(well)})", values)


def _mine(user: Any) -> str:
    """The words of the index for the places where this reader works."""
    reader = reader_of(user)
    places = sorted(reader.contributed_places | reader.edited_places) if reader else []
    return " | ".join(lexeme(PLACE, pk) for pk in places)


def _seen(user: Any, rows: list[tuple[Any, ...]]) -> set[tuple[str, int]]:
    """Which of these records the reader may see, asked of the records. One query."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk, *_ in rows:
        ids[kind].append(pk)
    asked: list[QuerySet[Any]] = [
        index.rows_seen(user)
        .filter(pk__in=ids[index.kind])
        .order_by()
        .values_list(Value(index.kind, CharField()), "pk")
        for index in kinds()
        if index.kind in ids
    ]
    if not asked:
        return set()
    first, *others = asked
    return set(first.union(*others, all=True) if others else first)


def _results(question: Question, rows: Iterable[tuple[Any, ...]]) -> Iterable[Result]:
    by_kind = {index.kind: index for index in kinds()}
    asked = question.plain
    for (
        kind,
        pk,
        page,
        key,
        title,
        note,
        status,
        names,
        found_as,
        made_up,
        over,
        part,
        well,
        mine,
    ) in rows:
        index, share = by_kind[kind], float(part)
        exact = asked in names
        called = plain(title)
        score = (
            ALL_OF_IT * share
            + float(well)
            + KIND * index.weight
            + (MINE if mine and share > ENOUGH else 0)
        )
        score += EXACT if exact else BEGINS if called.startswith(asked) else 0
        score += FIRST_OF_NAME * _share_of_name(question, called)
        score += (MADE_UP if made_up and not mine else 0) + (OVER if over else 0)
        yield Result(
            index=index,
            pk=pk,
            title=title,
            url=url_of(index, page, key, pk),
            note=". ".join(filter(None, (_found_as(question, called, found_as), note))),
            status=index.status_words(status),
            is_made_up=made_up,
            is_over=over,
            is_mine=mine,
            score=score,
            is_exact=exact,
            share=share,
        )


def _found_as(question: Question, called: str, found_as: Sequence[str]) -> str:
    """By which of its other names it was found, where its own has not all of the words."""
    asked = [word for word in plain(question.typed).split() if word not in STOP]
    if not asked or all(word in called for word in asked):
        return ""
    return next((one for one in found_as if all(word in plain(one) for word in asked)), "")


def _share_of_name(question: Question, called: str) -> float:
    """How much of its name was asked for: a short name that is all there is the likelier one."""
    words = called.split()
    asked = [one for word in question.words for one in word.every]
    held = sum(any(word.startswith(one[:5]) for one in asked) for word in words)
    return held / len(words) if words else 0.0


def url_of(index: SearchIndex, page: str, key: Sequence[str], pk: int) -> str:
    """The address of a record."""
    return address(page, *key) + (f"#{index.anchor.format(pk=pk)}" if index.anchor else "")


def best(rows: QuerySet[Any], typed: str, user: Any, *, most: int = 8) -> list[Any]:
    """Of rows that may be chosen, those that are meant by what was typed, the likeliest first.

    Those that are made up come last, but for the reader's own.
    """
    index = next(one for one in kinds() if one.model is rows.model)
    found = find(user, typed, kind=index.kind, unfinished=True).every
    found.sort(key=lambda one: one.is_made_up and not one.is_mine)
    place = {one.pk: number for number, one in enumerate(found)}
    kept = sorted(rows.filter(pk__in=place), key=lambda row: place[row.pk])[:most]
    for row in kept:
        row.made_up, row.is_over = found[place[row.pk]].is_made_up, found[place[row.pk]].is_over
    return kept
