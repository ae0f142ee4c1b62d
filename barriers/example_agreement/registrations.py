"""How example agreements take part in the whole."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from barriers.example_agreement.permissions import can_keep_agreements
from barriers.example_agreement.views import Agreements
from barriers.models import (
    ExampleAgreement,
    ExampleAgreementPlace,
)
from interface.parts import MenuItem, Theme
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import Does, PlaceRule
from records.resting import CitesSource, Line, SourceKept
from registry.library import LibraryKind
from registry.search import PLACE, SearchIndex, through


def _agreement(agreement: ExampleAgreement) -> Line:
    return Line(agreement.title, reverse("example_agreements"))


REGISTRATIONS = (
    HistoryLabel(
        model=ExampleAgreement,
        apart="it is an example that somebody published: its source stands beside it",
    ),
    HistoryLabel(model=ExampleAgreementPlace, apart="it is a place that a published example names"),
    *Agreements.registrations(),
    MenuItem(
        page="example_agreements",
        label="Example agreements",
        says="Data sharing agreements that others can start from",
        theme=Theme.BARRIERS,
        order=98,
        words="data sharing template",
        within="library",
    ),
    PlaceRule(ExampleAgreementPlace, "place", Does.STAY, because="it was made for the area"),
    CitesSource(
        model=ExampleAgreement,
        key="agreements",
        noun="example agreement",
        order=280,
        line=_agreement,
    ),
    SourceKept(model=ExampleAgreement, permission=can_keep_agreements),
    SearchIndex(
        model=ExampleAgreement,
        label="example agreement",
        page="example_agreements",
        key=(),
        anchor="agreement-{pk}",
        title="title",
        text=("covers",),
        note=("source__title", "covers"),
        within={PLACE: through(ExampleAgreementPlace, "place", of="agreement")},
        made_up=Q(is_example=True),
        order=134,
    ),
    LibraryKind(
        key="agreements",
        label="Example agreements",
        one="Agreement",
        page="example_agreements",
        words="All example agreements, with where they were made",
        indexes=("exampleagreement",),
        order=80,
    ),
    Absent(
        model=ExampleAgreement,
        at=Whole.FILES,
        why="no format reads a list of agreements to share data",
        to_come=True,
    ),
)
