"""The sentences as they are written: in templates and in code, with their variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template.base import Lexer, Token, TokenType

ROOT = Path(settings.BASE_DIR)
# Within a sentence; every other element begins one of its own
INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
    ),
    *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
}
BELOW = "sub"  # a class that puts words on a line of their own
# What is within them is no sentence, but for the lines of a text (pre without code)
HELD = frozenset({"script", "style", "textarea", "pre", "code"})
SPOKEN = frozenset({"aria-label", "title", "placeholder", "alt", "content", "summary"})
BETWEEN = {"if": "[", "elif": "|", "else": "|", "empty": "|", "endif": "]"}
WORDS = re.compile(r"[A-Za-z’]{2,}")
# Folders whose words nobody reads on a page
SILENT = {"tests", "migrations", "national", "gallery", "node_modules"}


@dataclass(frozen=True)
class Sentence:
    """Words that stand in a file, ``{…}`` for a variable and ``[…|…]`` for one of several."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class Sentences(HTMLParser):
    """Splits HTML where an element begins or ends that is not within a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._line = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE or tag == "br" or BELOW in (dict(attrs).get("class") or "").split():
            self.end()
        if tag in HELD:
            self._open.append(tag)
        self.found += [
            (self.getpos()[0], value)
            for name, value in attrs
            if value and (name in SPOKEN or (tag, name) == ("input", "value"))
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end()
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        match self._open:
            case [] | ["code"]:
                self._add(data, self.getpos()[0])
            case ["pre"]:  # a text: each line says something of its own
                for at, line in enumerate(data.splitlines()):
                    self._add(line, self.getpos()[0] + at)
                    self.end()

    def _add(self, data: str, line: int) -> None:
        if not self._words:
            self._line = line + data.count("\n", 0, len(data) - len(data.lstrip()))
        self._words.append(data)

    def end(self) -> None:
        """The sentence so far stands by itself."""
        if text := " ".join("".join(self._words).split()):
            self.found.append((self._line, text))
        self._words = []


def of_template(source: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a template, with the line where it begins."""
    said: list[str] = []
    html: list[str] = []
    quoted: list[tuple[int, str]] = []
    for token in Lexer(source).tokenize():
        line = token.lineno or 0
        match token.token_type:
            case TokenType.TEXT:
                html.append(token.contents)
            case TokenType.VAR:
                html.append(_kept(said, f"{{{token.contents}}}"))
            case TokenType.BLOCK:
                html.append(_kept(said, _of_tag(token)))
                quoted += [(line, text) for text in _arguments(token)]
                html.append("\n" * token.contents.count("\n"))
    parser = Sentences()
    parser.feed("".join(html))
    parser.close()
    parser.end()
    for line, text in [*parser.found, *quoted]:
        words = re.sub("[\ue000-\uf8ff]", lambda at: said[ord(at[0]) - 0xE000], text)
        if WORDS.search(re.sub(r"\{[^}]*\}", "", words)):
            yield line, words.strip()


def _kept(said: list[str], text: str) -> str:
    if not text:
        return ""
    said.append(text)
    return chr(0xE000 + len(said) - 1)


def _of_tag(token: Token) -> str:
    name = token.contents.split()[0]
    if name in BETWEEN:
        return BETWEEN[name]
    return "" if name.startswith("end") or name in ("load", "block", "with", "for") else "{…}"


def _arguments(token: Token) -> list[str]:
    """What a tag is told in quotes, and a page or a component says."""
    if token.contents.split()[0] in ("url", "extends", "load", "static", "if", "elif", "query"):
        return []
    quoted = re.findall(r'"([^"]*)"', token.contents)
    return [text for text in quoted if " " in text.strip() or text[:1].isupper()]


def of_templates() -> list[Sentence]:
    """The sentences of all templates."""
    return [
        Sentence(str(path.relative_to(ROOT)), line, text)
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".txt")
        for line, text in of_template(path.read_text())
    ]


class _Code(ast.NodeVisitor):
    """Collects the strings of code that are not documentation."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # else documentation
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.found.append((node.lineno, node.value))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.found.append((node.lineno, "".join(map(_piece, node.values))))
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)


def _piece(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    return f"{{{ast.unparse(value.value)}}}" if isinstance(value, ast.FormattedValue) else ""


# Statements of SQL, patterns, addresses and names of files are no sentences
_NO_SENTENCE = re.compile(
    r"SELECT |INSERT |UPDATE |CREATE |ALTER |NEW\.|::|^/|^<|\\[bdsw]|\(\?|%\(|__|^[\w.,/-]+$"
    r"|\b(?:FROM|WHERE|ON|AND|CASE|COALESCE|THEN)\b [a-z]|^[a-z_-]+(?: [a-z_-]*-[a-z_-]*)+$"
)


def is_sentence(text: str) -> bool:
    """Whether somebody would read it as words: two of them at least, and no statement."""
    bare = " ".join(re.sub(r"\{[^}]*\}", "X", text).split())
    return len(WORDS.findall(bare)) > 1 and " " in bare and not _NO_SENTENCE.search(bare)


def of_code() -> list[Sentence]:
    """The sentences of all code of the product."""
    found = []
    for path in sorted(ROOT.glob("[a-z]*/**/*.py")):
        name = path.relative_to(ROOT)
        if SILENT.isdisjoint(name.parts) and not path.stem.startswith("gallery"):
            visitor = _Code()
            visitor.visit(ast.parse(path.read_text()))
            found += [
                Sentence(str(name), line, " ".join(text.split()))
                for line, text in visitor.found
                if is_sentence(text)
            ]
    return found


def all_of_them() -> list[Sentence]:
    """The whole catalogue, by file and line."""
    return sorted({*of_templates(), *of_code()}, key=lambda one: (one.file, one.line, one.text))


def words_of(text: str) -> list[str]:
    """The words of a text, without its variables."""
    return WORDS.findall(re.sub(r"\{[^}]*\}", " ", text))
