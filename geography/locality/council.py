"""The councils that a postcode leads to."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.functions import Length

from geography.locality import postcodes
from geography.locality.kinds import POSTCODES
from geography.models import Locality
from partnerships.models import Place


def councils_of(user: Any, typed: str) -> list[Place]:
    """The council in which a whole postcode lies; where its sector lies in several, all of them,
    that with most of it first. One query.

    Empty for anything that is no whole postcode, and where no list has it.
    """
    postcode = postcodes.read(typed)
    if postcode is None or not postcode.is_whole:
        return []
    rows = Locality.objects.visible_to(user).current().filter(kind__in=POSTCODES)
    found = rows.filter(name__in=postcode.names).select_related("place")
    # The sector before the district
    ordered = list(found.order_by(Length("name").desc(), F("share").desc(nulls_first=True), "id"))
    return [row.place for row in ordered if row.name == ordered[0].name]
