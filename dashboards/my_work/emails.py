"""The email about what is late or due soon: at most one a day for each person, on days with news.

There is news a week before something is due, the day before, the day after, and then once a week
while it is late; and when something is worth an email that none told yet
(``accounts.notice.when``). The email is written when
it is sent, with the rights that its reader has then: in the outbox stands only to whom it goes.
One that finds nothing to tell any more is not sent.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.daily import leave_url, line_of
from accounts.notice.outbox import tell
from accounts.notice.rights import Told, as_allowed
from accounts.notice.when import IN_THE_DAILY_EMAIL, MENTION
from dashboards.my_work.counting import note_count
from dashboards.my_work.listing import LATE, SOON, Group, listing
from dashboards.my_work.page_data import sections_of
from interface.context import absolute
from interface.made_up import headed
from interface.words import count_words, date_words
from people.models import Assignment
from people.review.actions import REVIEW_DUE

KIND = "due"
# Notices that have a part of the email of their own
OWN_PARTS = (REVIEW_DUE, MENTION)
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
# Of runs that were missed, so many days are made up for.
LONGEST_GAP = dt.timedelta(days=7)
MOST_NAMED = 20
AT_ONCE = 100


def write_due_emails(now: dt.datetime | None = None) -> int:
    """Look once a day for each person who has a role; gives how many emails were written.

    It also counts anew what waits for them. Each person by themselves, so that a run which is cut
    off goes on where it was.
    """
    now = now or timezone.now()
    written, after = 0, 0
    while ids := list(_to_look_at(timezone.localdate(now)).filter(pk__gt=after)[:AT_ONCE]):
        written += sum(_look(pk, now) for pk in ids)
        after = ids[-1]
    return written


def _to_look_at(today: dt.date) -> Any:
    roles = Assignment.objects.on(today).filter(user=OuterRef("pk"))
    told = Exists(roles.order_by()) | Exists(_untold().filter(user=OuterRef("pk")).order_by())
    rows = User.objects.filter(told, _not_yet("due_looked_on", today))
    return rows.filter(is_active=True, due_email=True).order_by("pk").values_list("pk", flat=True)


def _not_yet(column: str, today: dt.date) -> Q:
    return Q(**{column: None}) | Q(**{f"{column}__lt": today})


@transaction.atomic
def _look(pk: int, now: dt.datetime) -> bool:
    """Whether there is news for this person today. Of two runs at once, one looks."""
    today = timezone.localdate(now)
    rows = User.objects.select_for_update(skip_locked=True, no_key=True)
    wants = rows.filter(_not_yet("due_looked_on", today), pk=pk, is_active=True, due_email=True)
    user = wants.first()
    if user is None:
        return False
    work = listing(sections_of(user, today), today, {})
    if user.work_count is not None:
        note_count(user, work, now)
    since = max(user.due_looked_on or today - DAY, today - LONGEST_GAP)
    looked = {"due_looked_on": today}
    is_news = user.letter_on != today and (
        _is_news(work.groups, since, today) or _untold().filter(user=user).exists()
    )
    if is_news:
        _write(user, now)
        looked["letter_on"] = today  # the letter about notices waits for tomorrow
    User.objects.filter(pk=pk).update(**looked)
    return is_news


def _untold() -> Any:
    """Notices that are worth an email, which nobody read and no email told."""
    return Notice.objects.for_a_daily_letter().filter(kind__in=IN_THE_DAILY_EMAIL)


def _write(user: User, now: dt.datetime) -> None:
    leave = leave_url(user)
    email = tell(
        kind=KIND, subject="", about=None, email=user.email, leave_url=leave, created_at=now
    )
    _untold().filter(user=user).update(sent_at=now, told_in=email)


def _is_news(groups: list[Group], since: dt.date, today: dt.date) -> bool:
    """Whether something came to one of its days after ``since``, up to today."""
    dues = (task.due for group in groups for task in group.tasks if group.key in (LATE, SOON))
    return any(_tells_on(due, since, today) for due in dues if due is not None)


def _tells_on(due: dt.date, since: dt.date, today: dt.date) -> bool:
    days = (today - due).days
    fresh = range(days - (today - since).days + 1, days + 1)
    return any(day in (-7, -1) or (day > 0 and day % 7 == 1) for day in fresh)


def written(notice: Notice) -> tuple[str, str] | None:
    """Subject and text of such an email as it is sent; None where nothing is to be told any more,
    or they have left."""
    user = User.objects.filter(email=notice.email, is_active=True, due_email=True).first()
    if user is None:
        return None
    today = timezone.localdate()
    groups = listing(sections_of(user, today), today, {}).groups
    told = [group for group in groups if group.key in (LATE, SOON)]
    rows = list(notice.tells.unread().filter(user=user).order_by("pk"))
    seen = [(row.kind, one) for row, one in zip(rows, as_allowed(rows, user), strict=True)]
    pages = [one for kind, one in seen if kind == REVIEW_DUE and not one.is_hidden]
    mentions = [one for kind, one in seen if kind == MENTION and not one.is_hidden]
    others = [one for kind, one in seen if kind not in OWN_PARTS and not one.is_hidden]
    if not (told or pages or mentions or others):
        return None
    late, soon = (next((one for one in told if one.key == key), None) for key in (LATE, SOON))
    parts = [f"{_number(late)} late"] if late else []
    parts += [f"{_number(soon)} due this week"] if soon else []
    parts += [f"{count_words(len(pages), 'page')} to confirm"] if pages else []
    parts += [count_words(len(mentions), "mention")] if mentions else []
    parts += [count_words(len(others), "notice")] if others else []
    said = [*map(_lines, told)]
    said += [_notices("Pages to confirm", HOW, pages)] if pages else []
    said += [_notices("Where you were mentioned", "", mentions)] if mentions else []
    said += [_notices("What others did or ask of you", "", others)] if others else []
    text = "\n\n".join([*said, f"All of your work:\n{absolute(reverse('home'))}"])
    of_example = user.assignments.on(today).filter(is_example=True).exists()
    text = headed(text, is_made_up=of_example or any(one.is_made_up for _, one in seen))
    return f"Placebook: {', '.join(parts)}", text


def _number(group: Group) -> str:
    more = "+" if group.count.more else ""
    return f"{group.count.count}{more} {'thing' if group.count.count == 1 else 'things'}"


def _lines(group: Group) -> str:
    shown = group.tasks[:MOST_NAMED]
    rows = []
    for task in shown:
        by = f"Due {date_words(task.due)}" if task.due and not task.is_late else task.when
        said = ". ".join(part for part in (task.note, by) if part)
        rows.append(f"- {task.title}\n  {said}\n  {absolute(task.url)}")
    if more := group.count.count - len(shown):
        rows.append(f"and {count_words(more, 'other')}")
    return "\n".join([group.title, *rows])


HOW = "Open each, correct what has changed, and confirm it with one press."


def _notices(title: str, how: str, notices: list[Told]) -> str:
    rows = [line_of(one) for one in notices[:MOST_NAMED]]
    if (more := len(notices) - MOST_NAMED) > 0:
        rows.append(f"and {count_words(more, 'other')}")
    return "\n".join([title, *([how] if how else []), *rows])
