"""The words of what somebody typed: those that say something, put right where they are misspelt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import log
from typing import NamedTuple

from django.db import connection, transaction

from interface.asking import IN_SENTENCES
from interface.help import HelpPage
from interface.parts import MenuItem
from records.names import plain_key
from records.subjects import registered
from records.telling import telling
from search.index import catch_up, is_far_behind, rebuild
from search.models import ONE_OF, SearchEntry, SearchState, SearchWord

MOST_WORDS = 8
SHORTEST_PREFIX, SHORTEST_CORRECTED = 4, 4
ALIKE, SHORT, VOWELS = 0.72, 5, frozenset("aeiou")
_OWN = """
all also any deal deals doing done find gets give got helps list looking near now out s show these
those up want were whats whos working works
"""
# Words that say nothing of what is looked for, unless nothing else was typed
STOP = IN_SENTENCES | frozenset(_OWN.split())
# Words in quotation marks, straight or not, stand next to each other
QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]*\w[^\"“”«»]*)[\"“”«»]")
SAME = {"st": ("saint",), "saint": ("st",)}
# How many entries that everybody may read have a word, to say that many do or very many; that of a
# number, and of what entries belong to, is noted where it is so many
MANY, VERY_MANY, NOTED = 2_000, 40_000, 1_000


AS_IT_STANDS = """to_tsvector('simple',
  entry.title || ' ' || entry.note || ' ' || array_to_string(entry.names, ' '))"""
STEMS = "ts_filter(entry.words, '{a,b}')"


@dataclass(frozen=True)
class Word:
    """A word that was typed: other ways to say it, how much it says (more where it is rare), and
    what it may have been meant to be.

    ``stems`` are those of each way that are known, ``of_many`` the ways that many entries have just
    so. Its ``size`` is how many entries have it at all that everybody may read.
    """

    text: str
    others: tuple[str, ...] = ()
    weight: float = 1.0
    meant: tuple[str, ...] = ()
    is_begun: bool = False
    stems: Mapping[str, str] = field(default_factory=dict)
    of_many: frozenset[str] = frozenset()
    size: int = 0

    def begins(self, text: str) -> bool:
        """Whether words that begin so will do: where it is long enough, or still being typed."""
        return len(text) >= SHORTEST_PREFIX or (self.is_begun and text == self.text)

    @property
    def every(self) -> tuple[str, ...]:
        """All that is looked for."""
        return (self.text, *self.others, *self.meant)


@dataclass(frozen=True)
class Question:
    """What was typed, and its words, the one that says most first. ``phrases`` are those that were
    typed in quotation marks."""

    typed: str
    words: tuple[Word, ...] = field(default_factory=tuple)
    phrases: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The whole of it as a name would be, to find one that is just this."""
        return plain_key(self.typed)

    @property
    def put_right(self) -> str:
        """What was typed with each misspelt word put right; empty where none is."""
        meant = {word.text: word.meant[0] for word in self.words if word.meant}
        said = [meant.get(plain_key(part), part) for part in self.typed.split()]
        return " ".join(said) if meant else ""


def said(typed: str) -> list[str]:
    """The words that say something; all of them where none does, but not marks alone."""
    if not any(letter.isalnum() for letter in typed):
        return []
    every = list(dict.fromkeys(plain_key(typed).split()))
    return ([word for word in every if word not in STOP] or every)[:MOST_WORDS]


def read(typed: str, *, unfinished: bool = False) -> Question:
    """What was typed with how rare each word is, and what is meant by an unknown one. One query.

    The last word may be ``unfinished``: then it is not put right.
    """
    words = said(typed)
    if not words:
        return Question(typed)
    known = {one.word: one for one in _looked_up(words)}
    total = max([one.entries for one in known.values()] + [1_000])
    made = []
    for word in words:
        is_begun = unfinished and word == words[-1] and not typed.endswith(" ")
        made.append(_read(known[word], total, is_begun=is_begun))
    phrases = tuple(" ".join(text.split()) for text in QUOTED.findall(typed))
    return Question(typed, tuple(sorted(made, key=lambda word: -word.weight)), phrases)


def _read(known: _Known, total: int, *, is_begun: bool) -> Word:
    """One of the words, where so many entries have the one that most have."""
    word = known.word
    meant = () if known.entries or is_begun else _meant(word, known.near)
    has = {word: known.own, **{near: known.near[near][0] for near in meant}}
    stems = {word: known.stem, **{near: known.near[near][1] for near in meant}}
    of_many = frozenset(text for text, own in has.items() if own > MANY)
    return Word(
        word,
        others=(*SAME.get(word, ()), *_without_zeros(word)),
        weight=1 + log(total / (known.entries + 1)),
        meant=meant,
        is_begun=is_begun,
        stems=stems,
        of_many=of_many,
        size=sum(has.values()) if of_many else known.begun,
    )


def _without_zeros(word: str) -> tuple[str, ...]:
    short = word.lstrip("0")
    return (short,) if word.isdigit() and short not in ("", word) else ()


class _Known(NamedTuple):
    """How many entries have a word or the one that most have of those that begin so; how many have
    just this, or any that begins so; its stem, empty where it has none; and for none the words most
    like it, each with how many have that and its stem."""

    word: str
    entries: int
    own: int
    begun: int
    stem: str
    near: dict[str, tuple[int, str]]


def _looked_up(words: Sequence[str]) -> list[_Known]:
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    stem_of = "array_to_string(tsvector_to_array(to_tsvector('english', {})), ' ')"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT typed, coalesce(known.entries, 0), coalesce(known.own, 0),
              coalesce(known.begun, 0), stem, CASE WHEN known.entries IS NULL THEN ARRAY(
              SELECT ARRAY[word, entries::text, {stem_of.format("word")}]
              FROM {table} WHERE word %% typed AND NOT is_stem
              ORDER BY similarity(word, typed) DESC, entries DESC, word LIMIT 8) END
            FROM unnest(%s::text[]) AS typed,
              LATERAL (SELECT {stem_of.format("typed")} AS stem) AS its
            LEFT JOIN LATERAL (
              SELECT max(entries)::int AS entries,
                (max(entries) FILTER (WHERE word IN (typed, stem)))::int AS own,
                (sum(entries) FILTER (WHERE is_stem))::bigint AS begun FROM {table}
              WHERE word LIKE typed || '%%' OR word = stem) AS known ON true
            """,
            [list(words)],
        )
        return [
            _Known(word, entries, own, begun, stem, dict(_counted(near)))
            for word, entries, own, begun, stem, near in cursor.fetchall()
        ]


def _counted(near: Iterable[tuple[str, str, str]] | None) -> Iterator[tuple[str, tuple[int, str]]]:
    """Words like one that was typed, each with how many entries have it and its stem."""
    for word, entries, stem in near or ():
        yield word, (int(entries), stem)


def _meant(word: str, near: Iterable[str]) -> tuple[str, ...]:
    """The known word that is most like it, if one is like enough."""
    if len(word) < SHORTEST_CORRECTED or any(letter.isdigit() for letter in word):
        return ()
    rated = [(_likeness(word, other), other) for other in near]
    good = sorted((rate for rate in rated if rate[0] >= ALIKE), reverse=True)
    return tuple(other for _, other in good[:1])


def _likeness(word: str, other: str) -> float:
    """From 0 to 1. Letters that changed places are a small mistake; of two short words one that has
    another letter is another word, but for a vowel."""
    ratio = SequenceMatcher(None, word, other).ratio()
    if sorted(word) == sorted(other):
        return ratio + 0.1
    changed = [(a, b) for a, b in zip(word, other, strict=False) if a != b]
    if len(word) == len(other) <= SHORT and any({a, b} - VOWELS for a, b in changed):
        return 0.0
    return ratio


@transaction.atomic
def count_words() -> int:
    """Note anew which words stand in what everybody may read; gives how many there are."""
    SearchWord.objects.all().delete()
    table, entries = (
        connection.ops.quote_name(model._meta.db_table) for model in (SearchWord, SearchEntry)
    )
    with connection.cursor() as cursor:
        for vector, is_stem in ((AS_IT_STANDS, False), (STEMS, True)):
            cursor.execute(
                f"""
                INSERT INTO {table} (word, is_stem, entries)
                SELECT left(word, 60), {is_stem}, count(*)
                FROM {entries} entry, LATERAL unnest(tsvector_to_array({vector})) AS word
                WHERE is_public AND word ~ '^[[:alpha:]]{{2,}}$'
                GROUP BY left(word, 60)
                """
            )
        cursor.execute(  # endlessly many, of which some stand for all
            f"""
            INSERT INTO {table} (word, is_stem, entries)
            SELECT word, true, count(*) * {ONE_OF}
            FROM {entries} entry, LATERAL unnest(tsvector_to_array(words)) AS word
            WHERE is_public AND mod(object_id, {ONE_OF}) = 0 AND word ~ '^(pb[a-z])?[0-9]{{1,20}}$'
            GROUP BY word HAVING count(*) * {ONE_OF} > {NOTED}
            """
        )
    _count_pages()
    return SearchWord.objects.count()


def _count_pages() -> None:
    """The words of help and of the pages themselves, which everybody may read."""
    texts = [f"{page.title} {page.words}" for page in registered(HelpPage)]
    texts += [f"{item.label} {item.words}" for item in registered(MenuItem)]
    words = {word for text in texts for word in plain_key(text).split() if word.isalpha()}
    known = set(SearchWord.objects.filter(is_stem=False).values_list("word", flat=True))
    SearchWord.objects.bulk_create(
        SearchWord(word=word, entries=1) for word in sorted(words - known) if len(word) > 1
    )


def make_anew() -> None:
    """The whole index and its words."""
    with telling("Making the search index"):
        rebuild()
        count_words()


def bring_to(today: dt.date) -> None:
    """Make all of it anew once a day, for what days bring; else read what changed."""
    if SearchState.objects.filter(made_on=today).exists() and not is_far_behind():
        catch_up()
    else:
        make_anew()
