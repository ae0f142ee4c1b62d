"""The council that a postcode leads to."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.functions import Length

from geography.locality import postcodes
from geography.locality.kinds import POSTCODES
from geography.models import Locality
from partnerships.models import Place


def council_of(user: Any, typed: str) -> Place | None:
    """The council in which a whole postcode lies, or most of its sector; one query.

    None for anything that is no whole postcode, and where no list has it.
    """
    postcode = postcodes.read(typed)
    if postcode is None or not postcode.is_whole:
        return None
    rows = Locality.objects.visible_to(user).current().filter(kind__in=POSTCODES)
    found = rows.filter(name__in=postcode.names).select_related("place")
    # The sector before the district
    best = found.order_by(Length("name").desc(), F("share").desc(nulls_first=True), "id").first()
    return best.place if best else None
