"""What each subject gives the sweeps stands in its own file: ``tests/<app>/<subject>/sweep.py``.

Such a file says what follows, each only where the subject has it.

``ROWS``: its addresses and who gets through (``table.py``).
``FAMILIES``: the kinds of record that these name, who reads them, what their address carries.
``make(cast)``: the records that are the same at every level, by family.
``at_level(at)``: its records at one level (``world.py``).
``in_open_world(seen)``: the records of the world where all is public, where these are not simply
those of the level *public*; a list of each family (``open_world.py``).
``hide_at(at)``: a row of each model that the reader may not see at a level, with a word that gives
it away in each text; ``hide(seen, hidden)``: the same for what has an audience in place of a level
(``hidden.py``).
``fill(more)``: one more of everything that a page may list (``many.py``).
``plant(pilot, said)``: one of a pilot with these words in its texts, for what is taken away whole
(``dashboards/programme_export/planted.py``).
``AFTER``: subjects ("pilots.lesson") that must come before it in all of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import tests

# The lowest first: who stands on records of another app comes after it.
APPS = (
    "interface",
    "records",
    "accounts",
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
    "funding",
    "barriers",
    "governance",
    "reorganise",
    "dashboards",
    "api",
    "open_data",
    "deploy",
)
# In each app, what the rest of it belongs to comes first.
FIRST = ("pilots.pilot", "barriers.barrier")
ROOT = Path(tests.__file__).parent
PARTS = ("make", "at_level", "in_open_world", "hide_at", "hide", "fill", "plant")


@cache
def sweeps() -> tuple[ModuleType, ...]:
    """The sweep of every subject, in an order that is always the same."""
    found = {".".join(path.relative_to(ROOT).parent.parts): path for path in ROOT.rglob("sweep.py")}
    made = {name: import_module(f"tests.{name}.sweep") for name in sorted(found, key=_rank)}
    done: dict[str, ModuleType] = {}

    def take(name: str) -> None:
        for other in getattr(made[name], "AFTER", ()):
            take(other)
        done.setdefault(name, made[name])

    for name in made:
        take(name)
    return tuple(done.values())


def _rank(name: str) -> tuple[int, bool, str]:
    app = name.split(".", maxsplit=1)[0]
    return APPS.index(app), name not in FIRST, name


def parts(name: str) -> Iterator[Callable[..., Any]]:
    """What each subject does under this name, in order."""
    return (getattr(one, name) for one in sweeps() if hasattr(one, name))


def file_of(sweep: ModuleType) -> str:
    """The file of a sweep: "tests/pilots/risk/sweep.py"."""
    return f"{sweep.__name__.replace('.', '/')}.py"


def file_for(module: str) -> str:
    """The file in which the subject of a module of ours stands, or would: "pilots.risk.views"."""
    names = module.split(".")[:-1]
    for end in range(len(names), 0, -1):
        path = Path(*names[:end], "sweep.py")
        if (ROOT / path).exists():
            return f"tests/{path}"
    folder = "/".join(names[:2])
    return f"tests/{folder}/sweep.py"
