"""A set of values of one kind has a name and is said once, so that none forgets what came last."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from enum import EnumType
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import registry
from django.db.models import TextChoices

import config.urls  # noqa: F401 - its converters are what other addresses are made with
from barriers.models import Barrier
from interface.cells import SHAPES
from pilots.models import Pilot, Update
from records.checks import STATUSES, groups_of, in_no_group, statuses_are_in_groups

ROOT = Path(settings.BASE_DIR)
Said = tuple[str, frozenset[str]]
NAMES = ("status", "state", "outcome")
IN_SQL = re.compile(r"\b(?:status|state|outcome) (?:NOT )?IN \('[^)]*,[^)]*\)")


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
                        wholes = [{*kind}, *map(set, groups_of(_model_of(kind), kind).values())]
                        if {*said} not in wholes:
                            values: list[Any] = [*kind]
                            left = ", ".join(one.name for one in values if one not in said)
                            yield f"{module.__name__}.{name} lacks {left}"


def _model_of(kind: EnumType) -> Any:
    return getattr(import_module(kind.__module__), kind.__qualname__.split(".")[0])


def test_a_mapping_by_a_status_has_each_of_its_values() -> None:
    assert list(mappings_not_whole()) == []


def sets_as_text(source: str) -> Iterator[str]:
    """Sets of two or more words by which a status is asked for: ``status__in=["sent", "lost"]``,
    ``one.state in ("sent", "lost")``, ``state IN ('sent', 'lost')``. A model's ``Meta`` cannot see
    its model: its constraints are asked below."""
    tree = ast.parse(source)
    metas = (one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == "Meta")
    in_meta = {id(one) for meta in metas for one in ast.walk(meta)}
    for node in (one for one in ast.walk(tree) if id(one) not in in_meta):
        match node:
            case ast.keyword(arg=str(name), value=said) if name.endswith("__in"):
                name = name.split("__")[-2]
            case ast.Compare(
                left=ast.Attribute(attr=name)
                | ast.Name(id=name)
                | ast.Subscript(slice=ast.Constant(value=str(name))),
                ops=[_],
                comparators=[said],
            ):
                pass
            case ast.Constant(value=str(sql)) if IN_SQL.search(sql):
                yield IN_SQL.search(sql)[0]  # type: ignore[index]
                continue
            case _:
                continue
        is_set = isinstance(said, ast.Tuple | ast.List | ast.Set) and len(said.elts) > 1
        if name in NAMES and is_set and any(isinstance(one, ast.Constant) for one in said.elts):
            yield ast.unparse(node)


def test_no_set_of_values_is_said_as_text() -> None:
    said = {
        f"{module.__name__}: {one}"
        for module in modules()
        for one in sets_as_text(Path(module.__file__ or "").read_text(encoding="utf-8"))
    }
    assert said == set()


@pytest.mark.parametrize(
    "source",
    [
        'rows.filter(of__status__in=["sent", "lost"])',
        'one.state in ("sent", "lost")',
        'row["state"] in ("sent", "lost")',
        'status in ["sent", "lost"]',
        'one.outcome not in {"sent", "lost"}',
        """SQL = "WHERE one.status IN ('sent', 'lost')\"""",
    ],
)
def test_a_set_that_is_said_as_text_is_found(source: str) -> None:
    assert len(list(sets_as_text(source))) == 1


def lookups(condition: Any) -> Iterator[tuple[str, Any]]:
    """What a condition asks of columns: ("state__in", ["asked", "agreed"])."""
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child
        yield from lookups(child)


def conditions_beside_groups() -> Iterator[str]:
    """Constraints and indexes of some values of a status that are no group of its model, nor all
    but a group. What is added to a group is not in the constraint, and refused here."""
    models = apps.get_models()
    kinds = [(model, vars(model).get(name)) for model in models for name in STATUSES]
    owners = {frozenset(of.values): (model, of) for model, of in kinds if isinstance(of, EnumType)}
    for model in models:
        for one in (*model._meta.constraints, *model._meta.indexes):
            for name, said in lookups(getattr(one, "condition", None)):
                field, _, asked = name.partition("__")
                choices = getattr(model._meta.get_field(field), "flatchoices", ())
                whole = frozenset(value for value, _ in choices)
                if asked == "in" and whole in owners:
                    groups = [frozenset(one) for one in groups_of(*owners[whole]).values()]
                    if {*said} not in {whole, *groups, *(whole - group for group in groups)}:
                        yield f"{model._meta.label}: {one.name} asks for {sorted(said)}"


def test_a_constraint_of_two_values_or_more_is_of_a_group() -> None:
    assert list(conditions_beside_groups()) == []


def test_each_status_of_a_pilot_a_barrier_and_an_update_has_a_shape() -> None:
    drawn = {word for some in SHAPES.values() for word in some}
    for kind in (Barrier.Status, Pilot.Status, Update.Confidence):
        assert [label for label in kind.labels if label not in drawn] == []


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
    assert error.hint.endswith("It has OPEN.")
    assert list(in_no_group(WholeParcel)) == []
