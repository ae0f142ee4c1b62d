"""Exampleshire: a made-up county with a programme in progress."""

from __future__ import annotations

import datetime as dt
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
from demo.load.priorities import load_policy_tests, load_priorities
from demo.load.programmes import load_partnerships, load_programmes
from demo.load.record import Record
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
    file = DataFile(folder / FOLDER / "county.yaml", folder, anchor())
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
    file.finish()


def load_work(record: Record, folder: Path = DATA) -> None:
    """What people there work on, in the names of the demo’s accounts where those exist."""
    record.users = dict(User.objects.values_list("email", "pk"))
    day = anchor()
    file = DataFile(folder / FOLDER / "definitions.yaml", folder, day)
    load_definitions(file, record)
    file.finish()
    for path in sorted((folder / FOLDER / "pilots").glob("*.yaml")):
        file = DataFile(path, folder, day)
        load_pilot(file, record, programme=PROGRAMME)
        file.finish()
    file = DataFile(folder / FOLDER / "money.yaml", folder, day)
    load_money(file, record, programme=PROGRAMME, is_example=True)
    file.finish()
    file = DataFile(folder / FOLDER / "barriers.yaml", folder, day)
    for entry in file.take("barriers", "barrier"):
        add_barrier(entry, record, places=[])
    load_clocks(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "learning.yaml", folder, day)
    load_learning(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "evaluation.yaml", folder, day)
    load_evaluation(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "local.yaml", folder, day)
    load_local(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "people.yaml", folder, day)
    load_people(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "priorities.yaml", folder, day)
    load_priorities(file, record)
    load_policy_tests(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "contacts.yaml", folder, day)
    load_posts(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "meetings.yaml", folder, day)
    load_meetings(file, record)
    file.finish()
    file = DataFile(folder / FOLDER / "data_requests.yaml", folder, day)
    load_data_requests(file, record)
    file.finish()
    record.flush()
