"""The kinds of barrier, as filters know them and as addresses write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db import models
from django.utils.text import slugify

from access.levelled import PublicQuerySet
from interface.words import capitalised
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked

MAY_CLAIM = (
    "A barrier of this kind may come from a rule, or from a belief that there is one. That can be "
    "checked."
)
OF_FUNDING = (
    "A barrier of this kind may come from a rule on funding, such as a ring-fence, or from a "
    "belief that there is one. That can be checked. Money that is short-lived or comes in many "
    "small grants is not counted as a rule."
)


@tracked()
class Category(Tracked):
    """A kind of barrier: the published guidance's five, and power, accountability and capacity.

    ``concerns_rules`` marks the kinds of which a barrier may claim that some rule stands in the
    way; only those have a nature. ``hint`` is the one line of help on the form.
    """

    key = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=20)
    hint = models.CharField(max_length=120)
    definition = models.TextField()
    concerns_rules = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PublicQuerySet.as_manager()

    READ_BY: ClassVar = by_record("short_name", "hint", "definition")

    class Meta(Tracked.Meta):
        ordering = ["number"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    @property
    def claim_words(self) -> str:
        """Which barriers of the kind are claims about a rule; empty where none is."""
        if not self.concerns_rules:
            return ""
        return OF_FUNDING if self.key == "funding" else MAY_CLAIM


NOT_SURE = "not-sure"


def key_of(value: str) -> str:
    """A stored value as addresses write it: ``not_known`` is ``not-known``."""
    return value.replace("_", "-")


def filter_choices(choices: Any) -> list[tuple[str, str]]:
    """The choices of a column as those of a filter."""
    return [(key_of(value), capitalised(label)) for value, label in choices]


def sub_type_key(category: str, name: str) -> str:
    """A finer kind as addresses write it: ``data-sharing.legal``."""
    return f"{category}.{slugify(name)}"


@dataclass(frozen=True)
class Kind:
    """A kind of barrier as filters, charts and addresses need it."""

    pk: int
    key: str
    name: str
    short_name: str
    concerns_rules: bool
    definition: str
    sub_types: tuple[tuple[str, int, str], ...] = ()  # key, id, name
    merged: tuple[tuple[str, str], ...] = ()  # key of one that was merged, key of the other


def all_kinds() -> list[Kind]:
    """The kinds with their finer kinds, in their order, in one query."""
    rows = Category.objects.order_by("number", "sub_types__name").values_list(
        *("pk", "key", "name", "short_name", "concerns_rules", "definition"),
        *("sub_types__pk", "sub_types__name", "sub_types__merged_into__name"),
    )
    finer: dict[Kind, list[tuple[str, int, str]]] = {}
    merged: dict[Kind, list[tuple[str, str]]] = {}
    for *facts, pk, name, into in rows:
        kind = Kind(*facts)
        listed = finer.setdefault(kind, [])
        if into is not None:
            former = sub_type_key(kind.key, name), sub_type_key(kind.key, into)
            merged.setdefault(kind, []).append(former)
        elif pk is not None:
            listed.append((sub_type_key(kind.key, name), pk, name))
    return [
        replace(kind, sub_types=tuple(listed), merged=tuple(merged.get(kind, ())))
        for kind, listed in finer.items()
    ]
