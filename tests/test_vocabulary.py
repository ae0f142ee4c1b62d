"""What Django or the field has a name for is called by that name (decision 0083)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import MAY_IMPORT, modules

ROOT = Path(__file__).parent.parent
# Names of our own that are gone, each with what stands for it now: nowhere defined, nowhere asked.
GONE = {
    "Way": "PageAction",
    "ways": "get_actions",
    "crumbs": "breadcrumbs",
    "asks_user": "form_takes_user",
    "may_here": "place_permission",
    "passages": "long_texts",
    "who_adds": "empty_hint",
    "told_to": "amounts_visible_to",
    "works_with_examples": "sees_demo_data",
    "DECLARES": "REGISTRATIONS",
    "declared": "registered",
    "Waiting": "TaskSections",
    "WaitingRows": "TaskQuery",
    "Owed": "HandOverItem",
    "OnCalendar": "CalendarEvents",
    "Dated": "DatedQuery",
    "InHistory": "HistoryLabel",
    "CitedBy": "CitesSource",
    "PartOf": "RecordMenuItem",
    "Searched": "SearchIndex",
    "Suggested": "Autocomplete",
    "Imported": "ImportFormat",
    "Attached": "HasAttachments",
    "Commented": "HasComments",
    "Reported": "HasErrorReports",
    "Post": "JobRole",
    "PostHolder": "JobRoleHolder",
    "PostPlace": "JobRolePlace",
    "PostTopic": "JobRoleTopic",
    "TwoBodies": "NotDuplicate",
    "Moved": "ReorganisationChange",
    "Levelled": "HasVisibility",
    "LevelledQuerySet": "HasVisibilityQuerySet",
    "OpenQuerySet": "PublicQuerySet",
    "level_rule": "visibility_filter",
    "READ_WITH": "VISIBLE_WITH",
    "READ_SIGNED_IN": "SIGNED_IN_ONLY",
    "told": "label",
    "beside": "related_counts",
    "of_place": "for_place",
    "closed_on": "ended_on",
    "keepers": "responsible_people",
}
# The same of views: elsewhere these are plain words.
OF_VIEWS = {
    "rows": "get_queryset",
    "context": "get_context_data",
    "shown": "render_page",
    "above": "parent_breadcrumbs",
    "may": "permission",
    "said": "success_message",
    "heading": "title",
    "here": "page_title",
    "back": "cancel_url",
    "verb": "submit_label",
    "kept": "retention_notice",
    "drawn": "table_columns",
}
FILES = {"pages": "views", "subject": "registrations"}
# Where an old name stays, and why.
STAYS = {
    "beside": {
        "pilots/case_study": "a field of a form, whose name people's browsers and drafts keep",
    },
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Each file of the product, by its path."""
    for app in MAY_IMPORT:
        for path in modules(app):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def named_in(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """What a class defines: methods and attributes."""
    for part in body:
        if isinstance(part, ast.FunctionDef):
            yield part.name, part.lineno
        targets = part.targets if isinstance(part, ast.Assign) else []
        targets = [part.target] if isinstance(part, ast.AnnAssign) else targets
        for target in targets:
            several = target.elts if isinstance(target, ast.Tuple) else [target]
            for one in several:
                if isinstance(one, ast.Name):
                    yield one.id, one.lineno


def uses(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every definition and every access of an attribute, by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        if isinstance(node, ast.ClassDef):
            assigned = (part for part in node.body if not isinstance(part, ast.FunctionDef))
            yield from named_in(list(assigned))
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno


def stays(name: str, path: str) -> bool:
    return any(path.startswith(folder) for folder in STAYS.get(name, ()))


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def classes() -> dict[str, tuple[str, ast.ClassDef, set[str]]]:
    """Every class by its full name: the file, the class, and full names of what it derives from."""
    brought: dict[str, str] = {}
    found: dict[str, tuple[str, ast.ClassDef, list[str]]] = {}
    for path, tree in trees():
        module = module_of(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    name = f"{module}.{alias.asname or alias.name}"
                    brought[name] = f"{node.module}.{alias.name}"
            if isinstance(node, ast.ClassDef):
                bases = [f"{module}.{ast.unparse(base).partition('[')[0]}" for base in node.bases]
                found[f"{module}.{node.name}"] = (path, node, bases)

    def origin(name: str) -> str:
        while name not in found:
            head, _, tail = name.rpartition(".")
            if name in brought:
                name = brought[name]
            elif head in brought:
                name = f"{brought[head]}.{tail}"
            else:
                break
        return name

    return {
        name: (path, node, {origin(base) for base in bases})
        for name, (path, node, bases) in found.items()
    }


def views() -> Iterator[tuple[str, ast.ClassDef]]:
    """The classes that lead to a page of ``interface.pages``, each with its file."""
    every = classes()
    found = {"interface.pages.base.Page"}
    while more := {name for name, (_, _, bases) in every.items() if bases & found} - found:
        found |= more
    for name in sorted(found):
        path, node, _ = every[name]
        yield path, node


def test_no_name_of_our_own_is_left() -> None:
    left = [
        f"{path}:{line}: {name} is {GONE[name]}"
        for path, tree in trees()
        for name, line in uses(tree)
        if name in GONE and not stays(name, path)
    ]
    assert left == []


def test_views_have_the_names_of_django() -> None:
    every = list(views())
    assert len(every) > 500, "they are found"
    left = [
        f"{path}:{line}: {name} is {OF_VIEWS[name]}"
        for path, view in every
        for name, line in [*named_in(view.body), *of_self(view)]
        if name in OF_VIEWS
    ]
    assert left == []


def of_self(view: ast.ClassDef) -> Iterator[tuple[str, int]]:
    """What the methods of a view ask of it."""
    for node in ast.walk(view):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self":
            yield node.attr, node.lineno


def test_files_have_the_names_of_django() -> None:
    every = [path for path, view in views()]
    left = {path for path in every if Path(path).stem.rpartition("_")[2] in FILES}
    left |= {path for path, _ in trees() if path.endswith("/subject.py")}
    assert left == set()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("class A:\n    told: str", "told"),
        ("a.told", "told"),
        ("def keepers(): ...", "keepers"),
        ("class A:\n    one, crumbs = 1, 2", "crumbs"),
        ("class A:\n    def ways(self): ...", "ways"),
    ],
)
def test_a_planted_name_is_seen(source: str, name: str) -> None:
    assert name in {found for found, _ in uses(ast.parse(source))}
