"""Who waits for any of many barriers, as ``tell_of_status`` finds them for one alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone

from access.visibility import of_roles
from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.rights import Line
from barriers.escalation.notices import STATUS
from barriers.link.page_data import FURTHEST
from barriers.models import Barrier, BarrierLink, Escalation
from interface.reached import Reached, note
from interface.words import count_words
from people.models import Assignment

Kind = BarrierLink.Kind
# So many people are asked about in one query, and so many barriers named in one message
AT_ONCE, NAMED = 50, 20

# Somebody waits for a barrier over these, all of which they must see
_Way = tuple[int, frozenset[int]]


def tell_waiting(barriers: Sequence[Barrier], news: str, *, but: Any) -> Reached:
    """Tell each who waits for any of them, but for whoever did it, in one message."""
    found = _waiting(barriers, but)
    people = list(User.objects.filter(pk__in=found, is_active=True).order_by("pk"))
    for person in people:
        own = [barrier for barrier in barriers if barrier.pk in found[person.pk]]
        first = own[0]
        if len(own) == 1:
            subject = f"{news}: {first.reference}, {first.title}"
            tell(
                kind=STATUS,
                subject=subject,
                about=first,
                url=first.get_absolute_url(),
                to=person,
            )
            continue
        named = [Line(f"{barrier.reference}: {barrier.title}", barrier) for barrier in own[:NAMED]]
        if more := len(own) - len(named):
            named.append(Line(f"and {more} more"))
        tell(
            kind=STATUS,
            subject=f"{news}: {count_words(len(own), 'barrier')}",
            about=None,
            lines=named,
            url=reverse("barriers"),
            to=person,
        )
    return note(Reached(accounts=frozenset(person.pk for person in people)))


def _waiting(barriers: Sequence[Barrier], but: Any) -> dict[int, set[int]]:
    """By person, the barriers that they wait for and read."""
    keys = {barrier.pk for barrier in barriers}
    ways: defaultdict[int, set[_Way]] = defaultdict(set)
    for barrier in barriers:
        if barrier.created_by_id:
            ways[barrier.created_by_id].add((barrier.pk, frozenset({barrier.pk})))
    asked = Escalation.objects.filter(barrier__in=keys, created_by__isnull=False).order_by()
    for barrier_id, person in asked.values_list("barrier", "created_by"):
        ways[person].add((barrier_id, frozenset({barrier_id})))
    for person, way in _over_links(keys):
        ways[person].add(way)
    ways.pop(but.pk, None)
    seen = _seen_by(ways)
    found = {
        person: {goal for goal, over in own if over <= seen[person]} for person, own in ways.items()
    }
    return {person: goals for person, goals in found.items() if goals}


def _over_links(keys: Collection[int]) -> list[tuple[int, _Way]]:
    """Whoever logged a barrier that waits for one of these or is like it, or said that it does."""
    links = list(_links_to(keys))
    joined: defaultdict[int, list[BarrierLink]] = defaultdict(list)
    like: defaultdict[int, list[BarrierLink]] = defaultdict(list)
    for link in links:
        if link.kind == Kind.JOINED:
            joined[link.other_id].append(link)
        else:
            like[link.other_id].append(link)
            like[link.barrier_id].append(link)
    found: list[tuple[int, _Way]] = []
    for goal in set(keys) & (joined.keys() | like.keys()):
        ends = [(goal, frozenset({goal}))]
        for near in range(FURTHEST):
            further = []
            for end, over in ends:
                steps = [(link, link.barrier_id, link.barrier) for link in joined[end]]
                if near == 0:
                    steps += [_like(link, goal) for link in like[goal]]
                for link, waits, barrier in steps:
                    if waits in over:
                        continue
                    way = (goal, over | {waits})
                    people = {link.created_by_id, barrier.created_by_id}
                    found += [(person, way) for person in people if person is not None]
                    further.append((waits, way[1]))
            ends = further
            if not ends:
                break
    return found


def _like(link: BarrierLink, goal: int) -> tuple[BarrierLink, int, Barrier]:
    if link.barrier_id == goal:
        return link, link.other_id, link.other
    return link, link.barrier_id, link.barrier


def _links_to(keys: Collection[int]) -> set[BarrierLink]:
    """All that lead to one of these, at whatever distance; a query for each step away."""
    rows = BarrierLink.objects.select_related("barrier", "other")
    rows = rows.defer("barrier__search", "other__search")
    reached, ends, links = set(keys), set(keys), set()
    for near in range(FURTHEST):
        rule = Q(other__in=ends, kind=Kind.JOINED)
        if near == 0:
            rule |= Q(kind=Kind.LIKE) & (Q(barrier__in=ends) | Q(other__in=ends))
        found = set(rows.filter(rule))
        links |= found
        ends = {link.barrier_id for link in found} | {
            link.other_id for link in found if link.kind == Kind.LIKE
        }
        ends -= reached
        reached |= ends
        if not ends:
            break
    return links


def _seen_by(ways: dict[int, set[_Way]]) -> defaultdict[int, set[int]]:
    """By person, which of the barriers on their ways they read."""
    seen: defaultdict[int, set[int]] = defaultdict(set)
    roles: defaultdict[int, list[Any]] = defaultdict(list)
    held = Assignment.objects.on(timezone.localdate()).filter(user__in=ways).order_by("role", "pk")
    for role in held:
        roles[role.user_id].append(role)
    rest = iter(User.objects.filter(pk__in=ways, is_active=True).order_by("pk"))
    while some := list(islice(rest, AT_ONCE)):
        queries = []
        for person in some:
            person.reader = of_roles(person.pk, tuple(roles[person.pk]))
            wanted = {key for _, over in ways[person.pk] for key in over}
            rows = Barrier.objects.visible_to(person).filter(pk__in=wanted).order_by()
            queries.append(rows.annotate(person=Value(person.pk)).values_list("person", F("pk")))
        for person_id, key in queries[0].union(*queries[1:], all=True):
            seen[person_id].add(key)
    return seen
