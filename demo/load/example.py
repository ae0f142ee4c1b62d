"""Exampleshire: a made-up county with a programme in progress."""

from __future__ import annotations

import datetime as dt

from django.db.models import Min, QuerySet
from django.utils import timezone

from demo.models import LoadedEntry

FOLDER = "example"
COUNTY = (f"{FOLDER}/county.yaml",)
# What people there work on, each after those that it names
WORK = tuple(
    f"{FOLDER}/{name}.yaml"
    for name in (
        *("definitions", "pilots/*", "money", "barriers", "systemic", "learning", "evaluation"),
        *("local", "people", "priorities", "contacts", "meetings", "data_requests", "practice"),
        *("boards", "agreements"),
    )
)


def is_wanted() -> bool:
    """The example is loaded with the first load and kept; once removed it does not come back."""
    return not LoadedEntry.objects.exists() or example_entries().exists()


def example_entries() -> QuerySet[LoadedEntry]:
    """What was loaded for the example."""
    return LoadedEntry.objects.filter(file__startswith=f"{FOLDER}/")


def anchor() -> dt.date:
    """The day from which the example's dates count: that of its first loading."""
    first = example_entries().aggregate(first=Min("loaded_at"))["first"]
    return timezone.localdate(first) if first else timezone.localdate()
