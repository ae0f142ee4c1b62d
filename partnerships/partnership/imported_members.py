"""The partners of all places of a programme: each row is of a partnership of its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from access.permissions import edits, leads_at
from access.visibility import reader_of
from partnerships.models import Member, Partnership, PartnershipPlace, Place, PlaceReach
from partnerships.partnership.import_programmes import in_programme, place_at
from partnerships.place.within import within
from registry.import_readers import Named
from registry.imported import ImportColumn, ImportFormat, Row, Scope

SPACE = Value(" ")
SEVERAL = "is empty, and {place} has several partnerships. Say which"
NONE = "is empty, and {place} has no partnership yet. Add it first"
NOT_ITS = "is no partnership of {place}"
NOT_YOURS = (
    "was added by someone else. Only its editors, or the lead who added it, can change who is in it"
)


def _partnerships(scope: Scope) -> QuerySet[Partnership]:
    seen: Any = Partnership.objects.visible_to(scope.user)
    links = PartnershipPlace.objects.filter(place__in=within(scope.roots))
    rows: QuerySet[Partnership] = seen.filter(Exists(links.filter(partnership=OuterRef("pk"))))
    return rows


WHICH = ImportColumn(
    key="partnership",
    label="Partnership",
    reads=Named(_partnerships, "partnership"),
    fills="partnership_id",
    means="Empty where its place has one alone",
    called=("board", "partnership name", "name of the partnership"),
)


def _may(user: Any, place: Place) -> bool:
    """Editors; and leads of a programme there, of what they added themselves (``_is_theirs``)."""
    return edits(user, place) or leads_at(user, place)


def _is_theirs(scope: Scope, place: Place, partnership: int) -> bool:
    """Whether the person says who is in a partnership of this place."""
    own = scope.kept.get("own partnerships")
    if own is None:
        rows = Partnership.objects.filter(created_by=scope.user.pk)
        own = scope.kept["own partnerships"] = set(rows.values_list("pk", flat=True))
    return partnership in own or edits(scope.user, place)


def _put(row: Row, scope: Scope) -> None:
    """Put it into the partnership that it names, else into the one of its place."""
    place = place_at(scope, row.place_id)
    its = _of_place(scope).get(row.place_id, set())
    just_there = scope.kept["partnerships just there"].get(row.place_id, set())
    said = row.values.get("partnership_id")
    if said is None and "partnership" in row.texts:
        return  # it is asked which one that is
    if said is None and len(just_there) != 1:
        text = SEVERAL if its else NONE
        row.problems.append(("partnership", text.format(place=place)))
        return
    chosen = said if said is not None else next(iter(just_there))
    row.values["partnership_id"] = chosen
    if chosen not in its:
        row.problems.append(("partnership", NOT_ITS.format(place=place)))
    elif not row.is_barred and not _is_theirs(scope, place, chosen):
        row.problems.append(("partnership", NOT_YOURS))


def _told_by_place(row: Row, scope: Scope, key: str, ids: Sequence[int]) -> int | None:
    """Of several partnerships of one name, the one of the row's place."""
    its = _of_place(scope).get(row.place_id, set()) if key == "partnership" else set()
    there = [pk for pk in ids if pk in its]
    return there[0] if len(there) == 1 else None


def _of_place(scope: Scope) -> dict[int, set[int]]:
    """The partnerships at each place, those at the places within it among them."""
    if "partnerships" not in scope.kept:
        made: dict[int, set[int]] = {}
        links = PartnershipPlace.objects.filter(partnership__in=_partnerships(scope).values("pk"))
        above = PlaceReach.objects.filter(place__in=links.values("place")).order_by()
        reach: dict[int, list[int]] = {}
        for place, ancestor in above.values_list("place", "ancestor"):
            reach.setdefault(place, []).append(ancestor)
        just_there: dict[int, set[int]] = {}
        for partnership, place in links.values_list("partnership", "place"):
            just_there.setdefault(place, set()).add(partnership)
            for each in reach.get(place, [place]):
                made.setdefault(each, set()).add(partnership)
        scope.kept.update({"partnerships": made, "partnerships just there": just_there})
    found: dict[int, set[int]] = scope.kept["partnerships"]
    return found


def _there(scope: Scope) -> QuerySet[Member]:
    """The members of today of all of them."""
    rows = Member.objects.filter(partnership__in=_partnerships(scope).values("pk"), valid_to=None)
    reader = reader_of(scope.user)
    edited = within(sorted(reader.edited_places) if reader else [])
    here = PartnershipPlace.objects.filter(partnership=OuterRef("partnership"), place__in=edited)
    may = Q(partnership__created_by=scope.user.pk) | Q(Exists(here))
    yes, no = (Value(one, output_field=BooleanField()) for one in (True, False))
    parts = (Cast("partnership_id", TextField()), SPACE, Cast("organisation_id", TextField()))
    return rows.select_related("organisation").annotate(
        import_key=Concat(*parts, SPACE, "role", output_field=TextField()),
        import_may=Case(When(may, then=yes), default=no),
        import_open=no,
    )


def members_of_programme(kind: ImportFormat) -> ImportFormat:
    """The partners of one partnership, made those of all partnerships of a programme's places."""
    made = in_programme(permission=_may, also=_put)(kind)
    return replace(
        made,
        columns=(*made.columns, WHICH),
        there=_there,
        key_of=lambda row: f"{row.values.get('partnership_id')} {kind.key_of(row)}",
        within=None,
        within_column="",
        told_by_place=_told_by_place,
    )
