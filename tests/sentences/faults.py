"""What is wrong with a sentence that a page says, by its form alone."""

from __future__ import annotations

import re

# Counted nouns that a page says most often; each ends in an s where there are several
_ONE = (
    "answer|barrier|board|body|council|day|decision|department|file|hour|lesson|meeting|month|name|"
    "partner|person|pilot|place|programme|request|row|update|ward|week|year"
)
RULES = {
    "a comma after a comma": re.compile(r", ?,|,\.|,;"),
    "a mark after a space": re.compile(r"\w +[,;.!?](?:\s|$)"),
    "two full stops": re.compile(r"(?<!\.)\.\.(?!\.)|[!?]\.(?=\s|$)"),
    "several for one": re.compile(
        r"(?<![\d,.:/£–-])\b1 (?:more )?"
        r"(?!(?:yes|was|is|has|does|needs)\b)[a-z]{2,}[^s\W]s\b(?! of\b)"
    ),
    "one for several": re.compile(
        rf"\b(?!(?:19|20)\d\d\b)(?:[2-9]|[1-9]\d+) (?:more )?(?:{_ONE})\b(?!-)"
    ),
    "both forms": re.compile(r"\b[a-z]{3,},[a-z]{3,}\b"),
    "nothing in brackets": re.compile(r"\(\s*\)|“\s*”"),
    "words of the program": re.compile(
        r"\b(?:True|False|nan|undefined)\b|\{[{%]|[%}]\}|&[a-z]+;|%[sd(]|</|<(?:a|b|br|div|em|i|li|p|span|td)\b"
    ),
    "a before a vowel": re.compile(r"\b[Aa] (?:[aei]|o(?!ne)|un(?!i))[a-z]+"),
    "an before a consonant": re.compile(
        r"\b[Aa]n (?!hon[eo]|hour|heir)[bcdfghjklmnpqrstvwxyz][a-z]+"
    ),
    "a capital amid a sentence": re.compile(r"\b(?:planned|actual|is|are|was) Not known\b"),
}
_TWICE = re.compile(r"\b([a-z’]+) \1\b")
_RIGHTLY_TWICE = frozenset({"had", "that"})
# Names that are written so, and answers that a form shows in a line of its own
_WRITTEN_SMALL = re.compile(r"[a-z]+[A-Z0-9@./_-]|e\.g|[a-z]\b|[a-z_]+[=:]")


def faults(text: str) -> list[str]:
    """What is wrong with it, in words; nothing where all is well."""
    found = [f"{name}: {at[0]!r}" for name, rule in RULES.items() if (at := rule.search(text))]
    if (twice := _TWICE.search(text)) and twice[1] not in _RIGHTLY_TWICE:
        found.append(f"the same word twice: {twice[0]!r}")
    return found


def begins_small(text: str) -> bool:
    """Whether a sentence, which ends in a full stop, begins with a small letter."""
    return text[:1].islower() and text.endswith(".") and not _WRITTEN_SMALL.match(text)
