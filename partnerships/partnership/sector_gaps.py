"""Which sectors take part in a partnership, which do not, and which usually do elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from partnerships.models import Member, Organisation, Partnership
from partnerships.place.models.place import holding

# So many partnerships are looked at for what is usual.
HELD_AGAINST = 200
# No sectors of their own, so that none of them can be missing
NO_SECTOR = {Organisation.Sector.OTHER.value, Organisation.Sector.NOT_KNOWN.value}
SECTORS = dict(Organisation.Sector.choices)


@dataclass(frozen=True, slots=True)
class Missing:
    """A sector that is not in, and in how many of the other partnerships it is."""

    sector: str
    elsewhere: int

    @property
    def words(self) -> str:
        """The sector as pages say it."""
        return str(SECTORS[self.sector])


@dataclass(frozen=True)
class Coverage:
    """The sectors of one partnership. ``others`` is how many partnerships it is held against."""

    partnership: Partnership
    present: list[str]
    missing: list[Missing]
    others: int

    @property
    def usually_in(self) -> list[Missing]:
        """Those that are in half of the other partnerships or more."""
        return [gap for gap in self.missing if gap.elsewhere * 2 >= self.others > 0]

    @property
    def rarely_in(self) -> list[Missing]:
        """The rest of those that are not in."""
        return [gap for gap in self.missing if gap not in self.usually_in]


def coverage(partnerships: Iterable[Partnership], on: dt.date) -> list[Coverage]:
    """The sectors of each of these partnerships on a day, against all others. One query.

    A body that says it is no member brings no sector. Made-up partnerships are held against made-up
    ones alone.
    """
    asked = list(partnerships)
    if not asked:
        return []
    held = Partnership.objects.order_by("id").values("pk")[:HELD_AGAINST]
    rule = Q(partnership__in=held) | Q(partnership__in=asked)
    rows = Member.objects.filter(holding(on), rule).exclude(claim=Member.Word.REFUSED).order_by()
    links = rows.values_list(
        "partnership_id", "partnership__is_example", "organisation__sector"
    ).distinct()
    sectors: dict[int, set[str]] = {}
    made_up: dict[int, bool] = {}
    for pk, is_example, sector in links:
        sectors.setdefault(pk, set()).add(sector)
        made_up[pk] = is_example
    return [_coverage(partnership, sectors, made_up) for partnership in asked]


def _coverage(
    partnership: Partnership, sectors: dict[int, set[str]], made_up: dict[int, bool]
) -> Coverage:
    own = sectors.get(partnership.pk, set())
    others = [
        pk for pk in sectors if pk != partnership.pk and made_up[pk] == partnership.is_example
    ]
    counts = Counter(sector for pk in others for sector in sectors[pk])
    missing = [
        Missing(sector, counts[sector]) for sector in SECTORS if sector not in own | NO_SECTOR
    ]
    missing.sort(key=lambda gap: -gap.elsewhere)
    present = [str(SECTORS[sector]) for sector in SECTORS if sector in own]
    return Coverage(partnership, present, missing, len(others))
