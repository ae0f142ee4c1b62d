"""Words that stand where nothing is known yet: a dash, "TBC", "n/a"; or where nobody is: "vacant".

Lists that people keep hold them in cells that have nothing to say. They are no text, no name.
"""

from __future__ import annotations

import re

LONGEST = 40
LONGEST_WORDS = 30  # of what follows; longer ones say something, and most cells are looked at
_WORDS = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")  # with one it says something, as most cells that are looked at do
_MARKS = re.compile(r"[\s\-–—−_.…?*/\\,;:()\[\]'\"]*")  # with no other letter or sign
NOTHING = {
    *("n a", "na", "tbc", "tba", "tbd", "to be confirmed", "to be advised", "to be decided"),
    *("to be determined", "unknown", "not known", "not yet known", "not available", "not recorded"),
    *("not applicable", "awaiting information", "to follow", "blank", "null"),
}
NOBODY = {
    *("vacant", "vacancy", "vacant post", "post vacant", "vacant role", "vacant position"),
    *("currently vacant", "now vacant", "role vacant", "position vacant", "unfilled", "nobody"),
    *("no one", "noone", "none", "no postholder", "no post holder", "to be appointed"),
    *(
        "to be recruited",
        "being recruited",
        "recruiting",
        "in recruitment",
        "recruitment under way",
    ),
    *("recruitment underway", "awaiting appointment", "unassigned", "not assigned", "new post"),
}

# What stands for a name that was taken out; and any name that says so of itself
WITHHELD = {
    *("withheld", "name withheld", "details withheld", "personal data", "personal information"),
    *("private individual", "individual", "an individual", "anonymised", "anonymous", "anon"),
    *("confidential", "name removed", "sensitive", "personal", "exempt", "not disclosed"),
    *("section 40", "s40", "s 40", "data protection", "gdpr"),
}
_PROBABLY = re.compile("redact|withheld|anonymi")
_TAKEN_OUT = re.compile(r"\b(redact(ed|ion)|withheld|anonymi[sz]ed)\b")


def says_nothing(text: str) -> bool:
    """Whether a cell says no more than that nothing is known: "-", "TBC", "N/A"."""
    if text[-1:].isdecimal() or len(text) > LONGEST:  # as most that say something
        return False
    if len(text) > LONGEST_WORDS and text[0].isalnum():
        return False
    if _DIGIT.search(text):
        return False
    plain = _plain(text)
    return plain in NOTHING if plain else _MARKS.fullmatch(text) is not None


def names_nobody(text: str) -> bool:
    """Whether what stands for a person's name says that there is none: "(vacant)"."""
    return says_nothing(text) or (len(text) <= LONGEST and _plain(text) in NOBODY)


def names_withheld(text: str) -> bool:
    """Whether what stands for a name says that it was taken out: "REDACTED PERSONAL DATA"."""
    if _PROBABLY.search(text.casefold()) and _TAKEN_OUT.search(_plain(text)):
        return True
    return len(text) <= LONGEST_WORDS and _plain(text) in WITHHELD


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold().replace("_", " ")))
