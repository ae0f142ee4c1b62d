"""What a reader may see that answers their words, the best first, whatever kind it is of.

Every word of a question is looked for in a record's own words and among what it belongs to: of
"data sharing Bradford", the barrier that a pilot in Bradford logged about sharing data has all
three. Records that have all words come first, then those that have most of them; a rare word weighs
more. Nobody is told of a record by its entry: who may read it is asked of the record itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet, TextField, Value

from access.kept import all_in_one
from access.subqueries import Among, array
from access.visibility import reader_of
from records.addresses import address
from records.names import plain_key
from records.statements import Given
from registry.search import PLACE, SearchIndex, lexeme
from search.candidates import LookedFor, picked
from search.index import catch_up, kinds
from search.models import SearchEntry
from search.named import Belonging, named
from search.queries import TABLE, Asked, next_to_each_other, tsquery, with_lexemes
from search.words import STOP, Question, Word, read, said

# How many may be called just so
MOST_CALLED = 40
KEPT = 300
# What is added to the share of the words that a record has, for what else makes it the answer
EXACT, BEGINS, MINE, MADE_UP, OVER, KIND = 2.0, 0.4, 0.2, -0.6, -0.25, 0.3
IN_NAME, BEGINS_NAME, IN_TEXT, BELONGS = 1.0, 0.8, 0.65, 0.55
FIRST_OF_NAME, ENOUGH, NEARLY_ALL, ALL_OF_IT = 0.3, 0.6, 0.99, 1.5


class Candidate(NamedTuple):
    """An entry that has some of the words: its columns, and how well it has them."""

    kind: str
    pk: int
    page: str
    key: list[str]
    title: str
    note: str
    status: str
    names: list[str]
    found_as: list[str]
    is_made_up: bool
    is_over: bool
    share: float = 1.0
    well: float = 1.0
    has_phrases: bool = True
    is_mine: bool = False


COLUMNS = (
    *("kind", "object_id", "page", "key", "title", "note", "status", "names", "found_as"),
    *("is_made_up", "is_over"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One record that was found."""

    index: SearchIndex
    pk: int
    title: str
    note: str
    status: str
    is_made_up: bool
    is_over: bool
    is_mine: bool
    score: float
    share: float
    page: str
    key: Sequence[str]
    has_phrases: bool = True
    after: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """Its kind as a filter says it."""
        return self.index.kind

    @property
    def url(self) -> str:
        """Its page, and where on it."""
        anchor = self.index.anchor
        return address(self.page, *self.key) + (f"#{anchor.format(pk=self.pk)}" if anchor else "")


@dataclass(frozen=True)
class Results:
    """What was found for a question, of all kinds, the best first.

    ``fewer``: nothing has all of its words. ``is_scattered``: nothing has those in quotation marks
    next to each other.
    """

    question: Question
    every: list[Result] = field(default_factory=list)
    is_cut: bool = False
    fewer: bool = False
    is_scattered: bool = False


def find(
    user: Any, typed: str, *, of: Sequence[str] = (), most: int = KEPT, unfinished: bool = False
) -> Results:
    """The records that this reader may see that have most of the words. Five queries, and one where
    a neighbourhood is named.

    ``of`` are the kinds among which they are looked for; none: all. Of words in quotation marks
    only those are given that have them next to each other. Where nothing has, or nothing has most
    of the words, those that have any of them are given, and it says so.
    """
    catch_up()
    question = read(typed, unfinished=unfinished)
    if not question.words:
        return Results(question)
    rows = _candidates(user, question, named(user, question.words), of)
    found = sorted(_results(user, question, rows), key=lambda one: -one.score)
    together = [one for one in found if one.has_phrases]
    found = together or found
    best = max((one.share for one in found), default=0.0)
    return Results(
        question,
        found[:most],
        is_cut=len(found) >= KEPT,
        fewer=best < NEARLY_ALL or not together,
        is_scattered=bool(question.phrases) and not together,
    )


def exactly(user: Any, typed: str) -> list[Result]:
    """The records that are called just this, by a name or a code. Three queries."""
    catch_up()
    question = Question(typed, tuple(Word(word) for word in said(typed)))
    asked = SearchQuery(f"'{question.plain}'", config="simple", search_type="raw")
    called = SearchEntry.objects.having(asked).filter(names__contains=[question.plain])
    rows = [Candidate(*row) for row in called.values_list(*COLUMNS)[:MOST_CALLED]]
    return list(_results(user, question, rows))


def _candidates(
    user: Any, question: Question, belongs: dict[str, Belonging], of: Sequence[str]
) -> list[Candidate]:
    """The entries that have most of the words, with how well. One query.

    What everybody reads, or everyone signed in, is picked by itself: however much is hidden, the
    same of it is found. Of what is narrower some hundreds are, and what of it may be seen is kept.
    """
    words = question.words
    readable = "" if user.is_authenticated else "ABC"
    own = [tsquery(word, weights=readable) for word in words]
    names = [tsquery(word, weights="A") for word in words]
    its = [belongs.get(word.text, Belonging()) for word in words]
    either = [with_lexemes(text, one.lexemes) for text, one in zip(own, its, strict=True)]
    phrases = next_to_each_other(question.phrases, weights="AB" + ("D" if not readable else ""))
    groups = ("is_open", "NOT is_open") if user.is_authenticated else ("is_open AND is_public",)
    looked_for = [
        LookedFor(
            word,
            with_lexemes(tsquery(word, weights=readable, many_whole=True), one.lexemes),
            word.size + one.size,
        )
        for word, one in zip(words, its, strict=True)
    ]
    (parts, values), at = picked(looked_for, phrases, groups, of)
    share, well = _scored(words, names, own, either)
    mine = _mine(user)
    sql = f"""
        WITH {parts}
        SELECT {", ".join(COLUMNS)}, share, well, together,
          {"words @@ to_tsquery('simple', %s)" if mine else "false"}
        FROM (
          SELECT rated.*, row_number() OVER (
            PARTITION BY is_open
            ORDER BY together DESC, {ALL_OF_IT} * share + well DESC, is_made_up, id) AS place
          FROM (SELECT entry.*, {share[0]} AS share, {well[0]} AS well,
                  {f"words @@ ({phrases[0]})" if question.phrases else "true"} AS together
                FROM {TABLE} entry WHERE ctid = ANY(ARRAY({at}))) rated) placed
        WHERE place <= {KEPT}"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *([mine] if mine else []), *share[1], *well[1], *phrases[1]])
        return [Candidate(*row) for row in cursor.fetchall()]


def _scored(
    words: Sequence[Word], names: list[Asked], own: list[Asked], either: list[Asked]
) -> tuple[Asked, Asked]:
    """What share of the words an entry has, by their weights, and how well it has them."""
    total = sum(word.weight for word in words)
    has, held, well, values = [], [], [], []
    for word, name, text, any_way in zip(words, names, own, either, strict=True):
        weight = word.weight / total
        whole = tsquery(word, weights="A", whole=True)
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


def _seen(user: Any, rows: Iterable[Candidate]) -> set[tuple[str, int]]:
    """Which of these records the reader may see, asked of the records. One query."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.pk)
    shapes = ((user, index.kind) for index in kinds() if index.kind in ids)
    given = {index.kind: array(ids.get(index.kind, ())) for index in kinds()}
    return {(kind, pk) for kind, pk in all_in_one(_rows_seen, shapes, **given)}


def _rows_seen(user: Any, kind: str, /, **ids: Given) -> QuerySet[Any]:
    index = next(one for one in kinds() if one.kind == kind)
    rows = index.rows_seen(user).filter(Among("pk", ids[kind])).order_by()
    return rows.values_list(Value(kind, TextField()), "pk")


def _results(user: Any, question: Question, rows: list[Candidate]) -> Iterator[Result]:
    """Those that the reader may see."""
    by_kind, seen = {index.kind: index for index in kinds()}, _seen(user, rows)
    for row in rows:
        if (row.kind, row.pk) not in seen:
            continue
        index, called = by_kind[row.kind], plain_key(row.title)
        yield Result(
            index=index,
            pk=row.pk,
            title=row.title,
            note=". ".join(filter(None, (_found_as(question, called, row.found_as), row.note))),
            status=index.status_words(row.status),
            is_made_up=row.is_made_up,
            is_over=row.is_over,
            is_mine=row.is_mine,
            score=_score(question, index, row, called),
            share=float(row.share),
            page=row.page,
            key=row.key,
            has_phrases=row.has_phrases,
        )


def _score(question: Question, index: SearchIndex, row: Candidate, called: str) -> float:
    """How likely it is what was meant."""
    asked, share = question.plain, float(row.share)
    extra = [
        KIND * index.weight,
        EXACT if asked in row.names else BEGINS if called.startswith(asked) else 0,
        FIRST_OF_NAME * _share_of_name(question, called),
        MINE if row.is_mine and share > ENOUGH else 0,
        MADE_UP if row.is_made_up and not row.is_mine else 0,
        OVER if row.is_over else 0,
    ]
    return ALL_OF_IT * share + float(row.well) + sum(extra)


def _found_as(question: Question, called: str, found_as: Sequence[str]) -> str:
    """By which of its other names it was found, where its own has not all of the words."""
    asked = [word for word in plain_key(question.typed).split() if word not in STOP]
    if not asked or all(word in called for word in asked):
        return ""
    return next((one for one in found_as if all(word in plain_key(one) for word in asked)), "")


def _share_of_name(question: Question, called: str) -> float:
    """How much of its name was asked for: a short name that is all there is the likelier one."""
    words = called.split()
    asked = [one for word in question.words for one in word.every]
    held = sum(any(word.startswith(one[:5]) for one in asked) for word in words)
    return held / len(words) if words else 0.0


def best(rows: QuerySet[Any], typed: str, user: Any, *, most: int = 8) -> list[Any]:
    """Of rows that may be chosen, those that are meant by what was typed, the likeliest first;
    those that are made up last, but for the reader's own."""
    index = next(one for one in kinds() if one.model is rows.model)
    found = find(user, typed, of=[index.kind], unfinished=True).every
    found.sort(key=lambda one: one.is_made_up and not one.is_mine)
    place = {one.pk: number for number, one in enumerate(found)}
    kept = sorted(rows.filter(pk__in=place), key=lambda row: place[row.pk])[:most]
    for row in kept:
        row.made_up, row.is_over = found[place[row.pk]].is_made_up, found[place[row.pk]].is_over
    return kept
