"""Parts of Placebook that an install may not use. An administrator switches one off, and it is
nowhere; its records stay, and switching it on brings all of it back.

    # people/training/registrations.py
    REGISTRATIONS = (
        SwitchablePart(key="training", label="Training", says="…", below=("training/",), order=20),
        ...
    )

What a folder declares belongs to the part that it declares. Three things follow:

- its records are read by nobody: ``visible_to`` of each asks ``unless_off``, in the statement
  itself, so that no answer is older than the question;
- its addresses lead nowhere (``SwitchesMiddleware``);
- a shared page that shows what folders declare asks ``used(MenuItem)``, not ``registered``; a link
  from elsewhere asks ``is_used``, in templates ``{% if "training"|is_used %}``.

What is off is read at most once in a request, by those pages that need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import template
from django.db.models import BooleanField, Func, Q
from django.http import Http404, HttpRequest, HttpResponse

from records.models import SwitchedOff
from records.subjects import Kind, declarations, registered

# What was read for the request that is being answered; None outside of one
_read: ContextVar[dict[str, frozenset[str]] | None] = ContextVar("switched_off", default=None)
# Whether what is off counts as well, as where the index of search is made
_all_count: ContextVar[bool] = ContextVar("all_parts_count", default=False)


@dataclass(frozen=True, kw_only=True)
class SwitchablePart:
    """A part that can be switched off: the folder that declares it.

    ``says`` is what goes with it. ``below`` are how its addresses begin, as they are written in
    ``urls.py``.
    """

    key: str
    label: str
    says: str
    below: tuple[str, ...]
    order: int


class _IsUsed(Func):
    """Whether a part is in use, asked within the statement: once for all of its rows."""

    output_field = BooleanField()

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__()

    def as_sql(  # type: ignore[override]  # Func's own takes templates, which this has not
        self, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        """No period of it stands open."""
        table = connection.ops.quote_name(SwitchedOff._meta.db_table)
        return f"NOT EXISTS (SELECT FROM {table} WHERE part = %s AND on_at IS NULL)", [self.key]


def unless_off(key: str) -> Q:
    """The condition that a part is in use."""
    return Q() if counts_all() else Q(_IsUsed(key))


def counts_all() -> bool:
    """Whether what is off counts as well: then a statement says something else."""
    return _all_count.get()


@contextmanager
def counting_all() -> Iterator[None]:
    """Within it, ``unless_off`` leaves out nothing."""
    token = _all_count.set(True)
    try:
        yield
    finally:
        _all_count.reset(token)


def off_now() -> frozenset[str]:
    """The keys of the parts that are off. One query, or none where this request asked before."""
    read = _read.get()
    if read is not None and "off" in read:
        return read["off"]
    off = frozenset(
        SwitchedOff.objects.filter(on_at=None).order_by().values_list("part", flat=True)
    )
    if read is not None:
        read["off"] = off
    return off


@contextmanager
def unread() -> Iterator[None]:
    """Within it, what is off is asked anew, as where nothing was read in this request."""
    token = _read.set(None)
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """Ask again, after a part was switched within this request."""
    if (read := _read.get()) is not None:
        read.clear()


def is_used(key: str) -> bool:
    """Whether a part is in use."""
    return key not in off_now()


register = template.Library()
register.filter("is_used", is_used)


def used(kind: type[Kind]) -> tuple[Kind, ...]:
    """Every declaration of this kind, in order, but those of parts that are off."""
    return those_used(registered(kind))


def those_used(declared: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Of these declarations, those of parts in use. No query where none could be off."""
    parts = _parts_declaring()
    if not any(id(one) in parts for one in declared) or not (off := off_now()):
        return declared
    return tuple(one for one in declared if parts.get(id(one)) not in off)


@cache
def _parts_declaring() -> dict[int, str]:
    """The part to which a declaration belongs, by its folder or as it says (``part``); those of no
    part are not in it.

    By identity, as declarations live as long as the program.
    """
    folders = {
        name.rpartition(".")[0]: one.key
        for name, one in declarations()
        if isinstance(one, SwitchablePart)
    }
    return {
        id(one): key
        for name, one in declarations()
        if not isinstance(one, SwitchablePart)
        and (key := getattr(one, "part", "") or folders.get(name.rpartition(".")[0]))
    }


@cache
def part_at(route: str) -> SwitchablePart | None:
    """The part whose page has this address, as ``urls.py`` has it."""
    parts = registered(SwitchablePart)
    return next((part for part in parts if route.startswith(part.below)), None)


def must_be_used(route: str) -> None:
    """Raises Http404 for the address of a part that is off."""
    part = part_at(route)
    if part is not None and not is_used(part.key):
        raise Http404("this part is switched off")


class SwitchesMiddleware:
    """What is off is read once for a request, and its pages are not found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _read.set({})
        try:
            return self.get_response(request)
        finally:
            _read.reset(token)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Raises Http404 for the pages of a part that is off."""
        if match := request.resolver_match:
            must_be_used(match.route)
