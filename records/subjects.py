"""How each subject takes part in the whole: what the ``registrations.py`` of its folder declares,
or its ``views.py`` where that declares a kind and there is no more to say.

    # pilots/update/registrations.py
    REGISTRATIONS = (BodyRule(...), ProgrammeFile(...), TaskSections(...))

A shared page (search, the calendar, what a merge moves …) loops over the declarations of its own
kind, which stand with the class that they are made of: ``registered(ProgrammeFile)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.apps import apps
from django.conf import settings

FILE, OR = "registrations.py", "views.py"


class Ordered(Protocol):
    """A declaration says where it stands among those of its kind."""

    @property
    def order(self) -> int:
        """The lowest first; with equal ones, by the name of the file."""


Kind = TypeVar("Kind", bound=Ordered)


def registered(kind: type[Kind]) -> tuple[Kind, ...]:
    """Every declaration of this kind, in order."""
    return _registered(kind)


@cache
def _registered(kind: type[Any]) -> tuple[Any, ...]:
    """Looked for among a thousand once: a page asks for some twenty kinds."""
    made = (declaration for _, declaration in declarations() if isinstance(declaration, kind))
    return tuple(sorted(made, key=lambda declaration: declaration.order))


@cache
def declarations() -> tuple[tuple[str, Any], ...]:
    """All that any subject declares, each with the module that does so."""
    return tuple((name, declaration) for name in _modules() for declaration in _said(name))


def _said(name: str) -> tuple[Any, ...]:
    """What a module declares; pages may declare nothing."""
    module: Any = import_module(name)
    if name.endswith(".views"):
        return getattr(module, "REGISTRATIONS", ())
    said: tuple[Any, ...] = module.REGISTRATIONS
    return said


def _modules() -> Iterator[str]:
    """The names of the modules that declare: of each app, and of each folder of it."""
    for config in apps.get_app_configs():
        home = Path(config.path)
        if home.parent != settings.BASE_DIR:
            continue
        for path in sorted((*home.glob(FILE), *map(_declaring, home.glob("*/")))):
            if path.exists():
                yield ".".join((config.name, *path.relative_to(home).with_suffix("").parts))


def _declaring(folder: Path) -> Path:
    """The file of a folder that declares."""
    return folder / FILE if (folder / FILE).exists() else folder / OR


def file_of(model: Any) -> str:
    """The file in which a model's subject declares its part: "pilots/risk/views.py"."""
    app, folder, *_ = model.__module__.split(".")
    home = Path(app) if folder == "models" else Path(app, folder)
    declares = _declaring(settings.BASE_DIR / home).name
    return str(home / (FILE if folder == "models" else declares))
