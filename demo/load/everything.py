"""The whole load, in the order in which records lean on each other."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from barriers.models import BarrierWord
from barriers.similar.words import count_words
from demo.load.board_kinds import keep_agreed_minutes
from demo.load.entries import DATA, LoadError
from demo.load.example import COUNTY, WORK, anchor, is_wanted
from demo.load.record import Record
from demo.load.rows import load_files
from demo.load.withdrawn import withdraw
from demo.sign_ins import make_accounts
from geography.data_load.actions import load_official
from geography.data_load.bodies import load_bodies
from geography.england.context.table import FOLDER
from geography.england.load import load_england
from records import history
from records.telling import telling
from search.words import bring_to

# What history says in place of a person's name.
SAID = "loaded from the published record"
SAID_OF_EXAMPLE = "loaded as a made-up example"
# What was published, each after those that it names
FILES = (
    *("sources.yaml", "topics.yaml", "places.yaml", "organisations.yaml", "words.yaml"),
    *("barriers.yaml", "programmes/*.yaml", "pilots/*.yaml", "flows.yaml", "people.yaml"),
    *("priorities.yaml", "local.yaml", "evaluations.yaml", "data_requests.yaml"),
    *("systemic.yaml", "practice.yaml", "notes.yaml", "case_studies.yaml", "partnership.yaml"),
    "boards.yaml",
)


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
        with telling("Loading the published record"), history.context(said=SAID):
            record = _load_record(folder, example=example, accounts=accounts)
        bodies = load_bodies().made
    record.added["official places"] = official
    record.added["official bodies"] = len(bodies)
    return record


def make_findable() -> None:
    """Count the words by which what was loaded is found; each night does it anew."""
    today = timezone.localdate()
    if not BarrierWord.objects.exists():
        count_words(today)
    bring_to(today)


def _load_record(folder: Path, *, example: bool | None, accounts: bool) -> Record:
    with_example = is_wanted() if example is None else example
    record = Record()
    load_files(record, folder, FILES)
    with history.context(said=SAID_OF_EXAMPLE if with_example else SAID):
        if with_example:
            load_files(record, folder, COUNTY, anchor())
        if accounts:
            record.added["accounts"] += make_accounts(record.known)
        record.users = dict(User.objects.values_list("email", "pk"))
        if with_example:
            load_files(record, folder, WORK, anchor())
        withdraw(record, example=with_example)
    record.close()
    keep_agreed_minutes()
    return record
