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
from django.core.checks import registry
from django.db.models import TextChoices

import config.urls  # noqa: F401 - its converters are what other addresses are made with
from records.checks import STATUSES, groups_of, in_no_group, statuses_are_in_groups

ROOT = Path(settings.BASE_DIR)
Said = tuple[str, frozenset[str]]


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
    """Each tuple, list or set of two or more values of one kind, with its line."""
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    no_sets = {id(one) for node in ast.walk(tree) for one in _no_sets(node, module)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and id(node) not in no_sets:
            found = [value for one in node.elts for value in _values(one, module)]
            kinds = {of for of, _ in found}
            if len(node.elts) > 1 and len(kinds) == 1 and (of := kinds.pop()):
                yield node.lineno, (of, frozenset(name for _, name in found))


def _values(node: ast.expr, module: ModuleType) -> Iterator[tuple[str, str]]:
    """A value, or those of ``*(…)`` and ``*GROUP``."""
    match node:
        case ast.Starred(value=ast.Tuple(elts=said) | ast.List(elts=said) | ast.Set(elts=said)):
            for one in said:
                yield from _values(one, module)
        case ast.Starred(value=group) if isinstance(values := _named(group, module), tuple):
            yield from ((_kind(type(one)), getattr(one, "name", "")) for one in values)
        case _:
            yield _value(node, module)


def _no_sets(node: ast.AST, module: ModuleType) -> Iterator[ast.AST]:
    """``A, B = State.A, State.B`` names two values, and what may follow each value of a mapping by
    the same values is that value's own."""
    match node:
        case ast.Assign(targets=[ast.Tuple()], value=value):
            yield value
        case ast.Starred(value=value):
            yield value
        case ast.Dict(keys=keys, values=values):
            by = {_value(key, module)[0] for key in keys} - {""}
            for value in values:
                is_set = isinstance(value, ast.Tuple | ast.List | ast.Set)
                if is_set and {of for one in value.elts for of, _ in _values(one, module)} <= by:
                    yield value


def _value(node: ast.AST | None, module: ModuleType) -> tuple[str, str]:
    """Of ``State.OPEN`` or ``State.OPEN.value``: which class that is, and the value's name."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value
    if not (isinstance(node, ast.Attribute) and node.attr.isupper()):
        return "", ""
    kind = _named(node.value, module)
    return (_kind(kind), node.attr) if isinstance(kind, EnumType) else ("", "")


def _kind(of: type) -> str:
    return f"{of.__module__}.{of.__qualname__}" if isinstance(of, EnumType) else ""


def _named(node: ast.expr, module: ModuleType) -> Any:
    """What a name is in a module, or in one of its classes."""
    first, *others = ast.unparse(node).split(".")
    scopes: list[Any] = [module, *(one for one in vars(module).values() if isinstance(one, type))]
    for scope in scopes:
        if scope is not module and scope.__module__ != module.__name__:
            continue
        meant = getattr(scope, first, None)
        for other in others:
            meant = getattr(meant, other, None)
        if meant is not None:
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


def mappings_not_whole() -> Iterator[str]:
    """Mappings that are asked by ``NEXT[status]`` and are neither by each value of it nor by each
    of one of its groups."""
    for module in modules():
        nodes = list(ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))))
        asked = {ast.unparse(one.value) for one in nodes if isinstance(one, ast.Subscript)}
        for node in nodes:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=[key, *_]))
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys=[key, *_]))
                ) if isinstance(key, ast.Attribute) and {name, f"self.{name}"} & asked:
                    kind, said = _named(key.value, module), _named(ast.Name(name), module)
                    if isinstance(kind, EnumType) and kind.__name__ in STATUSES:
                        wholes = [{*kind}, *map(set, groups_of(_model_of(kind), kind))]
                        if {*said} not in wholes:
                            values: list[Any] = [*kind]
                            left = ", ".join(one.name for one in values if one not in said)
                            yield f"{module.__name__}.{name} lacks {left}"


def _model_of(kind: EnumType) -> Any:
    return getattr(import_module(kind.__module__), kind.__qualname__.split(".")[0])


def test_a_mapping_by_a_status_has_each_of_its_values() -> None:
    assert list(mappings_not_whole()) == []


class Parcel:
    """Stands for a model."""

    class Status(TextChoices):
        PACKED = "packed"
        SENT = "sent"
        LOST = "lost"

    OPEN = (Status.PACKED, Status.SENT)


class WholeParcel(Parcel):
    """Where each value is in a group."""

    OPEN = Parcel.OPEN
    ENDED = (Parcel.Status.LOST,)


def test_every_value_of_a_status_is_in_a_group_of_its_model() -> None:
    assert statuses_are_in_groups(None) == []


def test_a_value_that_is_in_no_group_is_refused_by_name() -> None:
    assert statuses_are_in_groups in registry.registry.get_checks()
    (error,) = in_no_group(Parcel)
    assert (error.id, error.msg) == (
        "records.E001",
        "Parcel.Status has values in no group: LOST.",
    )
    assert list(in_no_group(WholeParcel)) == []
