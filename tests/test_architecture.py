"""Imports point one way (design §3). A planted import the other way fails here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each app may import those named, and itself.
BASE = frozenset({"records", "interface"})
MAY_IMPORT: dict[str, frozenset[str]] = {
    "records": frozenset({"interface"}),
    "interface": frozenset(),
    "accounts": BASE,
    "partnerships": BASE | {"accounts"},
    "pilots": BASE | {"accounts", "partnerships"},
    "funding": BASE | {"accounts", "partnerships", "pilots"},
    "barriers": BASE | {"accounts", "partnerships", "pilots"},
    "dashboards": BASE | {"accounts", "partnerships", "pilots", "funding", "barriers"},
    "demo": BASE | {"accounts", "partnerships", "pilots", "funding", "barriers", "dashboards"},
}
# Inside an app a module may import those that stand before it.
ORDER = ("models", "permissions", "actions", "forms", "filters", "views", "urls")
NAMES_THAT_HIDE = {"core", "common", "utils", "util", "helpers", "misc"}


def modules(app: str) -> Iterator[Path]:
    """The app's own Python files, migrations left out."""
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def imports(source: str, package: tuple[str, ...] = ()) -> set[str]:
    """Full names of every module that this source imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def wrong_arrows(app: str, source: str) -> set[str]:
    """Apps that this source imports against the order."""
    named = {name.split(".")[0] for name in imports(source)}
    return {other for other in named & MAY_IMPORT.keys() if other not in MAY_IMPORT[app] | {app}}


def layer(path: Path, app: str) -> str | None:
    """Which layer of its app a file belongs to."""
    first = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
    return first if first in ORDER else None


def wrong_layers(app: str, own: str, source: str, package: tuple[str, ...]) -> set[str]:
    """Later layers of the same app that this source imports."""
    later = ORDER[ORDER.index(own) + 1 :]
    return {
        name
        for name in imports(source, package)
        if name.split(".")[0] == app and len(name.split(".")) > 1 and name.split(".")[1] in later
    }


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_apps_import_only_what_lies_below(app: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): arrows
        for path in modules(app)
        if (arrows := wrong_arrows(app, path.read_text()))
    }
    assert wrong == {}


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_layers_inside_an_app_point_one_way(app: str) -> None:
    wrong = {}
    for path in modules(app):
        if own := layer(path, app):
            package = path.relative_to(ROOT).with_suffix("").parts[:-1]
            if later := wrong_layers(app, own, path.read_text(), package):
                wrong[str(path.relative_to(ROOT))] = later
    assert wrong == {}


def test_every_package_of_ours_is_placed_in_the_order() -> None:
    ours = {
        path.parent.name for path in ROOT.glob("*/apps.py") if not path.parent.name.startswith(".")
    }
    assert ours == set(MAY_IMPORT)


def test_a_planted_import_is_seen() -> None:
    planted = "def f():\n    from barriers.models import Barrier\n"
    assert wrong_arrows("pilots", planted) == {"barriers"}
    assert wrong_arrows("funding", "import barriers.models") == {"barriers"}
    assert wrong_layers("pilots", "models", "from .views import x", ("pilots",)) == {
        "pilots.views.x"
    }


def test_no_name_hides_what_it_holds() -> None:
    found = [
        str(path.relative_to(ROOT))
        for app in MAY_IMPORT
        for path in modules(app)
        if NAMES_THAT_HIDE & set(path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert found == []
