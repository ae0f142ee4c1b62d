"""The journal of a reorganisation of places: names, codes and links by hand, the rest by rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from partnerships.models import (
    FormerAddress,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
    Reorganisation,
    ReorganisationPart,
)
from partnerships.place.models.place import holding
from records.addresses import RESERVED
from reorganise.journal import Journal
from reorganise.plan import Plan, Successor
from reorganise.rules import RULES

Side = ReorganisationPart.Side


def write(reorganisation: Reorganisation, plan: Plan) -> None:
    """Write the journal of a plan that was checked, with the parts on both sides.

    A fixed number of statements for the rules, and a few for each place that begins or ends.
    """
    if plan.changes_itself:
        _change(reorganisation, plan)
        return
    journal = Journal(reorganisation, Place, plan.sides(()), {})
    after = tuple(successor.place or _begin(journal, plan, successor) for successor in plan.after)
    ids = tuple(successor.pk for successor in after)
    journal.sides = plan.sides(ids)
    journal.choices = _by_id(plan, ids)
    for place in plan.before:
        _part(reorganisation, Side.BEFORE, place)
        _close(journal, place, plan.on)
        for new in after:
            link = PlaceLink(place=place, other=new, kind="succeeded_by", valid_from=plan.on)
            link.source_id = reorganisation.source_id
            journal.came(link)
    for new in after:
        _part(reorganisation, Side.AFTER, new)
    for rule in RULES[Place]:
        journal.write(rule)


def _by_id(plan: Plan, ids: tuple[int, ...]) -> dict[str, dict[str, object]]:
    """The choices of the plan, with the places themselves instead of their numbers."""
    return {
        key: {
            "default": [ids[at] for at in successors["default"]],
            "rows": {row: [ids[at] for at in to] for row, to in successors.get("rows", {}).items()},
        }
        for key, successors in plan.choices.items()
        if "default" in successors
    }


def _part(reorganisation: Reorganisation, side: str, place: Place) -> None:
    ReorganisationPart.objects.create(
        reorganisation=reorganisation, side=side, name=place.name, place_id=place.pk
    )


def _begin(journal: Journal, plan: Plan, new: Successor) -> Place:
    """A new place with its name, its code and what it lies within: all that the old lay within."""
    place = Place(
        name=new.name,
        slug=free_slug(new.name, new.kind),
        kind=new.kind,
        is_example=plan.before[0].is_example,
    )
    journal.came(place)
    source = journal.reorganisation.source_id
    dated = {"place": place, "valid_from": plan.on, "source_id": source}
    journal.came(PlaceName(name=new.name, **dated))
    if new.code:
        journal.came(PlaceCode(code=new.code, **dated))
    above = PlaceLink.objects.filter(holding(plan.on), kind="within", place__in=plan.before)
    above = above.exclude(other__in=plan.before).order_by()
    for other in sorted(set(above.values_list("other_id", flat=True))):
        journal.came(PlaceLink(other_id=other, kind="within", **dated))
    return place


def _close(journal: Journal, place: Place, on: dt.date) -> None:
    """Its names and codes end on the day; they still find it."""
    still = Q(valid_to=None) | Q(valid_to__gt=on)
    names: Iterable[PlaceName | PlaceCode] = place.names.filter(still)
    for row in [*names, *place.codes.filter(still)]:
        journal.changed(row, valid_to=on)


def _change(reorganisation: Reorganisation, plan: Plan) -> None:
    """A new name, kind or code: the place stays, its old name and code end on the day."""
    place, new = plan.before[0], plan.after[0]
    journal = Journal(reorganisation, Place, plan.sides((place.pk,)), {})
    _part(reorganisation, Side.BEFORE, place)
    ReorganisationPart.objects.create(
        reorganisation=reorganisation,
        side=Side.AFTER,
        name=new.name or place.name,
        place=place,
    )
    dated = {"place": place, "valid_from": plan.on, "source_id": reorganisation.source_id}
    columns = {"kind": new.kind or place.kind}
    if new.name:
        for old in place.names.filter(kind="plain", valid_to=None):
            journal.changed(old, valid_to=plan.on)
        journal.came(PlaceName(name=new.name, **dated))
        columns |= {"name": new.name} | _readdress(journal, place, new.name)
    if new.code:
        for code in place.codes.filter(scheme="gss", valid_to=None):
            journal.changed(code, valid_to=plan.on)
        journal.came(PlaceCode(code=new.code, **dated))
    journal.changed(place, **columns)


def _readdress(journal: Journal, place: Place, name: str) -> dict[str, str]:
    """A new name has a new address; the old one leads there."""
    slug = free_slug(name, place.kind, but=place)
    if slug == place.slug:
        return {}
    kept = FormerAddress.objects.filter(slug=place.slug, place__isnull=False).first()
    if kept:
        journal.changed(kept, place_id=place.pk)
    else:
        journal.came(FormerAddress(slug=place.slug, place=place, since=timezone.now()))
    return {"slug": slug}


def free_slug(name: str, kind: str, *, but: Place | None = None) -> str:
    """An address that no place has: the name, with its kind where another has that."""
    plain = slugify(name)[:120] or "place"
    with_kind = f"{plain}-{slugify(kind.replace('_', '-'))}"
    tried = [plain, with_kind, *(f"{with_kind}-{number}" for number in range(2, 100))]
    taken = Place.objects.filter(slug__in=tried)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    held = RESERVED | set(taken.values_list("slug", flat=True))
    return next(slug for slug in tried if slug not in held)
