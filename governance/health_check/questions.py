"""What a health check asks: four sets of statements in our own words.

The six conditions and the ten functions are those that the sources name (Broadhurst 2018, as
City-REDI gives them; The King's Fund 2022, figure 2). No published questionnaire is copied: what
stands here to be answered is worded by us.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import models

from partnerships.models import Organisation
from records.models import Note

Sector = Organisation.Sector
# From "not at all" to "fully"; who cannot say gives no score
SCORES = ("Not at all", "A little", "In part", "Mostly", "Fully")
PUBLIC_SIDE = frozenset(
    {
        *(Sector.CENTRAL_GOVERNMENT, Sector.ARMS_LENGTH_BODY, Sector.COUNCIL),
        *(Sector.STRATEGIC_AUTHORITY, Sector.NHS, Sector.PRIMARY_CARE, Sector.POLICE, Sector.FIRE),
        *(Sector.EDUCATION, Sector.UNIVERSITY),
    }
)
RESIDENTS = frozenset({Sector.VOLUNTARY, Sector.COMMUNITY_GROUP})


class Kind(models.TextChoices):
    """Which statements are put to the partners."""

    CONDITIONS = "conditions", "six conditions of working together"
    FUNCTIONS = "functions", "ten functions of a place partnership"
    EQUITY = "equity", "power and equity"
    TRUST = "trust", "trust of residents’ groups"


# The pages of notes on which the sources say what they call conditions and functions
GUIDANCE: Mapping[str, str] = MappingProxyType(
    {Kind.CONDITIONS: Note.Page.CONDITIONS, Kind.FUNCTIONS: Note.Page.FUNCTIONS}
)


@dataclass(frozen=True)
class Question:
    """A statement: ``key`` stands for it for good, ``label`` is what it is about."""

    key: str
    label: str
    statement: str


def _set(*rows: tuple[str, str, str]) -> tuple[Question, ...]:
    return tuple(Question(*row) for row in rows)


SETS: Mapping[str, tuple[Question, ...]] = MappingProxyType(
    {
        Kind.CONDITIONS: _set(
            ("aims", "Shared aims", "We want the same things, and our plan can get us there."),
            ("trust", "Trust", "Partners do what they say, and we trust one another."),
            ("leadership", "Leadership", "The way we are led works, whoever is in the lead."),
            (
                "governance",
                "Governance",
                "It’s clear who decides what, and how we settle disputes.",
            ),
            ("resources", "Resources and skills", "We have the money, time and skills we need."),
            (
                "history",
                "Track record",
                "We’ve worked together before, and build on what we learnt.",
            ),
        ),
        Kind.FUNCTIONS: _set(
            ("needs", "Local needs", "We know what people here need, in depth."),
            ("connect", "Communities", "We’re in touch with the communities who live here."),
            ("plan", "Planning together", "We plan and coordinate services together."),
            ("change", "Changing services", "We change services, and don’t just talk about it."),
            ("wider", "What shapes health", "We work on what shapes health: homes, jobs, schools."),
            (
                "mobilise",
                "Local leaders",
                "Communities act for themselves, and local leaders grow.",
            ),
            (
                "anchors",
                "Local economy",
                "Health and care bodies use their weight as employers here.",
            ),
            ("money", "Use of money", "We use the money we have between us as well as we can."),
            ("workforce", "Workforce", "We train and deploy staff across our organisations."),
            (
                "quality",
                "Quality",
                "We look at quality and performance together, and improve them.",
            ),
        ),
        Kind.EQUITY: _set(
            ("voice", "A say for everybody", "Small organisations have as much say as large ones."),
            ("beforehand", "Decided together", "What we decide isn’t settled by a few beforehand."),
            ("share", "Money and credit", "Money and credit are shared fairly."),
            ("residents", "People who live here", "People who live here shape what we do."),
            ("disagree", "Safe to disagree", "We can disagree without paying for it later."),
            (
                "cost",
                "Cost of taking part",
                "Nobody stays away because taking part costs too much.",
            ),
        ),
        Kind.TRUST: _set(
            ("told", "Told in time", "We’re told in time what is going to happen."),
            ("heard", "Heard", "What we say changes something."),
            ("kept", "Promises", "What was promised to us is done."),
            ("again", "Working together again", "We’d work with these organisations again."),
        ),
    }
)
LABELS = {one.key: one.label for questions in SETS.values() for one in questions}
