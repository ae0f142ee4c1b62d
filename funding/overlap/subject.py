"""How overlaps in funding take part in the whole."""

from __future__ import annotations

from funding.models import Overlap
from interface.parts import Part, Theme
from partnerships.reported import Reported
from records.differences import InHistory

DECLARES = (
    Part(
        page="overlaps",
        label="Overlaps in funding",
        says="Topics and places for which several are paid at one time, and small grants",
        theme=Theme.MONEY,
        order=30,
        words="duplicate duplication overlap double funding small grants same twice",
    ),
    Reported(
        model=Overlap,
        pages=("overlap_verdict",),
        reads=("one", "other"),
        of=("one", "other"),
    ),
    InHistory(model=Overlap, labels={"one": "One row", "other": "The other row"}),
)
