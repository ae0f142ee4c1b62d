"""What the columns of the barrier report can be: kind, nature, stage, status and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.urls import reverse

from barriers.barrier.models.kind import NOT_SURE, Kind, key_of
from barriers.models import Barrier
from barriers.register.filter_fields import AGES, NOT_KNOWN, age_column
from barriers.register.filters import NO_RULE, BarrierFilter
from interface import querystring
from interface.words import capitalised

NOT_SURE_YET = "Not sure yet"
KIND, NATURE, STAGE, STATUS = "kind", "nature", "stage", "status"
SEVERITY, LEVER, AGE = "severity", "lever", "age"
# What the address asks for, what the page says, and the filter that a column is
WAYS = {
    KIND: ("Kind", "category"),
    NATURE: ("Nature", "nature"),
    STAGE: ("Stage", "stage"),
    STATUS: ("Status", "status"),
    SEVERITY: ("How bad", "severity"),
    LEVER: ("What would have to change", "lever"),
    AGE: ("Age", "age"),
}
_STORED = {STAGE: Barrier.Stage, SEVERITY: Barrier.Severity, LEVER: Barrier.Lever}
MEANINGS = {
    NATURE: "Only claims about data sharing, funding and priorities have a nature.",
    STAGE: "Stage of the work at which it gets in the way, according to whoever logged it.",
    STATUS: "How things stand today.",
    SEVERITY: "How bad it is, as the person who logged it says.",
    LEVER: "What would have to change.",
    AGE: (
        "Time since it was logged, up to today, even for those that have ended. If only a month or "
        "a year is known, we count from its last day, so it may be longer."
    ),
}


@dataclass(frozen=True)
class Column:
    """One column: what the database says (``value``), its key in addresses, its head, its name."""

    value: str | None
    key: str
    label: str
    name: str = ""

    @property
    def full_name(self) -> str:
        """Its name in full."""
        return self.name or self.label


@dataclass(frozen=True)
class Columns:
    """The columns that an address asks for. ``filter`` is the filter that each of them is."""

    way: str = KIND
    label: str = ""
    filter: str = ""
    shown: Sequence[Column] = ()

    @property
    def meaning(self) -> str:
        """What the columns mean, where that is not plain."""
        return MEANINGS.get(self.way, "")


def columns_of(chosen: BarrierFilter, chosen_value: str) -> Columns | None:
    """The columns that are asked for, narrowed to the one that is filtered for; None for others."""
    way = chosen_value or KIND
    if way not in WAYS:
        return None
    label, name = WAYS[way]
    only = chosen.value(name)
    shown = [
        column for column in _every(chosen, way) if only is None or _within(name, only, column)
    ]
    return Columns(way, label, name, shown)


def _within(name: str, only: str, column: Column) -> bool:
    """Whether a column can hold anything where the address filters for ``only``."""
    if name == "status" and only.startswith("any-"):
        return column.value in (Barrier.OPEN if only == "any-open" else Barrier.ENDED)
    return column.key == only


def _every(chosen: BarrierFilter, way: str) -> list[Column]:
    match way:
        case "kind":
            kinds = [
                Column(str(kind.pk), kind.key, kind.short_name, kind.name) for kind in chosen.kinds
            ]
            return [*kinds, Column(None, NOT_SURE, NOT_SURE_YET)]
        case "nature":
            natures = _of(Barrier.Nature)
            return [*natures, Column(NO_RULE, NO_RULE, "Not about a rule")]
        case "status":
            return _of(Barrier.Status)
        case "age":
            # Buckets of the database, which begin with the oldest
            columns = [Column(str(n), age.key, age.label) for n, age in enumerate(reversed(AGES))]
            return [*reversed(columns), Column(None, NOT_KNOWN, "Not known")]
    return [*_of(_STORED[way]), Column("", NOT_KNOWN, "Not known")]


def _of(choices: Any) -> list[Column]:
    return [Column(value, key_of(value), capitalised(label)) for value, label in choices.choices]


def with_column(barriers: QuerySet, chosen: BarrierFilter, way: str) -> QuerySet:
    """These barriers with the value of their column as ``col``."""
    if way == NATURE:
        ids = [kind.pk for kind in chosen.kinds if kind.concerns_rules]
        claims = When(Q(category__in=ids), then=F("nature"))
        return barriers.annotate(col=Case(claims, default=Value(NO_RULE), output_field=CharField()))
    if way == AGE:
        return barriers.annotate(col=age_column(chosen.today))
    return barriers.annotate(col=F("category_id" if way == KIND else way))


@dataclass(frozen=True)
class Part:
    """What one address asks of the report, for one reader."""

    filter: BarrierFilter
    params: Mapping[str, Any]

    @property
    def kind(self) -> Kind | None:
        """The one kind that the report is about, if it is about one."""
        return self.filter.kind

    @property
    def kinds_shown(self) -> list[tuple[int | None, str, str]]:
        """The kinds that can hold anything: id, key and short name; "not sure yet" is last."""
        every: list[tuple[int | None, str, str]] = [
            (kind.pk, kind.key, kind.short_name) for kind in self.filter.kinds
        ]
        every.append((None, NOT_SURE, NOT_SURE_YET))
        chosen = self.filter.value("category")
        return [kind for kind in every if chosen in (None, kind[1])]

    def list_url(self, **changes: Any) -> str:
        """The list of barriers with this report's filters, some of them replaced."""
        names = frozenset(changes)
        if names not in self._kept:
            kept = querystring.replaced(self._filtered, **dict.fromkeys(names)).removesuffix("?")
            self._kept[names] = (reverse("barriers"), kept)
        address, kept = self._kept[names]
        added = querystring.replaced({}, **changes)[1:]
        if not added:
            return address + kept
        return f"{address}{kept}&{added}" if kept else f"{address}?{added}"

    @cached_property
    def _kept(self) -> dict[frozenset[str], tuple[str, str]]:
        """The list's address and what it keeps, by the filters that are replaced: a table of some
        hundred numbers replaces the same ones for each."""
        return {}

    @cached_property
    def _filtered(self) -> dict[str, list[str]]:
        """What the report is narrowed to, as the list takes it."""
        said = {name: self.filter.data.getlist(name) for name in self.filter.filters}
        for name in ("place", "pilot", "unlocker"):  # by slug, also where a name was typed
            if record := self.filter.value(name):
                said[name] = [record.slug]
        return {name: values for name, values in said.items() if any(values)}
