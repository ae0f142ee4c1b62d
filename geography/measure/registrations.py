"""How context figures take part in the whole."""

from __future__ import annotations

from geography.measure.models import MeasureRelease
from geography.models import ContextFigure
from interface.parts import RecordMenuItem
from records.absent import Absent, Whole
from records.addresses import address
from records.merging import Does, PlaceRule
from records.resting import CitesSource, Line


def _line(figure: ContextFigure) -> Line:
    measure, place = figure.release.measure.label, figure.place
    if place is None:
        return Line(f"{measure}: {figure.get_country_display()}", note=figure.release.name)
    return Line(f"{measure}: {place}", address("place_context", place.slug), figure.release.name)


REGISTRATIONS = (
    PlaceRule(ContextFigure, "place", Does.STAY, because="it was counted for the old area"),
    CitesSource(
        model=ContextFigure,
        key="context",
        noun="context figure",
        order=900,
        line=_line,
        needs=("release__measure", "place"),
    ),
    Absent(
        model=MeasureRelease,
        at=Whole.FILES,
        why="it is the load of a published file, which has a page of its own",
    ),
    RecordMenuItem(
        page="place_context",
        label="How it compares",
        says="Its official figures beside those of other places",
        of="place",
        order=45,
    ),
)
