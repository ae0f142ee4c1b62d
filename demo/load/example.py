"""Exampleshire: a made-up county with a programme in progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db.models import Min, QuerySet
from django.utils import timezone

from accounts.models import User
from demo.load.asks import load_clocks
from demo.load.barriers import add_barrier
from demo.load.contacts import load_posts
from demo.load.data_requests import load_data_requests
from demo.load.definitions import load_definitions
from demo.load.engagement import load_meetings
from demo.load.entries import DATA, DataFile
from demo.load.evaluation import load_evaluation
from demo.load.learning import load_learning
from demo.load.local import load_local
from demo.load.money import load_money
from demo.load.organisations import load_organisations
from demo.load.people import load_people
from demo.load.pilots import load_pilot
from demo.load.places import add_name, add_place, add_within
from demo.load.practice import load_practice
from demo.load.priorities import load_policy_tests, load_priorities
from demo.load.programmes import load_partnerships, load_programmes
from demo.load.publications import load_pauses
from demo.load.record import Record
from demo.load.systemic import load_systemic
from demo.models import LoadedEntry

FOLDER = "example"
PROGRAMME = "exampleshire-together"


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


def load_county(record: Record, folder: Path = DATA) -> None:
    """The county, its districts, bodies, programme and partnership."""
    with record.opened(folder / FOLDER / "county.yaml", folder, anchor()) as file:
        _load_county(file, record)


def _load_county(file: DataFile, record: Record) -> None:
    places = file.take("places", "place")
    above = [(entry, entry.text("within")) for entry in places]
    for entry in places:
        add_place(entry, record, entry.needed("kind"), is_example=True)
    record.flush()
    for entry, within in above:
        add_name(entry, record, "plain", entry.fields["name"])
        if within:
            add_within(entry, record, within)
    record.flush()
    load_organisations(file, record, is_example=True)
    load_programmes(file, record, is_example=True)
    load_partnerships(file, record, is_example=True)


def load_work(record: Record, folder: Path = DATA) -> None:
    """What people there work on, in the names of the demo’s accounts where those exist."""
    record.users = dict(User.objects.values_list("email", "pk"))
    day = anchor()
    here = folder / FOLDER
    for name, load in _WORK:
        for path in sorted(here.glob(name)) if "*" in name else [here / name]:
            with record.opened(path, folder, day) as file:
                load(file, record)
    record.flush()


def _barriers(file: DataFile, record: Record) -> None:
    for entry in file.take("barriers", "barrier"):
        add_barrier(entry, record, places=[])
    load_clocks(file, record)
    load_pauses(file, record)


def _priorities(file: DataFile, record: Record) -> None:
    load_priorities(file, record)
    load_policy_tests(file, record)


# Each after those that it names
_WORK: tuple[tuple[str, Callable[[DataFile, Record], None]], ...] = (
    ("definitions.yaml", load_definitions),
    ("pilots/*.yaml", partial(load_pilot, programme=PROGRAMME)),
    ("money.yaml", partial(load_money, programme=PROGRAMME, is_example=True)),
    ("barriers.yaml", _barriers),
    ("systemic.yaml", partial(load_systemic, is_example=True)),
    ("learning.yaml", load_learning),
    ("evaluation.yaml", load_evaluation),
    ("local.yaml", load_local),
    ("people.yaml", load_people),
    ("priorities.yaml", _priorities),
    ("contacts.yaml", load_posts),
    ("meetings.yaml", load_meetings),
    ("data_requests.yaml", load_data_requests),
    ("practice.yaml", load_practice),
)
