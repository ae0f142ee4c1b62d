"""How former addresses take part in the whole."""

from __future__ import annotations

from partnerships.models import FormerAddress
from records.merging import BodyRule, Does, PlaceRule

DECLARES = (
    PlaceRule(FormerAddress, "place", Does.STAY, because="the old page is still there"),
    BodyRule(FormerAddress, "organisation", Does.MOVE, noun="old address,old addresses", order=40),
)
