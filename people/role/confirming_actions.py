"""Twice a year somebody confirms each role; one that nobody confirmed ends, after warnings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Mod
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import tell
from accounts.scopes import SCOPE_IDS, SCOPES
from interface.articles import with_article
from interface.words import count_words, date_words
from partnerships.models import Place
from people.models import Assignment, Role
from people.role.actions import end, must_keep_an_administrator
from people.role.models import scope_name
from people.role.permissions import can_confirm_roles
from people.role.scope import address_of, ask_at

HALF_YEAR = dt.timedelta(days=182)
# So many days before a role ends whoever looks after its scope is warned.
WARNED = (30, 14, 3)
FIRST, LAST = dt.timedelta(days=WARNED[0]), dt.timedelta(days=WARNED[-1])
# What was confirmed within so many days was confirmed in the review that is going on.
ROUND = FIRST
# The first review of roles that never had one is spread over so many days, scope by scope.
SPREAD = 60
# More would be a circular, not a question.
MOST = 10
# A notice to administrators names so many scopes.
MOST_NAMED = 30
KIND = "roles_to_confirm"


def to_confirm(scope: Any, today: dt.date) -> QuerySet[Assignment]:
    """The roles at a scope that nobody has confirmed in the review that is going on.

    Cover is not asked about: it ends with the role that it stands in for.
    """
    rule = Q(confirmed_on=None) | Q(confirmed_on__lte=today - ROUND)
    rule |= Q(review_by__lte=today + FIRST)
    return Assignment.objects.own().at(scope).lasting(today).filter(rule)


@transaction.atomic
def confirm_roles(*, by: Any, scope: Any, roles: Iterable[int]) -> int:
    """Somebody who looks after a scope says that these roles are still right; gives how many."""
    if not can_confirm_roles(by, scope):
        raise PermissionDenied
    today = timezone.localdate()
    rows = Assignment.objects.own().at(scope).lasting(today).filter(pk__in=list(roles))
    count = rows.update(
        confirmed_on=today, confirmed_by=by, review_by=today + HALF_YEAR, reminded_on=None
    )
    settle_warnings(scope, today)
    return count


def settle_warnings(scope: Any, today: dt.date, gone: User | None = None) -> None:
    """Once no role at a scope is to end unless it is confirmed, no warning of it waits; nor does
    one with whoever is ``gone`` from those who look after it."""
    owners = owners_of(scope) if scope is not None else []
    url = address_of(scope, "people_confirm")
    if not _to_end(scope, today).exists():
        _put_aside(url, owners)
    if gone is not None and gone not in owners:
        _put_aside(url, [gone])


def _to_end(scope: Any, today: dt.date) -> QuerySet[Assignment]:
    """The roles at a scope that end soon unless they are confirmed."""
    return _reviewed(today).at(scope).filter(review_by__lte=today + FIRST)


def _put_aside(url: str, owners: Iterable[User]) -> None:
    """What these were told of the list at an address counts no more; it stays to be read."""
    unread = Notice.objects.unread().filter(user__in=owners, kind=KIND, url=url)
    unread.update(read_at=timezone.now())


def review_roles(today: dt.date) -> tuple[int, int]:
    """What the day asks for; gives of how many scopes somebody was warned, and how many roles
    ended. Twice on a day is as once.

    No role ends without 30 days' warning, also where this did not run for a while: then it ends
    that much later.
    """
    _begin(today)
    return _warn(today), _end(today)


@transaction.atomic
def _begin(today: dt.date) -> None:
    """Give each role the day of its review, and a late one time for its warnings."""
    lasting = Assignment.objects.own().lasting(today)
    scope = Coalesce(*SCOPE_IDS, Value(0))
    later = Cast(Mod(scope, Value(SPREAD)), IntegerField())
    first = ExpressionWrapper(Value(today + HALF_YEAR) + later, output_field=DateField())
    lasting.filter(review_by=None).update(review_by=first)
    unwarned = Q(reminded_on=None) | Q(reminded_on__lt=F("review_by") - FIRST)
    lasting.filter(unwarned, review_by__lt=today + FIRST).update(review_by=today + FIRST)


def _reviewed(today: dt.date) -> QuerySet[Assignment]:
    """Roles of today that do not end by themselves before their review. Cover ends with its own."""
    ends_later = Q(valid_to=None) | Q(valid_to__gt=F("review_by"))
    return Assignment.objects.own().lasting(today).filter(ends_later)


def _to_warn(today: dt.date) -> QuerySet[Assignment]:
    """Roles of which a warning is due that was not given yet."""
    rule = Q()
    for days in WARNED:
        before = dt.timedelta(days=days)
        ungiven = Q(reminded_on=None) | Q(reminded_on__lt=F("review_by") - before)
        rule |= Q(ungiven, review_by__lte=today + before)
    return _reviewed(today).filter(rule)


@transaction.atomic
def _warn(today: dt.date) -> int:
    """Tell who looks after each scope; administrators of all others in one notice."""
    warned, without = 0, []
    while (roles := _next_to_warn(today)) is not None:
        warned += 1
        if not roles:
            continue
        scope = roles[0].scope
        rows = _to_end(scope, today).order_by("review_by")
        days = [day for day in rows.values_list("review_by", flat=True) if day]
        count, first = len(days), days[0]
        owners = owners_of(scope) if scope is not None else []
        if not owners:
            number = count_words(count, "role")
            without.append(f"{scope or 'Administrators'}: {number}, {_from(count, first)}")
        _put_aside(address_of(scope, "people_confirm"), owners)
        for owner in owners:
            tell(
                kind=KIND,
                about=None,
                to=owner,
                by_mail=True,
                subject=f"Roles to confirm: {scope}",
                text=_warning(count, scope, first),
                url=address_of(scope, "people_confirm"),
            )
    if without:
        _tell_administrators(without, today)
    return warned


def _warning(count: int, scope: Any, first: dt.date) -> str:
    what = count_words(count, "role")
    are = "they are" if count > 1 else "it is"
    return (
        f"{what} at {with_article(scope)} will end if nobody confirms that {are} still right, "
        f"{_from(count, first)}. Look through the list and confirm what is: it takes a minute."
    )


def _from(count: int, first: dt.date) -> str:
    return f"{'the first ' if count > 1 else ''}on {date_words(first)}"


def _next_to_warn(today: dt.date) -> list[Any] | None:
    """The roles of the next scope of which a warning is due, noted as warned of; None: no more."""
    rows = _to_warn(today).order_by("review_by", "pk")
    role = rows.select_related(*SCOPES, "team__place", "team__programme").first()
    if role is None:
        return None
    due = list(rows.at(role.scope).select_for_update())
    for other in due:
        for name in SCOPES:
            setattr(other, name, getattr(role, name))
    Assignment.objects.filter(pk__in=[other.pk for other in due]).update(reminded_on=today)
    return due


def _tell_administrators(without: list[str], today: dt.date) -> None:
    """One notice of all that nobody else looks after."""
    more = f"\nand {len(without) - MOST_NAMED} more" if len(without) > MOST_NAMED else ""
    url = f"{address_of(None, 'roles')}?state=due"
    administrators = _with(Q(role=Role.ADMINISTRATOR), today)
    _put_aside(url, administrators)
    for administrator in administrators:
        tell(
            kind=KIND,
            about=None,
            to=administrator,
            by_mail=True,
            subject="Roles to confirm that nobody else looks after",
            text="Nobody has confirmed that these roles are still right. They end on the day "
            "beside them unless somebody does:\n\n" + "\n".join(without[:MOST_NAMED]) + more,
            url=url,
        )


def owners_of(scope: Any) -> list[User]:
    """Who looks after a scope: its editors, leads or officers; of a place without an editor those
    of the places above. Empty: administrators, as for all that belongs to nobody."""
    today = timezone.localdate()
    home = scope.home if scope_name(scope) == "team" else scope
    rules = {
        "place": Q(role=Role.PLACE_EDITOR, place=home),
        "programme": Q(role=Role.PROGRAMME_LEAD, programme=home),
        "organisation": Q(role=Role.OFFICER, organisation=home),
    }
    asked = [rules[name]] if (name := scope_name(home)) else []
    if isinstance(home, Place):
        asked.append(Q(role=Role.PLACE_EDITOR, place__in=home.reach))
    return next((owners for rule in asked if (owners := _with(rule, today))), [])


def _with(rule: Q, today: dt.date) -> list[User]:
    roles = Assignment.objects.filter(rule).own().on(today)
    users = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    return list(users.order_by("pk")[:MOST])


def _end(today: dt.date) -> int:
    """End what nobody confirmed three days after the last warning."""
    due = _reviewed(today).filter(
        review_by__lte=today,
        reminded_on__lte=today - LAST,
        reminded_on__gte=F("review_by") - LAST,
    )
    return sum(_end_one(pk, today) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _end_one(pk: int, today: dt.date) -> bool:
    """Whether this role ended: it may be confirmed by now, and one administrator stays.

    All administrators are locked before it, in their order, as by whoever ends a role.
    """
    rows = Assignment.objects.lasting(today).filter(pk=pk, review_by__lte=today)
    administrator = rows.filter(role=Role.ADMINISTRATOR).first()
    try:
        if administrator is not None:
            must_keep_an_administrator(administrator)
    except ValidationError:
        return False
    role = rows.select_related("user", *SCOPES).select_for_update(of=["self"]).first()
    if role is None:
        return False
    words = role.words
    end(role)
    settle_warnings(role.scope, today, role.user)
    tell(
        kind="role",
        about=None,
        to=role.user,
        by_mail=True,
        subject=f"A role of yours has ended: {words}",
        text=f"Nobody confirmed in time that this role is still right, so it ended: {words}. What "
        "you wrote stays. If you still need it, ask for it again.",
        url=ask_at(role.scope),
    )
    return True
