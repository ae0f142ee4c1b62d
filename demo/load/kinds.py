"""What a list of entries is: rows of which model, with which links and parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps

from demo.load.entries import Entry

if TYPE_CHECKING:
    from demo.load.record import Record


@dataclass(frozen=True)
class Link:
    """Rows that join an entry to those that it names; they say nothing of their own.

    ``to`` is the field of theirs that is named. ``also`` adds to a row what follows
    from it. Names of a many-to-many field need no Link.
    """

    label: str
    to: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    also: Callable[[Any], None] | None = None

    @property
    def model(self) -> Any:
        """What its rows are."""
        return apps.get_model(self.label)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of entry. The names of its fields are those of its model's.

    - ``key``: what its keys begin with; ``slug``: the column that holds the last part of them.
    - ``defaults``: what an entry says that leaves it out, as it would be written.
    - ``needs``: what it must say although the model knows a default; ``reads``: what hooks read.
    - ``number``: the column that counts its entries within the one that they are part of.
    - ``parents_first``: those that others of the list have as their parent are written before.
    - ``inherits``: what a part has from the entry that it is part of.

    What a row is beyond its fields is a hook: ``expand`` changes an entry as it is written, ``row``
    fills in its row, ``after`` runs once that is written.
    """

    label: str
    key: str
    slug: str = ""
    number: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    inherits: tuple[str, ...] = ()
    parents_first: bool = False
    links: Mapping[str, Link] = field(default_factory=dict)
    parts: Mapping[str, Kind] = field(default_factory=dict)
    expand: Callable[[Entry], None] | None = None
    row: Callable[[Entry, Any, Record], None] | None = None
    after: Callable[[Entry, Record], None] | None = None

    @property
    def model(self) -> Any:
        """What its rows are."""
        return apps.get_model(self.label)

    @cached_property
    def all_links(self) -> Mapping[str, Link]:
        """By the field of an entry that has the names."""
        joined = {
            one.name: Link(one.remote_field.through._meta.label, one.m2m_reverse_field_name())
            for one in self.model._meta.many_to_many
        }
        return {**joined, **self.links}
