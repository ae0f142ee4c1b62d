"""Imports point one way (design §3). A planted import the other way fails here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each app may import itself and those of the lines above its own.
ORDER = (
    ("interface",),
    ("records",),
    ("accounts",),
    ("access",),
    ("registry",),
    ("search",),
    ("partnerships",),
    ("imports",),
    ("people",),
    ("geography",),
    ("policy",),
    ("services",),
    ("collaboration",),
    ("pilots",),
    ("funding", "barriers"),
    ("governance",),
    ("reorganise",),
    ("dashboards",),
    ("api",),
    ("open_data",),
    ("demo",),
    ("national",),
    ("deploy",),
)
MAY_IMPORT = {
    app: frozenset(above for line in ORDER[:place] for above in line)
    for place, line in enumerate(ORDER)
    for app in line
}
# How many pairs of its folders may import each other's names: fewer is better, more is none.
PAIRS = {
    "accounts": 10,
    "api": 7,
    "barriers": 49,
    "dashboards": 8,
    "demo": 4,
    "deploy": 1,
    "funding": 37,
    "geography": 7,
    "governance": 18,
    "interface": 8,
    "national": 3,
    "open_data": 7,
    "partnerships": 7,
    "people": 13,
    "pilots": 80,
    "policy": 1,
    "records": 2,
}
# Inside an app a module may import those that stand before it, its own subject's and others'.
RANKS = {
    name: rank
    for rank, names in enumerate(
        (
            ("models",),
            ("permissions",),
            ("actions",),
            ("forms", "filters"),
            ("views", "registrations"),
            ("urls",),
        )
    )
    for name in names
}

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


def rank(module: tuple[str, ...]) -> int | None:
    """How late in its app a module stands: ``escalation.list_pages`` with the pages."""
    for part in reversed(module):
        last = part.rpartition("_")[2]
        for layer, place in RANKS.items():
            if last in (layer, layer.removesuffix("s")):
                return place
    return None


def wrong_layers(app: str, own: int, source: str, package: tuple[str, ...]) -> set[str]:
    """Modules of a later layer of the same app that this source imports."""
    wrong = set()
    for name in imports(source, package):
        first, *module = name.split(".")
        path = ROOT.joinpath(first, *module)
        is_module = path.is_dir() or path.with_suffix(".py").exists()
        other = rank(tuple(module if is_module else module[:-1]))
        if first == app and other is not None and other > own:
            wrong.add(name)
    return wrong


def gathered(app: str) -> dict[str, str]:
    """Where each model that an app gathers stands: ``Risk`` in ``pilots.risk.models``."""
    gathers = ROOT / app / "models.py"
    names = imports(gathers.read_text(), (app,)) if gathers.exists() else set()
    return {name.rpartition(".")[2]: name.rpartition(".")[0] for name in names}


def folder(path: Path, app: str) -> str:
    """The folder of its app that a file stands in; a file of the app's own is by itself."""
    parts = path.relative_to(ROOT / app).with_suffix("").parts
    return parts[0]


def arrows(app: str) -> dict[str, set[str]]:
    """Which folders of an app import which others of it. Addresses are gathered, and left out."""
    models = gathered(app)
    made: dict[str, set[str]] = {}
    for path in modules(app):
        own = folder(path, app)
        if own in ("models", "urls", "migrations"):
            continue
        for name in imports(path.read_text(), path.relative_to(ROOT).parts[:-1]):
            first, _, rest = name.partition(".")
            if first != app or not rest:
                continue
            if rest.startswith("models."):
                rest = models.get(rest.removeprefix("models."), "").partition(".")[2]
            other = rest.partition(".")[0]
            if other and other != own:
                made.setdefault(own, set()).add(other)
    return made


def circle(made: dict[str, set[str]]) -> list[str]:
    """The first folders found that import each other in a ring; none where all is well."""
    done: set[str] = set()

    def follow(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for other in sorted(made.get(name, ())):
            if ring := follow(other, [*trail, name]):
                return ring
        done.add(name)
        return []

    return next((ring for name in sorted(made) if (ring := follow(name, []))), [])


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_no_two_folders_of_an_app_import_each_other(app: str) -> None:
    assert circle(arrows(app)) == []


def pairs(app: str) -> set[tuple[str, str]]:
    """Which folder imports names of which other; the modules at the root of an app are as one."""

    def named(part: str) -> str:
        return part if (ROOT / app / part).is_dir() else ""

    made = {(named(own), named(other)) for own, others in arrows(app).items() for other in others}
    return {(own, other) for own, other in made if own != other}


def test_no_more_pairs_of_folders_know_each_other() -> None:
    """A name that two folders share belongs to one of them, or below both."""
    found = {app: len(pairs(app)) for app in MAY_IMPORT}
    more = [app for app, count in found.items() if count > PAIRS.get(app, 0)]
    assert {app: count for app, count in found.items() if count} == PAIRS, [
        f"{app}: {own or 'a module of the app'} imports {other or 'a module of the app'}"
        for app in more
        for own, other in sorted(pairs(app))
    ]


def test_a_planted_ring_is_seen() -> None:
    assert circle({"risk": {"pilot"}, "pilot": {"update"}, "update": {"risk"}}) == [
        *("pilot", "update", "risk", "pilot")
    ]
    assert "pilot" in arrows("pilots")["risk"]
    assert "models" not in arrows("pilots")["risk"]


def test_most_functions_fit_a_third_of_a_screen() -> None:
    """Nine of ten have 20 lines or fewer, with their signature and docstring."""
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for app in MAY_IMPORT
        for path in modules(app)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    )
    assert lengths[len(lengths) * 9 // 10] <= 20


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
        own, package = path.relative_to(ROOT / app).with_suffix("").parts, path.relative_to(ROOT)
        stands = rank(own)
        if stands is None:
            continue
        if later := wrong_layers(app, stands, path.read_text(), package.parts[:-1]):
            wrong[str(package)] = later
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
    planted = "from pilots.update.log_views import x\nfrom pilots.update import forms"
    assert wrong_layers("pilots", RANKS["models"], planted, ("pilots",)) == {
        "pilots.update.log_views.x",
        "pilots.update.forms",
    }
    assert wrong_layers("pilots", RANKS["views"], planted, ("pilots",)) == set()


def test_no_name_hides_what_it_holds() -> None:
    found = [
        str(path.relative_to(ROOT))
        for app in MAY_IMPORT
        for path in modules(app)
        if NAMES_THAT_HIDE & set(path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert found == []
