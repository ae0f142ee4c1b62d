"""How skills of partners take part in the whole."""

from __future__ import annotations

from partnerships.models import PartnerSkill
from records.merging import BodyRule, Does

DECLARES = (
    BodyRule(PartnerSkill, "organisation", Does.MOVE, noun="skill", order=380, once=("skill",)),
)
