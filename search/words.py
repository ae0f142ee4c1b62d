"""The words of what somebody typed: those that say something, put right where they are misspelt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import log

from django.db import connection, transaction

from interface.asking import IN_SENTENCES
from interface.help import HelpPage
from interface.parts import MenuItem
from records.names import plain_key
from records.subjects import registered
from search.index import catch_up, is_far_behind, rebuild
from search.models import SearchEntry, SearchState, SearchWord

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


AS_IT_STANDS = """to_tsvector('simple',
  entry.title || ' ' || entry.note || ' ' || array_to_string(entry.names, ' '))"""
STEMS = "ts_filter(entry.words, '{a,b}')"


@dataclass(frozen=True)
class Word:
    """A word that was typed: other ways to say it, how much it says (more where it is rare), and
    what it may have been meant to be."""

    text: str
    others: tuple[str, ...] = ()
    weight: float = 1.0
    meant: tuple[str, ...] = ()
    is_begun: bool = False

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
    known = {word: (entries, near) for word, entries, near in _looked_up(words)}
    total = max([entries for entries, _ in known.values()] + [1_000])
    made = []
    for word in words:
        entries, near = known.get(word, (0, []))
        others = (*SAME.get(word, ()), *_without_zeros(word))
        begun = unfinished and word == words[-1] and not typed.endswith(" ")
        meant = () if entries or begun else _meant(word, near)
        made.append(Word(word, others, 1 + log(total / (entries + 1)), meant, begun))
    phrases = tuple(" ".join(text.split()) for text in QUOTED.findall(typed))
    return Question(typed, tuple(sorted(made, key=lambda word: -word.weight)), phrases)


def _without_zeros(word: str) -> tuple[str, ...]:
    short = word.lstrip("0")
    return (short,) if word.isdigit() and short not in ("", word) else ()


def _looked_up(words: Sequence[str]) -> list[tuple[str, int, list[str]]]:
    """How many entries have each word or one that begins so; for none, the words most like it."""
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT typed, coalesce(known.entries, 0), CASE WHEN known.entries IS NULL THEN ARRAY(
              SELECT word FROM {table} WHERE word %% typed AND NOT is_stem
              ORDER BY similarity(word, typed) DESC, entries DESC, word LIMIT 8) END
            FROM unnest(%s::text[]) AS typed LEFT JOIN LATERAL (
              SELECT max(entries)::int AS entries FROM {table}
              WHERE word LIKE typed || '%%'
                OR word = ANY (tsvector_to_array(to_tsvector('english', typed)))) AS known ON true
            """,
            [list(words)],
        )
        return [(word, entries, near or []) for word, entries, near in cursor.fetchall()]


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
    rebuild()
    count_words()


def bring_to(today: dt.date) -> None:
    """Make all of it anew once a day, for what days bring; else read what changed."""
    if SearchState.objects.filter(made_on=today).exists() and not is_far_behind():
        catch_up()
    else:
        make_anew()
