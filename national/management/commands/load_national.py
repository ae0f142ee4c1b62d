from __future__ import annotations

import time
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from barriers.similar.words import count_words
from national.make.agreement import DisagreementError, check
from national.make.barriers import BARRIERS, DATA_REQUESTS
from national.make.boards import BOARDS
from national.make.bodies import BODIES, CONTACTS, PRIORITIES
from national.make.context import fill_context
from national.make.copying import set_sequences, triggers_off
from national.make.course import COURSE
from national.make.evaluations import EVALUATIONS
from national.make.figures import FIGURES
from national.make.ground import fill_places, fill_roles
from national.make.localities import fill_localities
from national.make.meetings import MEETINGS as BOARD_MEETINGS
from national.make.money import MONEY, POOLS, RETURNS
from national.make.rows import Rows
from national.make.shared import SYSTEMIC
from national.make.sizes import Sizes
from national.make.talk import TALK
from national.make.work import MEETINGS, PILOTS
from national.make.world import World
from partnerships.models import Place
from records.telling import progress_to, telling
from search.words import make_anew

# In the order in which they lean on each other
STEPS = (
    *(fill_places, *BODIES, fill_roles, *CONTACTS, fill_localities, *PRIORITIES),
    *(*PILOTS, *FIGURES, *COURSE, *EVALUATIONS, *MEETINGS, *MONEY, *BARRIERS, *DATA_REQUESTS),
    *(*SYSTEMIC, *TALK, fill_context, *RETURNS, *POOLS, *BOARDS),
    *BOARD_MEETINGS,
)


class Command(BaseCommand):
    """Writes a made-up national install into an empty database: the same each time."""

    help = "Fill an empty database with a made-up national install, to measure pages against."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=float, default=0.1, help="1 is the whole of England")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["scale"] <= 5:
            raise CommandError("--scale is a number above 0, at most 5.")
        if Place.objects.exists():
            raise CommandError("This database already holds places; use an empty one.")
        began = time.perf_counter()
        world = World(Sizes.at(options["scale"]), Random(20261120))  # noqa: S311
        try:
            with progress_to(self.stderr, options["verbosity"]):
                checked = fill(world, says_each=options["verbosity"] > 1)
        except DisagreementError as problem:
            raise CommandError(f"Nothing was loaded: {problem}.") from None
        except DatabaseError as problem:
            raise CommandError(f"Nothing was loaded: {' '.join(str(problem).split())}") from None
        made = ", ".join(f"{number:,} {what}" for what, number in world.made.items())
        seconds = time.perf_counter() - began
        self.stdout.write(
            f"Made {made} in {seconds:,.0f} s; {checked} of them compared with what triggers write."
        )


def fill(world: World, *, says_each: bool) -> int:
    """All of it; gives how many rows were compared. Also steps of less than a second are told where
    that is wanted."""
    with transaction.atomic():
        with triggers_off():
            for step in STEPS:
                with telling(f"Making {_name(step)}", brief=not says_each):
                    _make(step, world)
        with telling("Comparing with what triggers write"):
            set_sequences(world.filled)
            analyze()  # without it the triggers of the sample may meet bad plans
            checked = check(world)
    make_anew()
    with telling("Tidying the tables"):
        vacuum()
    with telling("Counting the words of barriers"):
        count_words(world.today)
    return checked


def _make(step: Any, world: World) -> None:
    if isinstance(step, Rows):
        world.make(step)
    else:
        step(world)


def _name(step: Any) -> str:
    name = step.label if isinstance(step, Rows) else step.__name__.removeprefix("fill_")
    return str(name)


def analyze() -> None:
    """Tell the planner how large the tables are now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def vacuum() -> None:
    """Do what the server's own housekeeping does in its time: note which pages all can see.

    Until then an index alone answers nothing. Inside a transaction (of a test) it cannot be done.
    """
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
