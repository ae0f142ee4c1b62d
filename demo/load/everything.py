"""The whole load, in the order in which records lean on each other."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from demo.load.barriers import load_categories
from demo.load.contacts import load_words
from demo.load.data_requests import load_data_requests
from demo.load.entries import DATA, LoadError
from demo.load.evaluation import load_evaluation
from demo.load.example import is_wanted, load_county, load_work
from demo.load.learning import load_learning
from demo.load.local import load_local
from demo.load.money import load_money
from demo.load.organisations import load_organisations
from demo.load.people import load_people
from demo.load.pilots import load_pilot
from demo.load.places import load_places
from demo.load.practice import load_practice
from demo.load.priorities import load_priorities
from demo.load.programmes import load_programmes
from demo.load.record import Record
from demo.load.sources import load_notes, load_sources, load_topics
from demo.load.systemic import load_systemic
from demo.load.withdrawn import withdraw
from demo.sign_ins import make_accounts
from geography.data_load.actions import load_official
from geography.data_load.bodies import load_bodies
from geography.england.context.table import FOLDER
from geography.england.load import load_england
from records import history

# What history says in place of a person's name.
SAID = "loaded from the published record"
SAID_OF_EXAMPLE = "loaded as a made-up example"


def load(folder: Path = DATA, *, example: bool | None = None, accounts: bool = False) -> Record:
    """Load the published record, all of it or nothing; loading again changes nothing.

    ``example``: with Exampleshire or without; left out, as it was, and with it the first time.
    ``accounts``: make the demo's accounts as well.

    Raises LoadError, which names the file, the entry and the reason.
    """
    if not folder.is_dir():
        raise LoadError(str(folder), "", "there is no such folder")
    with transaction.atomic():
        official = load_england().counts["new"]
        load_official(folder=FOLDER)
        with history.context(said=SAID):
            record = _load_record(folder, example=example, accounts=accounts)
        bodies = load_bodies().made
    record.added["official places"] = official
    record.added["official bodies"] = len(bodies)
    return record


def _load_record(folder: Path, *, example: bool | None, accounts: bool) -> Record:
    with_example = is_wanted() if example is None else example
    record = Record()
    _load_files(folder, record)
    with history.context(said=SAID_OF_EXAMPLE if with_example else SAID):
        if with_example:
            load_county(record, folder)
        if accounts:
            record.added["accounts"] += make_accounts(record.known)
        if with_example:
            load_work(record, folder)
        record.flush()
        withdraw(record, example=with_example)
    record.close()
    return record


def _load_files(folder: Path, record: Record) -> None:
    """What was published, file by file."""
    with record.opened(folder / "sources.yaml", folder) as file:
        load_sources(file, record)
    with record.opened(folder / "topics.yaml", folder) as file:
        load_topics(file, record)
    with record.opened(folder / "places.yaml", folder) as file:
        load_places(file, record)
    with record.opened(folder / "organisations.yaml", folder) as file:
        load_organisations(file, record)
    with record.opened(folder / "words.yaml", folder) as file:
        load_words(file, record)
    with record.opened(folder / "barriers.yaml", folder) as file:
        load_categories(file, record)
    for path in sorted((folder / "programmes").glob("*.yaml")):
        with record.opened(path, folder) as file:
            load_programmes(file, record)
    for path in sorted((folder / "pilots").glob("*.yaml")):
        with record.opened(path, folder) as file:
            load_pilot(file, record, programme="pfpp")
    with record.opened(folder / "flows.yaml", folder) as file:
        load_money(file, record, programme="pfpp")
    with record.opened(folder / "people.yaml", folder) as file:
        load_people(file, record)
    with record.opened(folder / "priorities.yaml", folder) as file:
        load_priorities(file, record)
    with record.opened(folder / "local.yaml", folder) as file:
        load_local(file, record)
    with record.opened(folder / "evaluations.yaml", folder) as file:
        load_evaluation(file, record)
    with record.opened(folder / "data_requests.yaml", folder) as file:
        load_data_requests(file, record)
    with record.opened(folder / "systemic.yaml", folder) as file:
        load_systemic(file, record)
    with record.opened(folder / "practice.yaml", folder) as file:
        load_practice(file, record)
    with record.opened(folder / "notes.yaml", folder) as file:
        load_notes(file, record)
    with record.opened(folder / "case_studies.yaml", folder) as file:
        load_learning(file, record)
    with record.opened(folder / "partnership.yaml", folder) as file:
        load_notes(file, record)
