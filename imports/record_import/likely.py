"""Which records a name probably means, by its words: proposed to the person, never taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from partnerships.organisation.sector_guess import probable_sector
from records.names import plain_key

SAME = 0.8  # how much of two words is one, so that one is the other with a slip of the pen
SHORTEST = 4  # letters of a word that is cut off: "Yorks"
# Words that a name has or leaves out, and which say by themselves nothing
SMALL = frozenset(
    {"the", "of", "and", "for", "in", "at", "a", "an", "ltd", "limited", "plc", "llp", "cic"}
    | {"icb", "ics", "ccg", "group"}
)
KINDS = frozenset(
    {"council", "borough", "city", "county", "district", "metropolitan", "mbc", "mdc"}
)
_INITIALS = re.compile(r"[A-Z]{3,10}")


def fitting(text: str, offered: Sequence[tuple[Any, str]]) -> list[Any]:
    """The records of which the name has every word of a text, as it stands or nearly so; or begins
    its words with these letters."""
    fits = _has_initials if _INITIALS.fullmatch(text.strip()) else _has_words
    return [key for key, name in offered if fits(text.strip(), name)]


def _has_initials(text: str, name: str) -> bool:
    words = plain_key(name).split()
    without_small = [word for word in words if word not in SMALL]
    said = text.lower()
    return said in words or any(
        said == "".join(word[0] for word in some) for some in (words, without_small)
    )


def _has_words(text: str, name: str) -> bool:
    sectors = {probable_sector(text), probable_sector(name)} - {""}
    words = [word for word in plain_key(text).split() if word not in SMALL | KINDS]
    others = plain_key(name).split()
    has_all = all(any(_is_same(word, other) for other in others) for word in words)
    return len(sectors) < 2 and bool(words) and has_all


def _is_same(word: str, other: str) -> bool:
    is_cut = len(word) >= SHORTEST and other.startswith(word) and other != f"{word}shire"
    if word == other or is_cut:
        return True
    is_long = min(len(word), len(other)) >= SHORTEST
    return is_long and SequenceMatcher(None, word, other).ratio() >= SAME
