"""Names as people type them: found whatever the capitals, accents, dots and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import models
from django.db.models import Func, Manager, Q, QuerySet, Value
from django.db.models.functions import Greatest

Names = QuerySet[Any] | Manager[Any]

MOST_WORDS = 8
LONGEST = 200
_APOSTROPHES = dict.fromkeys(map(ord, "`\u00b4\u02b9\u02bc\u2032"), "'")
_SILENT = re.compile("[\u0300-\u036f'‘’.]")
_SAINT = re.compile(r"saint|st\.?", re.IGNORECASE)
# A dot between a word and another of two letters or more; not those of N.H.S.
_JOINED_BY_DOT = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_]{2})")


class PlainKey(Func):
    """A name reduced to what people agree on: "St. Helen\u2019s & C\u00f4" is "st helens and co".

    PostgreSQL computes it, for stored names and for what is typed, so that both sides agree.
    """

    template = (
        "btrim(regexp_replace(regexp_replace("
        "replace(lower(normalize(%(expressions)s, NFKD)), '&', ' and '), "
        r"'[\u0300-\u036f''\u2018\u2019.]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))"
    )
    output_field = models.TextField()


class SpeltKey(PlainKey):
    """The plain key without what people also leave out: a "The" before it, and St for Saint."""

    template = (
        f"regexp_replace(regexp_replace({PlainKey.template}, "
        r"'\msaint\M', 'st', 'g'), '^the ', '')"
    )


def plain_key(text: str) -> str:
    """The same of a text in hand, to find in it what PostgreSQL found by ``PlainKey``."""
    lower = unicodedata.normalize("NFKD", text.replace("\x00", "")).lower().replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", _SILENT.sub("", lower)))


def name_key(expression: str | models.Expression) -> models.GeneratedField:
    """The column that holds a name's plain key; searched by ``holding_words`` and ``near``."""
    return models.GeneratedField(
        expression=PlainKey(expression), output_field=models.TextField(), db_persist=True
    )


def typed(text: str) -> str:
    """What was typed, without what no name holds and no longer than any name.

    Accents that stand for an apostrophe are one, and "St.Austell" is "St. Austell".
    """
    plain = text.replace("\x00", "")[:LONGEST].translate(_APOSTROPHES)
    return " ".join(_JOINED_BY_DOT.sub(". ", plain).split())


def holding_words(names: Names, text: str, key: str = "name_key") -> QuerySet:
    """Rows whose key holds every word typed, in any order; none for text without letters.

    "Saint" and "St." are the same word.
    """
    words = [word for word in typed(text).split() if _says_something(word)]
    if not words:
        return names.none()
    rule = Q()
    for word in words[:MOST_WORDS]:
        rule &= _holding(word, key)
    return names.filter(rule)


def _holding(word: str, key: str) -> Q:
    rule = Q(**{f"{key}__contains": PlainKey(Value(word))})
    if word.lower() == "saint":
        return rule | Q(**{f"{key}__regex": r"\mst\M"})
    return rule | Q(**{f"{key}__contains": "saint"}) if _SAINT.fullmatch(word) else rule


def spellings(text: str) -> set[str]:
    """What was typed, with "Saint" also as "St" and "St." also as "Saint"."""
    words = typed(text).split()
    short = ["st" if _SAINT.fullmatch(word) else word for word in words]
    long = ["saint" if _SAINT.fullmatch(word) else word for word in words]
    return {" ".join(words), " ".join(short), " ".join(long)}


def near(names: Names, text: str) -> QuerySet:
    """Rows whose key is spelt nearly so, with ``nearness`` from 0 to 1; for when nothing holds."""
    key: Any = PlainKey(Value(typed(text)))
    whole, part = TrigramSimilarity("name_key", key), TrigramWordSimilarity(key, "name_key")
    similar = Q(name_key__trigram_similar=key) | Q(name_key__trigram_word_similar=key)
    return names.filter(similar).annotate(nearness=Greatest(whole, part))


def _says_something(word: str) -> bool:
    return word == "&" or any(letter.isalnum() for letter in word)
