"""Saving filters, ending them, and the daily email of what is new among what matches."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import tell
from accounts.notice.rights import Line
from interface.context import absolute
from interface.paging import up_to
from partnerships.models import Place
from partnerships.place.list_dates import standing
from people.models import SavedFilter
from people.saved_filter.models import TEAMS
from people.saved_filter.permissions import can_change
from records.settled import settled
from registry.saved_lists import SavedList, saved_list

KIND = "saved-filter"
MOST = 50
MOST_UNSENT = 5
MOST_NAMED = 15
MOST_COUNTED = 500
# What is still being written when we look is told the next time.
MARGIN = dt.timedelta(minutes=2)
NO_LIST = "There is no such list any more"
_LEAVE = "partnerships.saved-filter.leave"
log = logging.getLogger(__name__)


@transaction.atomic
def save_filter(*, by: Any, filters: SavedFilter) -> SavedFilter:
    """Keep filters under a name. Raises ValidationError for somebody who has too many."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once are counted in turn
    if SavedFilter.objects.filter(user=by.pk).count() >= MOST:
        raise ValidationError(f"You have {MOST} saved filters. First delete one you do not use.")
    filters.validate_constraints()
    filters.save()
    return filters


@transaction.atomic
def change_filter(*, by: Any, filters: SavedFilter) -> SavedFilter:
    """Another name or team, or email from now on: what was new before is not told then."""
    before = SavedFilter.objects.visible_to(by).select_for_update().filter(pk=filters.pk).first()
    if before is None:
        raise ValidationError("This saved filter was deleted in the meantime.")
    if not can_change(by, before):
        raise PermissionDenied
    if filters.by_mail and not before.by_mail:
        filters.told_until = timezone.now()
    filters.validate_constraints()
    filters.save(update_fields=["name", "by_mail", "told_until", *TEAMS])
    if not filters.by_mail:
        _leave_untold(filters)
    return filters


@transaction.atomic
def end_filter(*, by: Any, filters: SavedFilter) -> None:
    """Forget it. Ending it twice is once."""
    if not can_change(by, filters):
        raise PermissionDenied
    _leave_untold(filters)
    filters.delete()


@transaction.atomic
def stop_emails(*, filters: SavedFilter) -> None:
    """No more emails of it, whoever presses the button: the link is the proof."""
    filters.by_mail = False
    filters.save(update_fields=["by_mail"])
    _leave_untold(filters)


def _leave_untold(filters: SavedFilter) -> None:
    """What it found and no email told yet stays among its author's notices, and goes in none."""
    waiting = Notice.objects.for_a_daily_letter().filter(user=filters.user_id, kind=KIND)
    waiting.filter(leave_url=leave_url(filters)).update(sent_at=timezone.now())


def leave_url(filters: SavedFilter) -> str:
    """The address that ends the emails of a saved filter, the same in each; it opens no more."""
    token = signing.Signer(salt=_LEAVE).sign(str(filters.pk))
    return reverse("saved_filter_leave", args=[token])


def unsent_emails(by: Any) -> list[Notice]:
    """Emails of this person's saved filters that were tried and have not gone, the newest first."""
    mine = Notice.objects.filter(user=by, kind=KIND, sent_at=None)
    return list(mine.exclude(problem="", failed="").order_by("-created_at", "-id")[:MOST_UNSENT])


def to_leave(token: str) -> SavedFilter | None:
    """The saved filter whose emails a link ends; None for a broken link, or one that is gone."""
    try:
        pk = signing.Signer(salt=_LEAVE).unsign(token)
    except signing.BadSignature:
        return None
    return SavedFilter.objects.filter(pk=pk).first()


def tell_matches(now: dt.datetime | None = None) -> int:
    """Tell people what is new among what their saved filters match; gives how many were told.

    Each is looked at once on a day of London's calendar. One that fails holds up no other.
    """
    now = now or timezone.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    until = settled(now - MARGIN)
    told = 0
    if until < today:  # a second look on the same day would be a second email
        return told
    while (done := _tell_next(today, until)) is not None:
        told += done
    return told


def _tell_next(before: dt.datetime, until: dt.datetime) -> int | None:
    """Look at the one that waits longest; None where none is left."""
    with transaction.atomic():
        due = SavedFilter.objects.filter(by_mail=True, told_until__lt=before, user__is_active=True)
        rows = due.select_for_update(of=("self",), skip_locked=True).select_related("user")
        filters = rows.order_by("told_until", "id").first()
        if filters is None:
            return None
        since, filters.told_until = filters.told_until, until
        try:
            with transaction.atomic():
                told = _tell(filters, since, until)
        except Exception:  # one person's filter is not the next one's
            log.exception("saved filter %s could not be looked at", filters.pk)
            told = 0
        filters.save(update_fields=["told_until", "problem"])
    return told


def _tell(filters: SavedFilter, since: dt.datetime, until: dt.datetime) -> int:
    """Tell one person, with the rights that they have now; how many were told."""
    listed, had = saved_list(filters.list_key), filters.problem
    chosen = listed.asked_by(filters.user, filters.query) if listed else None
    filters.problem = _problem(chosen)[:300]
    if listed is None or chosen is None or filters.problem:
        return _say_that_it_is_broken(filters) if not had else 0
    moved = Q(updated_at__gt=since, updated_at__lte=until)
    rows = list(chosen.qs.filter(moved).order_by("-updated_at", "-pk")[: MOST_COUNTED + 1])
    if not rows:
        return 0
    lines = [_line(row, listed, since) for row in rows[:MOST_NAMED]]
    count = up_to(len(rows), MOST_COUNTED)
    if (more := int(count) - MOST_NAMED) > 0:
        lines.append(Line("and others" if count.more else f"and {more} more"))
    tell(
        kind=KIND,
        to=filters.user,
        subject=f"{filters.name}: {count.words(listed.noun)} new or changed",
        about=None,
        lines=[*lines, Line(""), Line("All that match:")],
        url=f"{reverse(listed.address)}?{filters.query}",
        leave_url=leave_url(filters),
        by_mail=True,
    )
    return 1


def _problem(chosen: Any) -> str:
    """Why filters do not hold any more, in the words that the list has for it."""
    if chosen is None:
        return NO_LIST
    if chosen.form.is_valid():
        return _moved_on(chosen.form.cleaned_data.values())
    return " ".join(str(problem) for listed in chosen.form.errors.values() for problem in listed)


def _moved_on(values: Iterable[Any]) -> str:
    """Of a place that is chosen and was replaced: what was open moved, the filters did not."""
    places = [value for value in values if isinstance(value, Place)]
    for key, stands in standing(places, timezone.localdate()).items():
        if stands.after:
            name = next(place.name for place in places if place.pk == key)
            return f"{name} {stands.words}. Choose that in the list, and save the filters again."
    return ""


def _say_that_it_is_broken(filters: SavedFilter) -> int:
    tell(
        kind=KIND,
        to=filters.user,
        subject=f"{filters.name}: this saved filter does not work any more",
        about=None,
        text=f"{filters.problem}\n\nYou get no email about it until you save it again.",
        url=reverse("saved_filters"),
        leave_url=leave_url(filters),
        by_mail=True,
    )
    return 1


def _line(row: Any, listed: SavedList, since: dt.datetime) -> Line:
    verb = "New" if row.created_at > since else "Changed"
    return Line(f"- {verb}: {listed.called(row)}\n  {absolute(row.get_absolute_url())}", row)
