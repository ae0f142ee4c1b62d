"""How logging barriers takes part in the whole."""

from __future__ import annotations

from barriers.barrier_page.imported import BARRIERS

DECLARES = (BARRIERS,)
