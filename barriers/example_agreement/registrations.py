"""How example agreements take part in the whole."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from barriers.example_agreement.permissions import can_keep_agreements
from barriers.models import (
    ExampleAgreement,
    ExampleAgreementPlace,
)
from interface.parts import MenuItem, Theme
from records.merging import Does, PlaceRule
from records.resting import CitesSource, Line, SourceKept


def _agreement(agreement: ExampleAgreement) -> Line:
    return Line(agreement.title, reverse("example_agreements"))


def _keeps_agreements(user: Any, agreement: ExampleAgreement) -> bool:
    return can_keep_agreements(user)


REGISTRATIONS = (
    MenuItem(
        page="example_agreements",
        label="Example agreements",
        says="Data sharing agreements that others can start from",
        theme=Theme.BARRIERS,
        order=98,
        words="data sharing template",
    ),
    MenuItem(
        page="example_agreement_add",
        label="Add an example agreement",
        says="An agreement that others can start from",
        theme=Theme.BARRIERS,
        order=140,
        words="data sharing template new",
        permission=can_keep_agreements,
        adds=True,
    ),
    PlaceRule(ExampleAgreementPlace, "place", Does.STAY, because="it was made for the area"),
    CitesSource(
        model=ExampleAgreement,
        key="agreements",
        noun="example agreement",
        order=280,
        line=_agreement,
    ),
    SourceKept(model=ExampleAgreement, permission=_keeps_agreements),
)
