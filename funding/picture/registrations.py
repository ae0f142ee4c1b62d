"""How the money of a place takes part in the whole."""

from __future__ import annotations

from interface.parts import RecordMenuItem

MONEY = (
    "money funding fund funds grant grants spending budget pays paid awarded came received spent"
)

REGISTRATIONS = (
    RecordMenuItem(
        page="place_funding",
        label="Money",
        says="Where it comes from, through which fund, and who gets it",
        of="place",
        tab=4,
        words=MONEY,
        answer="Money in",
    ),
)
