"""Health checks: one that is open, and one whose results everybody reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.health_check.permissions import answers_for
from governance.models import (
    HealthAnswer,
    HealthAsked,
    HealthBox,
    HealthContact,
    HealthMark,
    HealthResult,
    HealthRound,
    HealthSlip,
    HealthWords,
)
from partnerships.models import Member, Organisation, Partnership, PartnershipPlace
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import said
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

KEEPERS = readers.KEEPERS | {"administrator"}
ASKED = frozenset({"desnz_official"})
# Who keeps the partnership for one of its places, or is asked; an administrator has no part in it
READS = readers.KEEPERS | ASKED
FAMILIES = {
    "health_round": Family(readers.OPEN, by_number),
    "open_health_round": Family(readers.always(READS), by_number),
    "partners_health_round": Family(readers.always(READS), by_number),
    "health_contact": Family(readers.always(READS), by_number),
    "health_words": Family(readers.OPEN, lambda words: [words.round_id, words.pk]),
}

ROWS = [
    Row("health_rounds", "partnership", public=True),
    Row("health_round_open", "partnership", permission=KEEPERS),
    post("health_round_open", "partnership", permission=KEEPERS),
    post("health_contacts_ask", "partnership", permission=KEEPERS),
    Row("health_contact", "health_contact", permission=ASKED),
    post("health_contact", "health_contact", permission=ASKED),
    Row("health_round", "health_round", public=True),
    Row("health_round", "open_health_round", public=True, page=False),
    Row("health_round_answer", "open_health_round", permission=ASKED),
    post("health_round_answer", "open_health_round", permission=ASKED),
    Row("health_round_call_off", "open_health_round", permission=KEEPERS),
    post("health_round_call_off", "open_health_round", permission=KEEPERS),
    Row("health_round_show", "partners_health_round", permission=KEEPERS),
    post("health_round_show", "partners_health_round", permission=KEEPERS),
    Row("health_round_history", "health_round", permission=KEEPERS),
    post("health_words_hide", "health_words", permission=KEEPERS),
]
NAMES = ("working-together", "luton-together")
OPENED, CLOSED = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


def partnership(place: Any, name: str = "Working together", *bodies: Any) -> Partnership:
    """One that works for a place, with these members."""
    made = Partnership.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    PartnershipPlace.objects.create(partnership=made, place=place)
    for body in bodies:
        Member.objects.create(partnership=made, organisation=body)
    return made


def _round(of: Partnership, asked: Any, **fields: Any) -> HealthRound:
    days = {"opened_on": OPENED, "closes_on": CLOSED}
    made = HealthRound.objects.create(**{"partnership": of, "kind": "conditions", **days, **fields})
    HealthAsked.objects.create(round=made, organisation=asked)
    return made


def closed_round(of: Partnership, asked: Any, **fields: Any) -> HealthRound:
    return _round(of, asked, state="closed", ended_on=CLOSED, **fields)


def make(cast: Cast) -> dict[str, Any]:
    """Those of a partnership of Bradford, to which the energy department belongs."""
    desnz = Organisation.objects.get(slug__startswith="department-for-energy")
    of = partnership(cast.bradford, "Working together", cast.council)
    partnership(cast.luton, "Luton together", cast.council)
    closed = closed_round(of, desnz, shown_to="everyone")
    HealthResult.objects.create(round=closed, question="trust", band="mixed", count=5)
    words = HealthWords.objects.create(round=closed, question="trust", text="We meet too seldom")
    later = {"opened_on": dt.date(2026, 11, 1), "closes_on": dt.date(2027, 3, 1)}
    contact = HealthContact.objects.create(partnership=of, organisation=desnz)
    return {
        "health_contact": contact,
        "health_round": closed,
        "open_health_round": _open(_round(of, desnz, **later)),
        "partners_health_round": closed_round(of, desnz, kind="equity"),
        "health_words": words,
    }


def _open(one: HealthRound) -> HealthRound:
    """With its box, as the hourly job expects one that is open."""
    HealthBox.objects.create(round=one)
    return one


def hide_at(at: HiddenAt) -> None:
    """Those of a partnership that everybody sees, for its partners alone, of whom the reader is
    none."""
    if at.level != "place":
        return
    of = Partnership.objects.filter(places=at.scope.place, slug__in=NAMES).get()
    made = closed_round(of, at.seen.agency, opened_on=OPENED - dt.timedelta(days=1))
    HealthResult.objects.create(round=made, question="trust", band="weak", count=5)
    HealthWords.objects.create(round=made, question="trust", **said("text"))
    _round(of, at.seen.agency, state="called_off", **said("called_off_because"))
    of_reader = HealthRound.objects.visible_to(at.seen.reader).filter(pk=made.pk)
    if not of_reader.exists():
        at.hidden["health_round"].append(made)
    contact = HealthContact.objects.create(partnership=of, organisation=at.seen.agency)
    if not HealthContact.objects.visible_to(at.seen.reader).filter(pk=contact.pk).exists():
        at.hidden["health_contact"].append(contact)
    # And an answer in the round that everybody here sees: nobody reads that
    seen = at.seen.first("open_health_round")
    HealthSlip.objects.create(round=seen, key="sealed")
    if not answers_for(at.seen.reader, seen).exists():  # who does is told that it has answered
        HealthMark.objects.create(asked=seen.asked.get())
    words = list(said(*(str(number) for number in range(6))).values())
    HealthAnswer.objects.create(
        round=seen,
        key="sealed",
        is_public_side=True,
        scores=[4, 0, 4, 0, 4, 0],
        words=words,
    )


def fill(more: More) -> None:
    """Another partner is asked, and has more to say."""
    first = more.seen.first("health_round")
    HealthAsked.objects.create(round=first, organisation=more.body)
    told = {"band": "weak", "count": 5}
    HealthResult.objects.get_or_create(round=first, question="aims", defaults=told)
    HealthWords.objects.create(round=first, question="aims", text="More words")
    of = more.seen.first("health_contact").partnership
    HealthContact.objects.create(partnership=of, organisation=more.body)
