"""How example agreements take part in the whole."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from barriers.example_agreement.permissions import can_keep_agreements
from barriers.models import (
    ExampleAgreement,
    ExampleAgreementPlace,
)
from records.merging import Does, PlaceRule
from records.resting import CitedBy, Line, SourceKept


def _agreement(agreement: ExampleAgreement) -> Line:
    return Line(agreement.title, reverse("example_agreements"))


def _keeps_agreements(user: Any, agreement: ExampleAgreement) -> bool:
    return can_keep_agreements(user)


DECLARES = (
    PlaceRule(ExampleAgreementPlace, "place", Does.STAY, because="it was made for the area"),
    CitedBy(
        model=ExampleAgreement,
        key="agreements",
        noun="example agreement",
        order=280,
        line=_agreement,
    ),
    SourceKept(model=ExampleAgreement, may=_keeps_agreements),
)
