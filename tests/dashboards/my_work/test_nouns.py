"""The list of my work mixes kinds, so each line begins with what it is: its section's noun."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = (
    "accounts",
    "barriers",
    "dashboards",
    "funding",
    "access",
    "registry",
    "partnerships",
    "imports",
    "people",
    "geography",
    "policy",
    "services",
    "collaboration",
    "pilots",
    "reorganise",
)
IMPORT = "interface.sections"


def modules() -> Iterator[Path]:
    """The modules that make sections of my work."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if f"from {IMPORT} import" in path.read_text():
                yield path


def without_noun(code: str) -> list[str]:
    """The sections of a module that are things to do and say no noun: their keys.

    A helper that takes what is said of a section (``**said``) is asked where it is called.
    """
    tree = ast.parse(code)
    helpers = {"Section"} | {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call in calls(function)
        if is_of(call, {"Section"}) and passes_on(call) and not says_noun(call)
    }
    found = (call for call in calls(tree) if is_of(call, helpers) and not passes_on(call))
    return [said(call) for call in found if not says_noun(call)]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def is_of(call: ast.Call, names: set[str]) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in names


def passes_on(call: ast.Call) -> bool:
    return any(keyword.arg is None for keyword in call.keywords)


def says_noun(call: ast.Call) -> bool:
    """Whether it has one, or is always news, which stands under a head of its own."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    noun, news = given.get("noun"), given.get("is_to_know")
    is_news = isinstance(news, ast.Constant) and news.value is True
    return is_news or (noun is not None and not (isinstance(noun, ast.Constant) and not noun.value))


def said(call: ast.Call) -> str:
    key = next((one.value for one in call.keywords if one.arg == "key"), call)
    return ast.unparse(key)


@pytest.mark.parametrize("path", [*modules()], ids=lambda path: f"{path.relative_to(ROOT)}")
def test_every_section_of_my_work_has_its_noun(path: Path) -> None:
    assert without_noun(path.read_text()) == []


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("Section(key='due', title='Due', items=[])", ["'due'"]),
        ("Section(key='due', noun='')", ["'due'"]),
        ("Section(key='due', noun='Update to write')", []),
        ("Section(key='soon', is_to_know=True)", []),
        ("Section(key='soon', is_to_know=not reader.leads)", ["'soon'"]),
        ("def made(**said): return Section(**said)\nmade(key='a'); made(noun='B')", ["'a'"]),
        ("def news(**said): return Section(is_to_know=True, **said)\nnews(key='a')", []),
    ],
)  # fmt: skip
def test_a_section_without_its_noun_is_found(code: str, missing: list[str]) -> None:
    assert without_noun(code) == missing
