"""How proposing pilots takes part in the whole."""

from __future__ import annotations

from pilots.proposal.imported import PILOTS

DECLARES = (PILOTS,)
