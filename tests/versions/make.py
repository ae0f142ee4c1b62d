"""Making the databases that are kept of a version: the demo, and a small made-up nation."""

from __future__ import annotations

import sys

from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from barriers.models import BarrierWord
from config.demo_setup import make_ready
from config.version import VERSION
from demo import start
from deploy import dump
from deploy.backup import counted
from tests.versions import holds
from tests.versions.kept import FOLDER, Kept, Told

# Of England. It has every kind of record; from a hundredth on all of England's places are in it,
# which the demo has as well, and megabytes stay in the repository for good
SCALE = 0.001


def keep_this_version() -> None:
    """Dump each into the folder of this version, with what it holds."""
    if (FOLDER / VERSION).exists():
        sys.exit(f"{VERSION} is kept already, as people have it. The next one has a new number.")
    (aside := FOLDER / f"{VERSION}.unfinished").mkdir(exist_ok=True)
    for name, make in {"demo": make_ready, "nation": nation}.items():
        make()
        kept = Kept(aside.name, name)
        dump.write(kept.dump)
        kept.tell(told())
        sys.stdout.write(f"{kept.dump.name}: {kept.dump.stat().st_size / 1000:,.0f} kB\n")
    aside.rename(FOLDER / VERSION)


def keep_start() -> None:
    """Keep what a new database begins as (``demo.start``) as this code makes it from nothing."""
    began = timezone.now()
    call_command("migrate", verbosity=0)
    dump.write(start.TABLES, began=began)
    call_command("createcachetable", verbosity=0)
    with override_settings(DEBUG=False):  # without the demo's accounts
        call_command("load_demo", no_example=True, verbosity=0)
    BarrierWord.objects.all().delete()  # they are counted with the example
    dump.write(start.RECORD, began=began)


def nation() -> None:
    """In a database of its own, since it takes an empty one only."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE placebook_nation")
    connection.close()
    connection.settings_dict["NAME"] = "placebook_nation"
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_national", scale=SCALE)


def told() -> Told:
    """What the database in use holds. Pages write; that is rolled back."""
    now, addresses, readers = timezone.now(), holds.addresses(), holds.readers()
    rows, totals = counted(), holds.totals()
    with transaction.atomic():
        pages = holds.pages(addresses, readers)
        transaction.set_rollback(True)
    return Told(VERSION, now.isoformat(), rows, totals, addresses, readers, pages)
