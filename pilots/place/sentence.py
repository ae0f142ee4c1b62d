"""Who works at a place, and on what: one short sentence, made from what is recorded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from interface.articles import with_article
from interface.words import capitalised, in_sentence, list_words
from partnerships.models import Place
from pilots.place.partners import Partner, Partners
from pilots.place.pilots import PilotRow, Pilots

# As long as a sentence may be that opens a page; a part of a summary is no sentence below the least
MOST_WORDS, FEWEST_WORDS = 25, 5
NAMED, TOPICS = 2, 4
# A longer name of a pilot describes it
NAME_WORDS = 8
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


def sentence(place: Place, pilots: Pilots, partners: Partners) -> str:
    """What is so at a place, in at most ``MOST_WORDS`` words wherever that can be said."""
    if not pilots.rows:
        return f"No pilots to show in {with_article(place.name)} yet."
    only = pilots.only is not None
    made = list(_of_one(pilots.rows[0], partners) if only else _of_several(pilots, partners))
    return next((text for text in made if len(text.split()) <= MOST_WORDS), made[-1])


def in_numbers(number: int) -> str:
    """A small number as a word: "four"."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def _of_one(row: PilotRow, partners: Partners) -> Iterator[str]:
    pilot = row.pilot
    if pilot.summary:
        yield _closed(pilot.summary)
        first = ENDS.split(pilot.summary.strip())[0]
        if len(first.split()) >= FEWEST_WORDS:
            yield _closed(first)
    leads = partners.of("leads")
    verb = "ran" if _is_past(row) else "runs" if len(leads) == 1 else "run"
    who = _leads(leads) or ("A partnership" if verb == "ran" else "Partners")
    people = pilot.target_group.rstrip(".")
    for_whom = f" for {people[:1].lower()}{people[1:]}" if people else ""
    what, own_name = _called(pilot.name)
    topics = _listed(row.topics)
    about = f"{', a pilot' if own_name else ''} on {topics}" if topics else ""
    after = "" if pilot.name else " We don’t know its name."
    comma = "," if own_name else ""
    long = f"{_span(row)}{for_whom and ','}{for_whom}"
    for rest in (long, for_whom and f"{comma}{for_whom}", about, _span(row), ""):
        yield f"{who} {verb} {what}{rest}.{after}"


def _called(name: str) -> tuple[str, bool]:
    """A pilot as the object of a sentence, and whether that is a name: "Ageing Well here". One
    without a name, or with a name as long as a sentence, is "a pilot here"."""
    words = name.split()
    if not words or len(words) > NAME_WORDS or name.lower() in ("pilot", "the pilot"):
        return "a pilot here", False
    if words[-1].lower() == "pilot":
        rest = words[words[0].lower() == "the" : -1]
        return f"the {' '.join(rest)} pilot here", True
    return f"{name} here", True


def _span(row: PilotRow) -> str:
    """ " from 1 May 2025 to 31 July 2026", " since 1 May 2025", as the end of a sentence."""
    if " to " in row.dates:
        return f" from {row.dates}"
    if _is_past(row) and row.pilot.started:
        return f" from {row.pilot.started} to a day that is not known"
    return f" {row.dates}" if row.dates else ""


def _of_several(pilots: Pilots, partners: Partners) -> Iterator[str]:
    under_way = pilots.under_way
    rows = [row for row in pilots.rows if row.pilot.is_under_way] or pilots.rows
    count, leads = under_way or pilots.count, partners.of("leads")
    verb = ("runs" if len(leads) == 1 else "run") if under_way else "ran"
    number = count.before + in_numbers(count.count)
    what = f"{verb} {number} {'pilot' if count.label == '1' else 'pilots'} here"
    said = Counter(topic for row in rows for topic in row.topics)
    about = _about([topic for topic, _ in said.most_common(TOPICS)])
    many = len(leads) > NAMED and not partners.more
    several = f"{in_numbers(len(leads))} organisations" if many else ""
    who = capitalised(several) or _leads(leads) or "Partnerships"
    yield f"{who} {what}{about}."
    yield f"{who} {what}."
    yield f"Partners {what}."


def _about(topics: Sequence[str]) -> str:
    """ ", on housing and later life"."""
    return f", on {_listed(topics)}" if topics else ""


def _listed(topics: Sequence[str]) -> str:
    """ "housing and later life": a topic begins small in a sentence, save for an acronym."""
    return list_words(in_sentence(text) for text in topics)


def _leads(leads: list[Partner]) -> str:
    names = [with_article(lead.name) for lead in leads[:NAMED]]
    more = len(leads) - len(names)
    more_words = f"{more} others" if more > 1 else "one other"
    return capitalised(list_words([*names, more_words] if more else names))


def _is_past(row: PilotRow) -> bool:
    return not row.pilot.is_under_way and row.pilot.status != "proposed"


def _closed(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
