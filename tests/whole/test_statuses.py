"""A set of values of one kind has a name and is said once, so that none forgets what came last."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from enum import EnumType
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings

import config.urls  # noqa: F401 - its converters are what other addresses are made with

ROOT = Path(settings.BASE_DIR)
Said = tuple[str, str, frozenset[str]]


def modules() -> Iterator[ModuleType]:
    """Ours, but migrations."""
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.parent == ROOT and app.name not in ("demo", "national"):
            for path in sorted(folder.rglob("*.py")):
                dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                if not {"migrations", "management", "data", "__init__"} & {*dotted.split(".")}:
                    yield import_module(dotted)


def sets_in(module: ModuleType) -> Iterator[tuple[int, Said]]:
    """Each tuple, list, set or mapping by two or more values of one kind, with its line."""
    for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
        match node:
            case ast.Tuple(elts=said) | ast.List(elts=said) | ast.Set(elts=said):
                how = "a set"
            case ast.Dict(keys=said):
                how = "by each"
            case _:
                continue
        found = [_value(one, module) for one in said]
        kinds = {of for of, _ in found}
        if len(found) > 1 and len(kinds) == 1 and (of := kinds.pop()):
            yield node.lineno, (how, of, frozenset(name for _, name in found))


def _value(node: ast.AST | None, module: ModuleType) -> tuple[str, str]:
    """Of ``State.OPEN`` or ``State.OPEN.value``: which class that is, and the value's name."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value
    if not (isinstance(node, ast.Attribute) and node.attr.isupper()):
        return "", ""
    kind = _meant(ast.unparse(node.value), module)
    return (f"{kind.__module__}.{kind.__qualname__}", node.attr) if kind else ("", "")


def _meant(name: str, module: ModuleType) -> EnumType | None:
    """What a name is in a module, or in one of its classes."""
    first, *others = name.split(".")
    scopes: list[Any] = [module, *(one for one in vars(module).values() if isinstance(one, type))]
    for scope in scopes:
        if scope is not module and scope.__module__ != module.__name__:
            continue
        meant = getattr(scope, first, None)
        for other in others:
            meant = getattr(meant, other, None)
        if isinstance(meant, EnumType):
            return meant
    return None


def said_twice() -> dict[Said, list[str]]:
    said: dict[Said, list[str]] = defaultdict(list)
    for module in modules():
        for line, one in sets_in(module):
            said[one].append(f"{module.__name__}:{line}")
    return {one: at for one, at in said.items() if len(at) > 1}


def test_no_set_of_values_is_said_twice() -> None:
    assert said_twice() == {}


