"""How decisions of boards take part in the whole."""

from __future__ import annotations

from governance.decision.on_agenda import ON_AGENDA

REGISTRATIONS = (ON_AGENDA,)
