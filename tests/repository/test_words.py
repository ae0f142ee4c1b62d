"""Pages keep to the words of ``docs/words.md``: the old ones stand in no template or message."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = (
    *("accounts", "barriers", "dashboards", "funding", "interface", "partnerships", "pilots"),
    *("records", "reorganise"),
    *(
        "access",
        "registry",
        "imports",
        "people",
        "geography",
        "policy",
        "services",
        "collaboration",
    ),
)
OLD = (
    r"look for the like",
    r"\be-mail",
    r"(daily|these|such|those|new) letters?\b",
    r"one letter a day",
    r"send the letter",
    r"stop the letters?",
    r"read and put aside",
    r"finer kinds?\b",
    r"(one|next|which) rung",
    r"after no days",
    r"who says so",
    r"where it bites",
    r"none to see",
    r"say that it is you",
    r"look (at|into) your e-?mail",
    r"too many tries",
    r"put a total right",
    r"write down a lesson",
    r"put this list away",
    r"begin a regional update",
    r"said twice",
    r"works there no more",
    r"take (this list|the data|it) away",
    r"whom to ring",
    r"(is|be) held twice",
    r"nobody has looked",
    r"written down (here )?yet",
    r"begin (a new|an) (version|update)",
    r"what do you put right",
    r"look (for the name|among all)",
    r">(go on|do not do it)<",
    r"(is|was|money|are) in force on\b",
    r"\btaken? (them )?apart\b",
    r"\brests on (it|this source)\b",
    r"stands at risk",
    r"\bwork hangs on\b",
    r"(say|decides?) what follows",
    r"things? to put right",
    r"whoever keeps",
    r"written down by",
    r"(from whom|who pays whom)\b",
    r"\b(for|in|at|on) which (place|places|day|money|programme|unit)\b[^.]*\?",
    r"in what is it counted|as what does it|how far is it",
    r"\bhas it (a|regional)\b",
    r"given to be given on",
    r", of (those|these)( \w+)? that you can see",
    r"in the words of its source",
    r"name no person",
    r"\b(first|last) changed first|longest unchanged first",
    r"(how|when) was (it|the (cost|time)) worked out",
    r"\bis worked out\b|worked out (from|by) (the source|somebody)",
    r"\bhangs? on (one|an?|how|it)\b",
    r"\bsay where it stands\b|>where it stands|where it stands:",
    r"\bstands? (here|there|above|below|apart|side by side)\b",
    r"\bwhat stands (in|beside|out)\b",
    r"\b(rule|it still) stands in the way",
    r"and more than .{0,30} more\b",
    r">[^<]*that you can see[^<]*</caption>",
    r"</b> <span[^>]*>that you can see",
    r"(barriers|pilots) you can see</(th|dt)>",
    r"receives you there",
    r"they go by themselves",
)
SAID = re.compile("|".join(OLD), re.IGNORECASE)


def said_by_templates() -> Iterator[tuple[str, str]]:
    """What templates say, without their comments, each with where."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        yield from ((f"{path.relative_to(ROOT)}", line) for line in text.splitlines())


def said_by_code(path: Path) -> Iterator[tuple[str, str]]:
    """The texts in a module that are no docstrings. Names of columns tell nothing to a reader."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docs:
            yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def modules() -> list[Path]:
    """Our modules, without models: what those say is a migration, and their forms word it anew."""
    every = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return sorted(
        path for path in every if not {"migrations", "models", "models.py"} & set(path.parts)
    )


def old_words(said: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{where}: {found[0]}" for where, text in said if (found := SAID.search(text))]


def test_no_template_says_an_old_word() -> None:
    assert old_words(said_by_templates()) == []


def test_no_message_label_or_help_text_says_an_old_word() -> None:
    found = [line for path in modules() for line in old_words(said_by_code(path))]
    assert found == []


def test_what_counts_hold_is_said_once_a_page_at_most() -> None:
    """The links to a list's files say it; a list says it nowhere else."""
    saying = re.compile(r"(counts? (hold )?only what you|only what you can see)", re.IGNORECASE)
    names = ("components/exports.html", "pages/list.html")
    listing = [
        path
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if any(name in path.read_text() for name in names)
    ]
    assert len(listing) > 20
    assert [path.name for path in listing if saying.search(path.read_text())] == []


def test_paper_says_what_counts_hold_without_the_links_to_files() -> None:
    said = (ROOT / "templates/components/exports.html").read_text()
    on_paper = re.sub(r'<span\s+class="noprint">.*?</span>', "", said, flags=re.DOTALL)
    assert "We’ve counted only what you can see." in on_paper
    assert "noprint" not in on_paper


@pytest.mark.parametrize(
    "text",
    [
        "Look for the like",
        "Take it one rung up",
        "An E-mail address",
        "Add a finer kind",
        "For which place is it?",
        "Barriers, of those that you can see",
        "One line. Name no person",
        "1 pool, first changed first",
        "and more than 3 more",
        "Interest hangs on one person",
        "How was it worked out?",
        '<b>12 lessons</b> <span class="soft">that you can see</span>',
    ],
)
def test_an_old_word_is_found(text: str) -> None:
    assert old_words(iter([("here", text)]))
    assert not old_words(iter([("here", "Type at least 2 letters. Send an email")]))
