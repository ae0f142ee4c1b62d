"""What official lists name within a council: wards, parishes, neighbourhoods."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from geography.models import Locality
from interface.paging import row_numbers
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from partnerships.place.models.place import holding
from records.names import PlainKey

# The kinds of the lists that are kinds of place as well.
KINDS = (Locality.Kind.WARD, Locality.Kind.PARISH, Locality.Kind.NEIGHBOURHOOD)
MOST = 600


def not_added(within: Place) -> QuerySet[Locality]:
    """What the current lists name in a council and is no place of its own here yet.

    Of a ward that a later list has under its name with a new code, that one.
    """
    coded = PlaceCode.objects.filter(code=OuterRef("code"))
    there = PlaceLink.objects.filter(holding(timezone.localdate()), other=within, kind="within")
    named = PlaceName.objects.filter(
        name_key=OuterRef("plain"), place__kind=OuterRef("kind"), place__in=there.values("place")
    )
    rows = Locality.objects.current().filter(place=within, kind__in=KINDS)
    later = Locality.objects.current().filter(
        *(Q(**{name: OuterRef(name)}) for name in ("place", "kind", "name_key")),
        release__as_of__gt=OuterRef("release__as_of"),
    )
    rows = rows.annotate(plain=PlainKey("name")).filter(Q(code="") | ~Exists(coded))
    return rows.filter(~Exists(named), ~Exists(later)).order_by("kind", "name", "id")


def ended_wards(within: Place) -> list[tuple[str, str, dt.date]]:
    """The wards of a council that a newer list of them lacks: code, name and the day of that list,
    each once, newest first. Another of the same name may be in it."""
    wards = Locality.objects.filter(place=within, kind=Locality.Kind.WARD)
    rows = wards.filter(ended_on__isnull=False)
    once = rows.values_list("code", "name", "ended_on").distinct()
    newest = once.order_by("-ended_on", "name", "code")[:MOST]
    return [(code, name, day) for code, name, day in newest if day]


def listed_as(within: Place, kind: str, name: str) -> Locality | None:
    """What the lists say of a ward, parish or neighbourhood of this name in this council."""
    rows = Locality.objects.current().filter(place=within, kind=kind)
    same = rows.annotate(plain=PlainKey("name")).filter(plain=PlainKey(Value(name)))
    return same.select_related("release__source").order_by("-code", "id").first()


def by_number(within: Place, number: str) -> Locality | None:
    """The row that a link names, of this council; None for any other text."""
    return not_added(within).filter(pk__in=row_numbers([number])).first()
