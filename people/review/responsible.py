"""Who keeps a record, and so hears that something is wrong in it; who answers for a body.

``desk_of`` is the one rule. A desk is a group and never a person: the editors of a place, the leads
of a programme. Who reads a report is asked of the desk that it went to, so that it stays with the
task when people change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import Party, Recipient
from partnerships.models import Organisation, Place, PlaceReach, Programme
from partnerships.place.models.place import holding
from people.models import Assignment, JobRole, JobRoleHolder, Role
from people.review.desks import Desk as Desks
from people.review.desks import words_of
from records.models import OPEN_LEVELS
from registry.reported import HasErrorReports, reported_of

# More would be a circular, not a question.
MOST = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """Who keeps a record, as accounts and addresses.

    ``scope`` is what a report says of it: the place of those editors, the programme of those leads.
    """

    kind: Desks
    people: list[Recipient]
    scope: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Who they are, as a group."""
        return words_of(self.kind, next(iter(self.scope.values()), None))

    @property
    def party(self) -> Party:
        """The desk as a party that is told."""
        return Party(name=self.words, people=self.people)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Of whom a record is: the places with that which leads it first."""

    owner_post: JobRole | None = None
    owners: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    has_own_places: bool = True
    programme: Programme | None = None
    bodies: tuple[Organisation, ...] = ()


def desk_of(record: Any) -> Desk | None:
    """Who keeps a record: the first of these of whom anybody sees it.

    Whoever holds the job role that keeps its page; officers of the body whose it is; editors of its
    places; leads of its programme; officers of other bodies that it names; the connectors of its
    place and the places above; the administrators; whoever wrote it. None where nobody is left.
    """
    for desk in _desks(record):
        people = _who_see(record, desk.people)
        if any(isinstance(person, User) for person in people):  # an address cannot answer here
            return replace(desk, people=people)
    return None


def keepers_of(record: Any) -> list[Recipient]:
    """Who is reminded of a record: whoever holds its job role, also without an account, else those
    at the desk that keeps it."""
    post = _scope_of(record).owner_post
    held = _who_see(record, reached_by([post])) if post else []
    if held:
        return held
    desk = desk_of(record)
    return desk.people if desk else []


def words_for(user: Any, record: Any, words: str) -> str:
    """Who keeps a record, as this reader may know it: of what it is a part may be hidden."""
    rule = reported_of(record)
    whole = next((found for name in rule.of if (found := getattr(record, name)) is not None), None)
    if whole is None:
        return words
    if not reported_of(whole).seen_by(user).filter(pk=whole.pk).exists():
        return "those who look after this record"
    return words_for(user, whole, words)


def is_open(record: Any) -> bool:
    """Whether everybody may read it, so that an email may say its name."""
    return bool(reported_of(record).seen_by(AnonymousUser()).filter(pk=record.pk).exists())


def _desks(record: Any) -> Iterator[Desk]:
    scope = _scope_of(record)
    if post := scope.owner_post:
        yield Desk(Desks.HOLDER, reached_by([post]), {"desk_post": post})
    yield from _officers_of(scope.owners)
    # A body at many places is none of theirs in particular
    by_editors = scope.places if len(scope.places) == 1 or scope.has_own_places else ()
    editors = _holders(Role.PLACE_EDITOR, "place", by_editors)
    for place in by_editors:
        yield Desk(Desks.EDITORS, editors.get(place.pk, []), {"desk_place": place})
    if programme := scope.programme:
        leads = _with_role(role=Role.PROGRAMME_LEAD, programme=programme)
        yield Desk(Desks.LEADS, leads, {"desk_programme": programme})
    yield from _officers_of(scope.bodies)
    if scope.places:
        around = PlaceReach.of([place.pk for place in scope.places])
        connectors = _with_role(role=Role.CONNECTOR, place__in=around)
        yield Desk(Desks.CONNECTORS, connectors, {"desk_place": scope.places[0]})
    administrators = _with_role(role=Role.ADMINISTRATOR)
    yield Desk(Desks.ADMINISTRATORS, administrators)
    author = getattr(record, "created_by", None)
    if author is not None and author.is_active:
        yield Desk(Desks.AUTHOR, [author], {"desk_user": author})


def _scope_of(record: Any) -> _Scope:
    rule = reported_of(record)
    for name in rule.of:
        if (whole := getattr(record, name)) is not None:
            return _scope_of(whole)
    owners = _bodies(record, (rule.owner,) if rule.owner else ())
    if isinstance(record, Organisation):
        owners = (record,)
    keeper = owners[0] if isinstance(record, Organisation | JobRole) else record
    return _Scope(
        owner_post=getattr(keeper, "owner_post", None),
        owners=owners,
        places=_places(record),
        has_own_places=not isinstance(record, Organisation),
        programme=record if isinstance(record, Programme) else getattr(record, "programme", None),
        bodies=_bodies(record, rule.bodies),
    )


def _places(record: Any) -> tuple[Place, ...]:
    """Its places, that which leads it first."""
    if isinstance(record, Place):
        return (record,)
    if isinstance(record, Programme):
        return ()
    for name in ("place", "region"):
        if (place := getattr(record, name, None)) is not None:
            return (place,)
    if not hasattr(record, "place_links"):
        places = getattr(record, "places", None)
        return tuple(places.all()[:MOST]) if places is not None else ()
    links = sorted(record.place_links.select_related("place")[:MOST], key=_comes_later)
    return tuple(link.place for link in links)


def _comes_later(link: Any) -> bool:
    return not (getattr(link, "is_lead", False) or getattr(link, "role", "") == "lead")


def _bodies(record: Any, names: Iterable[str]) -> tuple[Organisation, ...]:
    found: list[Organisation] = []
    for name in names:
        value = getattr(record, name)
        if value is not None:
            found += value.all()[:MOST] if hasattr(value, "all") else [value]
    return tuple(dict.fromkeys(found))


def _officers_of(bodies: tuple[Organisation, ...]) -> Iterator[Desk]:
    """Officers of each body itself, else of the one that it is a part of."""
    ids = {body.pk for body in bodies} | {body.parent_id for body in bodies if body.parent_id}
    officers = _holders(Role.OFFICER, "organisation", ids)
    for body in bodies:
        at = body if body.pk in officers or body.parent is None else body.parent
        yield Desk(Desks.OFFICERS, officers.get(at.pk, []), {"desk_organisation": at})


def _who_see(record: Any, recipients: list[Recipient]) -> list[Recipient]:
    """Those to whom a notice may name the record. Behind a bare address may stand anybody."""
    rule: HasErrorReports = reported_of(record)
    if not recipients or getattr(record, "visibility", "") in OPEN_LEVELS or is_open(record):
        return recipients
    return [
        recipient
        for recipient in recipients
        if isinstance(recipient, User) and rule.seen_by(recipient).filter(pk=record.pk).exists()
    ]


def _holders(role: Role, scope: str, records: Iterable[Any]) -> dict[int, list[Recipient]]:
    """The accounts that hold a role today for each of these places or bodies; one query."""
    wanted = list(records)
    if not wanted:
        return {}
    roles = Assignment.objects.filter(role=role, **{f"{scope}__in": wanted}, user__is_active=True)
    held: dict[int, list[Recipient]] = {}
    for one in roles.on(timezone.localdate()).select_related("user").order_by("user_id"):
        people = held.setdefault(getattr(one, f"{scope}_id"), [])
        if one.user not in people and len(people) < MOST:
            people.append(one.user)
    return held


def nobody_left(place: str) -> Q:
    """Of rows at the desk of the editors of ``place`` or of the connectors around it: that nobody
    sits there today."""
    active = Assignment.objects.on(timezone.localdate()).filter(user__is_active=True).order_by()
    there = active.filter(place__reach_down__place=OuterRef(place))
    return Q(Q(desk=Desks.EDITORS), ~Exists(there.filter(role=Role.PLACE_EDITOR))) | Q(
        Q(desk=Desks.CONNECTORS), ~Exists(there.filter(role=Role.CONNECTOR))
    )


def answer_for(body: Organisation, posts: Iterable[JobRole]) -> list[Recipient]:
    """Who is asked on behalf of a body: holders and mailboxes of its job roles, its officers."""
    officers = [person for desk in _officers_of((body,)) for person in desk.people]
    return list(dict.fromkeys([*reached_by(posts), *officers]))[:MOST]


def reachable(by: Any, bodies: Iterable[Organisation]) -> set[int]:
    """Ids of those of these bodies at which ``answer_for`` finds somebody other than ``by`` whom
    they may ask. Two queries."""
    asked = {body.pk: body for body in bodies}
    posts = JobRole.objects.visible_to(by).open().speaking_for_their_body()
    answering = posts.filter(organisation__in=asked).answered_by_others(by)
    found = set(answering.order_by().values_list("organisation", flat=True))
    above = {body.parent_id for body in asked.values() if body.parent_id}
    officers = Assignment.objects.on(timezone.localdate()).filter(
        role=Role.OFFICER, organisation__in=asked.keys() | above, user__is_active=True
    )
    held: dict[int, set[int]] = {}
    for at, user in officers.order_by().values_list("organisation", "user"):
        held.setdefault(at, set()).add(user)
    for pk, body in asked.items():
        if (held.get(pk) or held.get(body.parent_id or 0, set())) - {by.pk}:
            found.add(pk)
    return found


def reached_by(posts: Iterable[JobRole]) -> list[Recipient]:
    """Who holds these job roles today: their accounts, else addresses, else the role's mailbox."""
    today, recipients = timezone.localdate(), []
    open_posts = {post.pk: post for post in posts if post.ended_on is None}
    rows = JobRoleHolder.objects.filter(holding(today), post__in=open_posts).order_by("id")
    held: dict[int, list[Any]] = {}
    for row in rows.select_related("person__user"):
        person = row.person
        if to := person.user if person.user and person.user.is_active else person.email:
            held.setdefault(row.post_id, []).append(to)
    for pk, post in open_posts.items():
        recipients += held.get(pk) or ([post.email] if post.email else [])
    return list(dict.fromkeys(recipients))


def _with_role(**scope: Any) -> list[Recipient]:
    roles = Assignment.objects.filter(**scope).on(timezone.localdate())
    users = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    return list(users.order_by("id")[:MOST])
