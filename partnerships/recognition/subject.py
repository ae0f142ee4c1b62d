"""How recognition takes part in the whole."""

from __future__ import annotations

from interface.parts import Part, Theme
from partnerships.models import Recognition
from partnerships.reported import Reported
from records.merging import BodyRule, Does, PlaceRule

DECLARES = (
    Reported(model=Recognition, pages=("recognition",), owner="given_by"),
    Part(
        page="recognitions",
        label="Recognition",
        says="Thanks and awards for people who work across organisations",
        theme=Theme.PEOPLE,
        order=95,
        words="awards thanks credit",
    ),
    PlaceRule(Recognition, "place", Does.STAY, because="it was said of the old place"),
    BodyRule(Recognition, "organisation", Does.MOVE, noun="recognition", order=340),
    BodyRule(Recognition, "given_by", Does.MOVE, noun="recognition that it gave", order=350),
)
