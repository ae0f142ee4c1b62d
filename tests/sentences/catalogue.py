"""The catalogue as it is printed: what is written, and what it became."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tests import database
from tests.sentences import walked, written
from tests.sentences.rendered import Marks
from tests.sentences.written import Sentence

# In which forms a sentence is shown, the first that fits of each; the longest comes last
FORMS = {
    "none": re.compile(r"\b(?:no|0|none|nobody|nothing)\b", re.IGNORECASE),
    "one": re.compile(r"(?<![\d,./£-])1\b(?![\d,./-])"),
    "several": re.compile(r"\b(?:[2-9]|[1-9]\d+)\b"),
    "not known": re.compile(r"not (?:known|recorded|stated|said)|isn’t known", re.IGNORECASE),
    "made up": re.compile(r"made[- ]up|Example", re.IGNORECASE),
    "past": re.compile(r"\b(?:was|were|had|ended|closed|took)\b"),
}
# The words of a variable, where the code is matched with what was read
_VARIABLE = re.compile(r"\{[^}]*\}")


def on_the_demo(each: int) -> dict[str, list[str]]:
    """What each origin (a template and its line) became on the demo's pages, ``each`` of one name
    for each reader; under no origin, all of it."""
    marks = Marks()
    became: dict[str, dict[str, None]] = defaultdict(dict)
    with database.keep(database.loaded_template()) as kept, kept.opened(), marks.on():
        for reader in walked.READERS:
            for _, one in walked.said(marks, reader, each):
                became[one.origin][one.text] = became[""][one.text] = None
    return {origin: list(texts) for origin, texts in became.items()}


def chosen(texts: Iterable[str]) -> dict[str, str]:
    """Of what a sentence became, one of each form, and the longest."""
    texts = list(texts)
    shown: dict[str, str] = {}
    for form, rule in FORMS.items():
        if text := next((one for one in texts if rule.search(one)), ""):
            shown.setdefault(text, form)
    for one in texts[:1]:
        shown.setdefault(one, "as it is")
    if longest := max(texts, key=len, default=""):
        shown.setdefault(longest, "longest")
    return {form: text for text, form in shown.items()}


def lines(became: Mapping[str, list[str]], path: str = "") -> Iterator[str]:
    """The catalogue, line by line, of one file or folder where a path is given."""
    file = ""
    for one in written.all_of_them():
        if path not in one.file:
            continue
        if one.file != file:
            file = one.file
            yield f"\n== {file}"
        yield f"{one.line}: {one.text}"
        for form, text in chosen(_became(one, became)).items():
            if text != one.text:
                yield f"      {form}: {text}"


def _became(one: Sentence, became: Mapping[str, list[str]]) -> list[str]:
    template = one.file.removeprefix("templates/")
    if template != one.file:
        return [text for text in became.get(f"{template}:{one.line}", ()) if _fits(one, text)]
    pieces = _VARIABLE.split(one.text)
    longest = max(pieces, key=len)
    if len(pieces) == 1 or len(longest) < 8:
        return []
    pattern = re.compile(".*?".join(map(re.escape, pieces)))
    return [at[0] for text in became.get("", ()) if longest in text if (at := pattern.search(text))]


def _fits(one: Sentence, text: str) -> bool:
    """Whether a text of that line is of this sentence: it has one of its words, or none is said."""
    words = written.words_of(one.text)
    return not words or any(word in text for word in words)
