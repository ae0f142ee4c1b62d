"""How recognition takes part in the whole."""

from __future__ import annotations

from partnerships.models import Recognition
from records.merging import BodyRule, Does, PlaceRule

DECLARES = (
    PlaceRule(Recognition, "place", Does.STAY, because="it was said of the old place"),
    BodyRule(Recognition, "organisation", Does.MOVE, noun="recognition", order=340),
    BodyRule(Recognition, "given_by", Does.MOVE, noun="recognition that it gave", order=350),
)
