"""Which sector a body is probably of, by the words of its name: proposed, never decided."""

from __future__ import annotations

import re

from partnerships.models import Organisation

Sector = Organisation.Sector
# The first of these whose words stand in a name
_WORDS = (
    (Sector.COUNCIL, r"councils?|borough|city of|county of|mbc|mdc|cbc"),
    (Sector.UNIVERSITY, r"university|uni"),
    (Sector.EDUCATION, r"college|school|academy|academies|learning trust"),
    (Sector.NHS, r"nhs|icb|ics|ccg|hospitals?|health ?care|care trust|ambulance|foundation trust"),
    (Sector.POLICE, r"police|constabulary"),
    (Sector.FIRE, r"fire"),
    (Sector.CENTRAL_GOVERNMENT, r"department|ministry|hm|cabinet office|desnz|mhclg|dwp|defra"),
    (Sector.HOUSING, r"housing|homes|incommunities"),
    (Sector.VOLUNTARY, r"charity|cic|foundation|community|communities|trust|voluntary|hospice"),
    (Sector.BUSINESS, r"ltd|limited|plc|llp|group|services"),
)
_SAID = [(sector, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for sector, words in _WORDS]


def probable_sector(name: str) -> str:
    """The sector that its name suggests; empty where it suggests none."""
    return next((str(sector) for sector, words in _SAID if words.search(name)), "")
