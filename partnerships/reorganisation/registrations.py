"""How reorganisations take part in the whole."""

from __future__ import annotations

from partnerships.models import Reorganisation, ReorganisationPart
from records.merging import BodyRule, Does, PlaceRule
from registry.reported import HasErrorReports

REGISTRATIONS = (
    HasErrorReports(model=Reorganisation, pages=("reorganisation",)),
    PlaceRule(ReorganisationPart, "place", Does.STAY, because="it says what happened"),
    BodyRule(ReorganisationPart, "organisation", Does.STAY, because="it happened"),
)
