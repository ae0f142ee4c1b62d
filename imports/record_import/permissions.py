from __future__ import annotations

from typing import Any

from django.utils import timezone

from access.permissions import edits, leads
from imports.models import RecordImport
from partnerships.models import Place, Programme
from partnerships.place.known_reach import know_reach_of
from records.switches import used
from registry.imported import ImportFormat

# Among what was found of an import: the places at which it wrote
WROTE_AT = "wrote at"
# What a programme at hand knows: its places, with what lies above them for this reader
ASKED_OF = "places_asked_of"


def kinds_for(user: Any, home: Place | Programme) -> list[ImportFormat]:
    """What this person may bring in a file to a place, or to the places of a programme."""
    if isinstance(home, Programme):
        return _for_programme(user, home)
    return [kind for kind in used(ImportFormat) if kind.permission(user, home)]


def _for_programme(user: Any, programme: Programme) -> list[ImportFormat]:
    """For its leads: what they may add at one of its places at least, each as its own file says."""
    if not leads(user, programme.pk):
        return []
    if (places := vars(programme).get(ASKED_OF)) is None:  # for a page that asks several times
        places = list(Place.objects.filter(pk__in=places_of(programme)).order_by("pk"))
        know_reach_of(places, user)
        vars(programme)[ASKED_OF] = places
    kinds = (of_programme(kind) for kind in used(ImportFormat) if kind.in_programme)
    return [kind for kind in kinds if any(kind.permission(user, place) for place in places)]


def places_of(programme: Programme) -> list[int]:
    """The numbers of the places that take part in it today."""
    parts = programme.place_links.taking_part(timezone.localdate()).order_by("place")
    return list(parts.values_list("place", flat=True).distinct())


def of_programme(kind: ImportFormat) -> ImportFormat:
    """A kind of file as it is for all places of a programme."""
    if kind.in_programme is None:
        raise KeyError(kind.key)
    return kind.in_programme(kind)


def can_import(user: Any, home: Place | Programme) -> bool:
    """Whoever may add one of the records there."""
    return bool(kinds_for(user, home))


def can_finish(user: Any, row: RecordImport) -> bool:
    """Whoever sent the file, while they may add such records: what they confirm is theirs."""
    return row.by_id == user.pk and row.kind in {kind.key for kind in kinds_for(user, row.home)}


def can_undo(user: Any, row: RecordImport) -> bool:
    """Whoever imported it, and the editors of the place; of a programme, while they may add such
    records at every place at which it wrote."""
    if row.place is not None:
        return edits(user, row.place) or can_finish(user, row)
    kind = next((one for one in kinds_for(user, row.home) if one.key == row.kind), None)
    if row.by_id != user.pk or kind is None:
        return False
    places = list(Place.objects.filter(pk__in=row.found.get(WROTE_AT, ())))
    know_reach_of(places, user)
    return all(kind.permission(user, place) for place in places)
