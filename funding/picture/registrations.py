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
        says="From whom it comes, through which fund, and to whom",
        of="place",
        tab=4,
        words=MONEY,
        answer="Money in",
    ),
)
