"""How grants and payments that come in take part in the whole."""

from __future__ import annotations

from funding.exchange.imported import GRANTS
from funding.exchange.payments import PAYMENTS

DECLARES = (GRANTS, PAYMENTS)
