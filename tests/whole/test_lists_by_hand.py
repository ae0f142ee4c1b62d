"""No list names what many subjects have: each says it itself, or the next one is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from interface.pages.addresses import addresses, page_class
from records.subjects import declarations

ROOT = Path(settings.BASE_DIR)
MODELS, ADDRESSES = 4, 5  # of so many subjects, and it is a list by hand
MOST = 5  # lists may say above them, in "# By hand: …", why they are
# What subjects declare, the addresses of an app, and lists that are no part of what Placebook does
DECLARED = ("REGISTRATIONS", "urlpatterns", "__all__")
APART = ("config", "demo", "national", "tests")


def subject(module: str) -> str:
    """The folder that something stands in: "pilots.risk"."""
    return ".".join(module.split(".")[:2])


@cache
def models() -> dict[str, str]:
    """Of each model of ours its subject."""
    ours = (one for one in apps.get_app_configs() if Path(one.path).parent == ROOT)
    return {one.__name__: subject(one.__module__) for app in ours for one in app.get_models()}


@cache
def pages() -> dict[str, str]:
    """Of the name of each address the subject of what it shows, or of what answers there."""
    made = {}
    for _, one in addresses():
        view = page_class(one) or one.callback
        shown = getattr(view, "model", None)
        made[str(one.name)] = subject((shown if isinstance(shown, type) else view).__module__)
    return made


def sources() -> Iterator[Path]:
    """Our Python files, migrations left out."""
    for app in sorted(path.parent for path in ROOT.glob("*/__init__.py")):
        if app.name not in APART:
            yield from (one for one in sorted(app.rglob("*.py")) if "migrations" not in one.parts)


def assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr, int]]:
    """The names of a module with what they are, unless that is what its subject declares."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name), *_], value=value):
                yield name, value, node.lineno
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value, node.lineno


def names_of_many(value: ast.expr, own: str) -> bool:
    """Whether it names models of four other subjects, or addresses of five."""
    parts = list(_led_through(value))
    names = [one.id for one in parts if isinstance(one, ast.Name)]
    words = [one.value for one in parts if isinstance(one, ast.Constant)]
    named = {models()[name] for name in names if name in models()}
    led_to = {pages()[word] for word in words if isinstance(word, str) and word in pages()}
    return len(named - {own}) >= MODELS or len(led_to - {own}) >= ADDRESSES


def _led_through(node: ast.AST) -> Iterator[ast.AST]:
    """All below, but what is neither a model nor an address: columns of a file, the keys of a
    mapping, and what a call begins with before all else, which names what it makes."""
    yield node
    within = list(ast.iter_child_nodes(node))
    match node:
        case ast.Call(func=ast.Name(id=name)) if name.endswith("Column"):
            within = []
        case ast.Call(func=ast.Name(id=name), args=[first, _, *_]) if name[0].isupper():
            within.remove(first)
        case ast.Dict(values=values):
            within = [*values]
    for one in within:
        yield from _led_through(one)


def by_hand(path: Path, text: str) -> Iterator[tuple[str, bool]]:
    """Each list by hand of a file, and whether it says why."""
    tree, lines = ast.parse(text), text.splitlines()
    own = subject(".".join(path.relative_to(ROOT).with_suffix("").parts))
    declared = {*DECLARED}
    for name, value, _ in assigned(tree):
        if name == "REGISTRATIONS":  # and what it is made of
            declared |= {one.id for one in ast.walk(value) if isinstance(one, ast.Name)}
    for name, value, line in assigned(tree):
        if name not in declared and not _declares(value) and names_of_many(value, own):
            yield f"{path.relative_to(ROOT)}: {name}", _says_why(lines, line)


def _declares(value: ast.expr) -> bool:
    """Whether it is a list of declarations, which stand apart for their length."""
    classes = {type(one).__name__ for _, one in declarations()}
    parts = value.elts if isinstance(value, ast.Tuple) else []
    listed = [one for one in parts if not isinstance(one, ast.Starred)]  # another such list
    made = {ast.unparse(one.func) for one in listed if isinstance(one, ast.Call)}
    return bool(listed) and made <= classes and all(isinstance(one, ast.Call) for one in listed)


def _says_why(lines: list[str], line: int) -> bool:
    above = line - 1
    while above and lines[above - 1].startswith("#"):
        above -= 1
    return lines[above].startswith("# By hand: ")


@cache
def found() -> dict[str, bool]:
    return {
        name: says
        for path in sources()
        for name, says in by_hand(path, path.read_text(encoding="utf-8"))
    }


def test_no_list_names_what_many_subjects_have() -> None:
    assert [name for name, says_why in found().items() if not says_why] == []


def test_few_lists_say_why_they_do() -> None:
    assert len(found()) <= MOST


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("SHOWN = (Pilot, Barrier, Flow, Board)", True),
        ("SHOWN = (Pilot, Risk, Lesson)", False),
        ('LED_TO = ["barriers", "flows", "boards", "priorities", "lessons"]', True),
        ('REGISTRATIONS = ("barriers", "flows", "boards", "priorities", "lessons")', False),
        ("# By hand: it is the order of a book\nSHOWN = (Pilot, Barrier, Flow, Board)", True),
    ],
)
def test_a_list_by_hand_is_seen(text: str, is_one: bool) -> None:
    seen = list(by_hand(ROOT / "pilots" / "listed" / "views.py", text))
    assert bool(seen) == is_one
    assert [says for _, says in seen] == ([text.startswith("#")] if is_one else [])
