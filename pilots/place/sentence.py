"""Who works here, on what, since when: sentences that a resident understands, made from records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interface.articles import with_article
from interface.words import capitalised, list_words, with_precision
from partnerships.models import Place
from pilots.place.partners import Partner, Partners
from pilots.place.pilots import PilotRow, Pilots

NAMED = 3
LEADS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; with ``url`` it is a link."""

    text: str
    url: str = ""


def sentence(
    place: Place, pilots: Pilots, partners: Partners, others: Sequence[tuple[str, str]] = ()
) -> list[Piece]:
    """What is going on at a place, as pieces of running text.

    Where nothing is, ``others`` are the pilots of its councils: how many, and their list.
    """
    about = [Piece(f"{_closed(place.description)} ")] if place.description else []
    if not pilots.rows:
        return [
            *about,
            Piece(f"No pilot that you can see is recorded in {with_article(place.name)}."),
            *_elsewhere(others),
        ]
    if pilots.only is not None:
        return about + _of_one(pilots.rows[0], partners)
    return about + _of_several(pilots, partners)


def _elsewhere(others: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    for number, (words, url) in enumerate(others):
        yield Piece(", " if number else " See ")
        yield Piece(words, url)
    if others:
        yield Piece(".")


def plain(pieces: Iterable[Piece]) -> str:
    """The sentence without its links."""
    return "".join(piece.text for piece in pieces)


def _of_one(row: PilotRow, partners: Partners) -> list[Piece]:
    pilot = row.pilot
    link = Piece(pilot.title, pilot.get_absolute_url())
    if pilot.summary:
        before, named, after = pilot.summary.partition(pilot.name or "\0")
        dates = f" It {'ran' if _is_past(row) else 'runs'} {_span(row)}."
        when = dates if row.dates else _within_programme(row)
        if named:
            return [Piece(before), link, Piece(_closed(after.rstrip()) + when)]
        return [Piece(f"{_closed(pilot.summary)}{when} "), Piece("Pilot: "), link, Piece(".")]
    who = _leads(partners.of("leads")) or "A partnership"
    verb = "ran" if _is_past(row) else "runs" if _is_single(partners) else "run"
    when = f" {_span(row)}"
    people = pilot.target_group.rstrip(".")
    for_whom = f", for {people[:1].lower()}{people[1:]}" if people else ""
    return [Piece(f"{who} {verb} "), link, Piece(f"{when.rstrip()}{for_whom}.")]


def _span(row: PilotRow) -> str:
    """ "from 1 May 2025 to 31 July 2026", "since 1 May 2025", as the end of a sentence."""
    if " to " in row.dates:
        return f"from {row.dates}"
    if _is_past(row) and row.pilot.started:
        return f"from {row.pilot.started} to a day that is not known"
    return row.dates


def _within_programme(row: PilotRow) -> str:
    """When a pilot ran whose own dates no source gives: in the time of its programme."""
    programme = row.pilot.programme
    if programme is None or programme.start is None or programme.end is None or not _is_past(row):
        return ""
    start = with_precision(programme.start, programme.start_precision)
    end = with_precision(programme.end, programme.end_precision)
    return (
        " When work began here is not known;"
        f" the programme that it was part of ran from {start} to {end}."
    )


def _of_several(pilots: Pilots, partners: Partners) -> list[Piece]:
    under_way = pilots.under_way
    rows = [row for row in pilots.rows if row.pilot.is_under_way] or pilots.rows
    who = _leads(partners.of("leads")) or "Partnerships"
    count = under_way or pilots.count
    present = "runs" if _is_single(partners) else "run"
    verb = present if under_way else "ran"
    noun = "pilot" if count.label == "1" else "pilots"
    since = _since(rows, "since" if under_way else "from")
    made = [
        Piece(f"{who} {verb} {count.label} {noun} here{since}: "),
    ]
    named = rows[:NAMED]
    rest = count.count - len(named)
    for number, row in enumerate(named):
        is_last = number == len(named) - 1 and rest <= 0
        joint = "" if number == 0 else " and " if is_last else ", "
        made += [Piece(joint), Piece(row.pilot.title, row.pilot.get_absolute_url())]
    made.append(Piece(f" and {count.before}{rest} more." if rest > 0 else "."))
    return [piece for piece in made if piece.text]


def _since(rows: list[PilotRow], word: str) -> str:
    starts = [row.pilot.started for row in rows if row.pilot.started]
    if not starts:
        return ""
    first = min(starts, key=lambda start: start.first)
    return f", the first {word} {first}" if len(rows) > 1 else f", {word} {first}"


def _leads(leads: list[Partner]) -> str:
    names = [with_article(lead.name) for lead in leads[:LEADS]]
    more = len(leads) - len(names)
    more_words = f"{more} others" if more > 1 else "one other"
    return capitalised(list_words([*names, more_words] if more else names))


def _is_single(partners: Partners) -> bool:
    return len(partners.of("leads")) == 1


def _is_past(row: PilotRow) -> bool:
    return not row.pilot.is_under_way and row.pilot.status != "proposed"


def _closed(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
