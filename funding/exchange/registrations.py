"""How grants and payments take part in the whole: as files that go out and come in."""

from __future__ import annotations

from funding.exchange.imported import GRANTS
from funding.exchange.money import MONEY
from funding.exchange.payments import PAYMENTS
from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    GRANTS,
    MONEY,
    PAYMENTS,
    MenuItem(
        page="grants",
        label="Grants in the 360Giving Data Standard",
        says="Money that is exactly known, as files that other programs read",
        theme=Theme.MONEY,
        order=15,
        words="360giving 360 giving standard open data export download grants json csv",
        within="funding",
    ),
)
