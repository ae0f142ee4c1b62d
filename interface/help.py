"""Help: questions that people ask, each with its answer, as ``registrations.py`` declares them.

``found(registered(HelpPage), typed)`` are those that somebody asks for: "how do I take it back?".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import dropwhile

from django.urls import reverse

from interface.asking import IN_SENTENCES

_OWN = "am but like make may might must not put say she somebody someone something use way"
ASKED = IN_SENTENCES | frozenset(_OWN.split())
IN_TITLE, IN_WORDS, IN_ANSWER = 4, 2, 1
IN_ORDER = 5  # all that was typed, word by word
ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("ings", ""), ("ing", ""), ("ions", ""), ("ion", "")),
    *(("ed", ""), ("es", ""), ("s", "")),
)


class Theme(StrEnum):
    """The heads under which pages of help are listed, in their order."""

    PROGRESS = "Progress and figures"
    BARRIERS = "Barriers"
    PEOPLE = "People and roles"
    DECIDING = "Boards, decisions and priorities"
    PLACES = "Places and organisations"
    READERS = "Who can see what"
    FINDING = "Find, follow and share"
    MONEY = "Money and what was learned"
    RIGHT = "Put something right"
    ABOUT = "About Placebook"


@dataclass(frozen=True)
class HelpPage:
    """A question, with what is said of it.

    ``words`` are what people type for it besides. ``about`` are the names of the addresses at the
    end of whose pages it is offered; ``see`` are the slugs of other help. ``part`` is the part that
    it is about, where that can be switched off: then it is not there either.
    """

    slug: str
    title: str
    says: str
    theme: Theme
    words: str = field(kw_only=True)
    about: tuple[str, ...] = field(kw_only=True)
    see: tuple[str, ...] = field(kw_only=True)
    order: int = field(default=0, kw_only=True)
    part: str = field(default="", kw_only=True)

    @property
    def url(self) -> str:
        return reverse("help_page", args=[self.slug])

    @property
    def steps_title(self) -> str:
        """What stands above its steps, or above its answer where there is nothing to do."""
        return "Steps" if self.title.startswith("How") else "In short"


def found(pages: Iterable[HelpPage], typed: str, *, loosely: bool = False) -> list[HelpPage]:
    """Those that hold most of the words typed, best first; all where only help is asked for.

    Half of the words will do where somebody asks how: "how do I follow Bradford?"; ``loosely``, any
    word that is said of a page: "got a new phone, cant do two step".
    """
    said = _words(typed)
    asked = {_stem(word) for word in said if word not in ASKED}
    if not asked:
        return list(pages) if "help" in said else []
    phrase = " ".join(dropwhile(ASKED.__contains__, said))
    ranked = [(*_fit(page, asked, phrase), page) for page in pages]
    least = 1 if loosely else len(asked) / 2 if "how" in said else (len(asked) + 1) / 2
    enough = [one for one in ranked if one[0] >= least and one[1] >= IN_WORDS]
    return [page for _, _, page in sorted(enough, key=lambda one: (-one[0], -one[1]))]


def _fit(page: HelpPage, asked: set[str], phrase: str) -> tuple[int, int]:
    """How many of the words a page holds, and how much they say of it."""
    weights = [
        max((weight for part, weight in _parts(page) if word in part), default=0) for word in asked
    ]
    together = IN_ORDER if f" {phrase} " in _text(page) else 0
    return sum(weight > 0 for weight in weights), sum(weights) + together


@cache
def _parts(page: HelpPage) -> tuple[tuple[frozenset[str], int], ...]:
    texts = ((page.title, IN_TITLE), (page.words, IN_WORDS), (page.says, IN_ANSWER))
    return tuple((frozenset(map(_stem, _words(text))), weight) for text, weight in texts)


@cache
def _text(page: HelpPage) -> str:
    return f" {' '.join(_words(f'{page.title} {page.words}'))} "


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))


def _stem(word: str) -> str:
    """A word without its ending: "corrected", "correcting" and "corrections" are found alike."""
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word.removesuffix(ending) + instead
            break
    return re.sub(r"(.)\1$", r"\1", word.removesuffix("e") if len(word) > 3 else word)
