"""No sentence after an act promises whom it told: what tells counts, and the count is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# What only counting can know (``interface.reached``).
PROMISES = re.compile(
    r"\b(told|emailed|we’ve asked|has been asked|sent to|will hear|will find it|we’ll tell)\b",
    re.IGNORECASE,
)
NAMES = {"success_message", "add_message", "edit_message", "said", "notice", "message", "done"}
# Each with why it is no promise about somebody who may not be there.
EXCEPTIONS = {
    "Nobody is told: pass on its address.": "governance/pack: one for everybody is told to nobody",
    "Nobody can give it yet. Nobody was told.": "people/role: where nobody was found who can",
    " We will tell you what came of it.": "collaboration/error_report: its answer is told to them",
    "Your file is loaded. We’ve told ": "geography/data_load: its count follows",
    "Two-step sign-in is off for {user}. We signed them out everywhere and told them by email.": (
        "people/role: to the address of that account, whatever becomes of its notices"
    ),
    "The account of {user} is separated from its single sign-on. They are told by email.": (
        "people/role: to the address of that account"
    ),
}


def _apps() -> Iterator[Path]:
    left_out = {"tests", ".venv", "demo", "national", "static", "templates", ".data"}
    for path in sorted(Path(settings.BASE_DIR).iterdir()):
        if path.is_dir() and path.name not in left_out and (path / "__init__.py").exists():
            yield from sorted(path.rglob("*.py"))


def _said(tree: ast.AST) -> Iterator[ast.AST]:
    """What is said after acts: the value of such a name or argument, and of ``messages.…``."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                if any(_name(target) in NAMES for target in _flat(targets)):
                    yield value
            case ast.AnnAssign(target=target, value=ast.AST() as value):
                if _name(target) in NAMES:
                    yield value
            case ast.Call(func=ast.Attribute(value=ast.Name(id="messages")), args=args):
                yield from args[1:]
            case ast.Call(func=ast.Attribute(attr="after"), args=args):
                yield from args
            case ast.keyword(arg=str(name), value=value) if name in NAMES:
                yield value


def _flat(targets: list[ast.expr]) -> Iterator[ast.expr]:
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def _name(target: ast.expr) -> str:
    return getattr(target, "id", "") or getattr(target, "attr", "")


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def promises_in(source: str) -> list[str]:
    """Constants of sentences after acts that promise what was not counted."""
    found = {text for said in _said(ast.parse(source)) for text in _texts(said)}
    return sorted(text for text in found if PROMISES.search(text) and text not in EXCEPTIONS)


def test_no_sentence_after_an_act_promises_whom_it_told() -> None:
    found = {
        str(path.relative_to(settings.BASE_DIR)): promises
        for path in _apps()
        if (promises := promises_in(path.read_text()))
    }
    assert found == {}


def test_a_promise_is_found_however_it_is_said() -> None:
    for source in (
        'class A:\n    success_message = "Sent. We’ve told the place."',
        'class A:\n    title, success_message = "A", "It is told at once."',
        'messages.success(request, f"{name} has been told.")',
        'draft.send(write, said="Sent to whoever wrote it.")',
    ):
        assert promises_in(source), source
    assert not promises_in('class A:\n    success_message = "Answer saved."')
