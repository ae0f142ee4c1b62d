"""The journal by which bodies give way to others, and where each row of a split body goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Place,
    PlaceReach,
    Reorganisation,
    ReorganisationPart,
)
from records.addresses import free_slugs
from records.merging import Does, Rule, Sides, every
from reorganise.giving_way_plan import GivingWay, Heir
from reorganise.journal import Journal
from reorganise.rules import IN_TIME
from reorganise.seats import KEY as SEATS
from reorganise.seats import Goes, ending, seat_once

Side = ReorganisationPart.Side
PLACES = f"{OrganisationPlace._meta.label}.organisation"
# Whose role it is to be is said by a person; nobody comes to read more by software alone.
ROLES = ("people.Assignment.organisation", "people.Invitation.organisation")


def write(
    reorganisation: Reorganisation, plan: GivingWay, told: Mapping[str, Any] | None = None
) -> None:
    """Write the journal of a plan that was checked, with the parts on both sides.

    ``told`` is where rows of a split body go for which nobody said it, by default as guessed.
    """
    if told is None:
        told = guesses(plan) if plan.is_split else {}
    journal = Journal(reorganisation, Organisation, plan.sides(()), {})
    new = [heir.name for heir in plan.after if heir.body is None]
    slugs = iter(free_slugs(Organisation.objects.all(), new, "organisation") if new else ())
    after = tuple(heir.body or _begin(journal, plan, heir, next(slugs)) for heir in plan.after)
    ids = tuple(body.pk for body in after)
    journal.sides = plan.sides(ids)
    journal.choices = _by_id(plan, ids, told)
    for body in plan.before:
        _part(reorganisation, Side.BEFORE, body)
        journal.changed(body, ended_on=plan.on, ended_on_precision="day")
        for heir in after:
            link = OrganisationSuccession(before=body, after=heir, on=plan.on)
            link.source_id = reorganisation.source_id
            journal.came(link)
    for body in after:
        _part(reorganisation, Side.AFTER, body)
    for rule in IN_TIME:
        journal.write(rule)
    if plan.is_split:
        seat_once(reorganisation, ids)


def moving() -> list[Rule]:
    """The kinds of rows that go to one who takes over."""
    rules = [rule for rule in IN_TIME if rule.does.goes_on]
    return sorted(rules, key=lambda rule: rule.order)


def staying(plan: GivingWay) -> list[str]:
    """What stays with the old bodies in any case, in words, the most first: "12 flows from it".

    One query.
    """
    sides = plan.sides(())
    each = [_over(rule, sides) for rule in IN_TIME if rule.noun and rule.does is not Does.BY_HAND]
    counts = dict(each[0].union(*each[1:], all=True))
    rules = {rule.key: rule for rule in IN_TIME}
    left = sorted(((count, key) for key, count in counts.items() if count), reverse=True)
    return [rules[key].counted(count) for count, key in left]


def _over(rule: Rule, sides: Sides) -> QuerySet[Any]:
    """The key of a rule, with how many rows it leaves with the old bodies."""
    still = Q(pk__in=[]) if rule.does is Does.STAY else rule.open(sides)
    rows = replace(rule, open=every).rows(Organisation, sides).order_by()
    over = rows.exclude(pk__in=rows.filter(still).values("pk"))
    key = Value(rule.key, CharField())
    return over.annotate(of=key).values("of").annotate(left=Count("pk")).values_list("of", "left")


def guesses(plan: GivingWay) -> dict[str, Any]:
    """Of a split body, where each row goes as far as the record says which of those that take over
    serves its place; by the number of the body in ``after``.

    Which places each serves is as it stands and as was chosen. Rows that cannot be told are left
    out, and roles of people always.
    """
    served = _served(plan)
    found: dict[str, Any] = {}
    for rule in moving():
        if rule.key in ROLES:
            continue
        rows = rule.rows(Organisation, plan.sides(())).values_list("pk", rule.record_attname)
        records = dict(rows)
        at = _places_of(rule, set(records.values()))
        told = {pk: _only(served, at.get(record, set())) for pk, record in records.items()}
        found[rule.key] = {str(pk): [heir] for pk, heir in told.items() if heir is not None}
    return found


def _served(plan: GivingWay) -> dict[int, set[int]]:
    """The places that each of those that take over serves: as it stands, and as was chosen."""
    served: dict[int, set[int]] = defaultdict(set)
    existing = {heir.body.pk: at for at, heir in enumerate(plan.after) if heir.body}
    links = OrganisationPlace.objects.standing(plan.on).filter(organisation__in=existing)
    for body, place in links.values_list("organisation_id", "place_id"):
        served[existing[body]].add(place)
    said = plan.choices.get(PLACES, {}).get("rows", {})
    rows = OrganisationPlace.objects.filter(pk__in=[int(row) for row in said])
    for pk, place in rows.values_list("pk", "place_id"):
        for at in said[str(pk)]:
            served[at].add(place)
    return served


def _only(served: Mapping[int, set[int]], reach: set[int]) -> int | None:
    """The one that serves a place of the record or one above it; None where it cannot be told."""
    serving = [at for at, places in served.items() if places & reach]
    return serving[0] if len(serving) == 1 else None


def _places_of(rule: Rule, ids: set[int]) -> dict[int, set[int]]:
    """By record, its places with those above them, as far as records of its kind have any."""
    model = rule.record_model
    rows = model._meta.base_manager.filter(pk__in=ids)
    names = {field.name for field in model._meta.get_fields()}
    if "reach_ids" in names:
        return {pk: set(reach) for pk, reach in rows.values_list("pk", "reach_ids")}
    places = "pk" if model is Place else next((n for n in ("places", "place") if n in names), "")
    if not places:
        return {}
    at: dict[int, set[int]] = defaultdict(set)
    pairs = list(rows.exclude(**{places: None}).values_list("pk", places))
    above: dict[int, set[int]] = defaultdict(set)
    reach = PlaceReach.objects.filter(place__in={place for _, place in pairs})
    for place, ancestor in reach.values_list("place_id", "ancestor_id"):
        above[place].add(ancestor)
    for pk, place in pairs:
        at[pk] |= above[place]
    return at


def _by_id(
    plan: GivingWay, ids: tuple[int, ...], told: Mapping[str, Any]
) -> dict[str, dict[str, object]]:
    """Of a split body the choices with the bodies themselves; what was not chosen stays. Of seats,
    those that end where others go on."""
    ends = ending(plan, where_seats_go(plan, told))
    of_seats = {row: [ids[at] for at in to] for row, to in ends.items()}
    if not plan.is_split:
        return {SEATS: {"ends": of_seats}}
    chosen: dict[str, dict[str, object]] = {}
    for rule in moving():
        said = plan.choices.get(rule.key, {})
        rows = {**told.get(rule.key, {}), **said.get("rows", {})}
        chosen[rule.key] = {
            "default": [ids[at] for at in said.get("default", [])],
            "rows": {row: [ids[at] for at in to] for row, to in rows.items()},
        }
    chosen[SEATS]["ends"] = of_seats
    return chosen


def where_seats_go(plan: GivingWay, told: Mapping[str, Any]) -> Goes:
    """To which of those that take over each seat goes, as far as was chosen or is told."""
    if not plan.is_split:
        return lambda _: [0]
    said = plan.choices.get(SEATS, {})
    rows = {**told.get(SEATS, {}), **said.get("rows", {})}
    default: list[int] = said.get("default", [])
    return lambda seat: rows.get(str(seat), default)


def _part(reorganisation: Reorganisation, side: str, body: Organisation) -> None:
    ReorganisationPart.objects.create(
        reorganisation=reorganisation, side=side, name=body.name, organisation_id=body.pk
    )


def _begin(journal: Journal, plan: GivingWay, new: Heir, slug: str) -> Organisation:
    """A new body with its name from the day on."""
    body = Organisation(
        name=new.name,
        slug=slug,
        sector=new.sector,
        is_example=plan.before[0].is_example,
    )
    journal.came(body)
    source = journal.reorganisation.source_id
    name = OrganisationName(organisation=body, name=new.name, valid_from=plan.on, source_id=source)
    journal.came(name)
    return body
