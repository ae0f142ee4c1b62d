"""Programmes that speak for a place within a council: of the pilots that work there, and of its
councils. They stand beside its own, marked, and are in no count of the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from access.kept import kept
from access.subqueries import Among
from interface.paging import bounded_counts
from interface.words import list_words
from partnerships.models import Place, Programme, ProgrammePlace
from pilots.models import Pilot
from pilots.place.beside import MOST, NOTHING, Line, Part, counts_of
from pilots.place.programmes import programmes_at, when
from pilots.place.speaks_for import OF_THE_PILOT, SpeaksFor, speaks_for
from pilots.place.tried_before import Tried
from records.statements import Given

# So many stand on the page of what was tried
SHOWN = 20
SAID = (
    *("name", "slug", "dates_note"),
    *("start", "start_precision", "end", "end_precision"),
)


@kept
def programmes(most: int, *, place: Any, pilots: Given, councils: Given) -> Any:
    """The latest of the pilots here, then of the councils; none that the place itself was in."""
    links = ProgrammePlace.objects.filter(Among("place_id", councils), programme=OuterRef("pk"))
    of_pilots = Pilot.objects.filter(Among("pk", pilots), programme=OuterRef("pk"))
    read = JSONObject(place="place_id", named="named")
    rows = Programme.objects.annotate(
        is_of_pilots=Exists(of_pilots), at=ArraySubquery(links.order_by("id").values(read=read))
    ).filter(Q(is_of_pilots=True) | Exists(links))
    others = rows.exclude(pk__in=programmes_at(place).order_by().values("pk"))
    latest = F("start").desc(nulls_last=True)
    return others.only(*SAID).order_by("-is_of_pilots", latest, "sort_key", "id")[:most]


def programmes_part(of_whom: SpeaksFor, rows: list[Any], counts: list[Any]) -> Part:
    """These in lines; ``counts`` are those of the councils."""
    lines = []
    for row in rows:
        whose = OF_THE_PILOT if row.is_of_pilots else ""
        if not whose:
            at = of_whom.of_council(link["place"] for link in row.at)
            named = dict.fromkeys(link["named"] for link in row.at if link["named"])
            whose = f"{at}: {list_words(named)}" if named else at
        note = when(row) or "dates not known"
        lines.append(Line(row.name, row.get_absolute_url(), whose, note))
    return Part(lines, counts)


def programmes_beside(user: Any, place: Place, told: Iterable[Tried]) -> Part:
    """The same on the page of what was tried there, without what it tells already. Three queries;
    none for other places."""
    of_whom = speaks_for(user, place)
    if not of_whom:
        return NOTHING
    asked = {"pilots": of_whom.pilots.array, "councils": of_whom.councils_array}
    numbers = (
        bounded_counts(*((_within(council.pk), MOST) for council in of_whom.councils))
        if of_whom.councils
        else []
    )
    counts = counts_of(
        zip(of_whom.councils, numbers, strict=True),
        lambda slug: reverse("place_before", args=[slug]),
    )
    urls = {one.url for one in told}
    found = programmes(SHOWN, place=place, **asked)
    others = [row for row in found if row.get_absolute_url() not in urls]
    return programmes_part(of_whom, others, counts)


def _within(pk: int) -> Any:
    links = ProgrammePlace.objects.filter(programme=OuterRef("pk"), place__reach_up__ancestor=pk)
    return Programme.objects.filter(Exists(links))
