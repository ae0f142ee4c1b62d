"""What waits for somebody: updates, questions, drafts, barriers. Each part is one section."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from barriers.models import Barrier
from dashboards.scope import could_unlock, joined_by
from dashboards.subqueries import first_of
from interface import words
from interface.paging import BoundedCount
from partnerships.visibility import Reader
from pilots.models import Pilot, Update
from pilots.rhythm import Period, period_to_report
from records import drafts
from records.dates import Precision
from records.models import Draft

SHOWN = 10
DUE_AHEAD = dt.timedelta(days=30)


@dataclass(frozen=True)
class Task:
    """One thing to do, as ``components/tasks.html`` shows it."""

    title: str
    url: str
    note: str = ""
    status: str = ""
    shape: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Section:
    """Things of one kind that wait, the most pressing first.

    ``key`` is its place on the page, ``short`` its name in the strip, ``url`` the whole list where
    there is one, ``empty`` what is said when nothing waits.
    """

    key: str
    title: str
    items: list[Task]
    count: BoundedCount
    short: str = ""
    note: str = ""
    url: str = ""
    link: str = ""
    empty: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether more wait than are shown."""
        return self.count.more or self.count.count > len(self.items)


def updates_due(user: Any, today: dt.date) -> Section:
    """Updates that are late or due within 30 days, of the pilots that this user logs."""
    mine = Pilot.objects.visible_to(user).logged_by(user)
    pilots, count = first_of(mine.due(by=today + DUE_AHEAD).with_places(), SHOWN)
    latest = _latest_updates(user, pilots)
    late = sum(pilot.update_due < today for pilot in pilots)
    return Section(
        key="due",
        title="Updates due",
        items=[_due(pilot, latest.get(pilot.pk), today) for pilot in pilots],
        count=count,
        note=f"{late} {'is' if late == 1 else 'are'} late" if late else "in the next 30 days",
        url=f"{reverse('pilots')}?due=any",
        link="All that will be due",
        empty="No update is due in the next 30 days.",
    )


def _latest_updates(user: Any, pilots: list[Pilot]) -> dict[int, Update]:
    seen = Update.objects.visible_to(user).filter(pilot__in=[pilot.pk for pilot in pilots])
    return {one.pilot_id: one for one in seen.order_by("pilot_id", "-number").distinct("pilot_id")}


def _due(pilot: Pilot, last: Update | None, today: dt.date) -> Task:
    period = period_to_report(
        rhythm=pilot.rhythm,
        due=pilot.update_due,
        covered_to=last.period_end if last else None,
        today=today,
    )
    said = last.get_confidence_display() or "no change" if last else "none yet"
    due = pilot.update_due or today
    status, shape = _how_late(due, today)
    verb = "was due" if due < today else "due"
    return Task(
        title=pilot.title,
        url=reverse("pilot_update", args=[pilot.slug]),
        note=f"{_capital(period.words)}. Last update: {said}",
        status=status,
        shape=shape,
        reason=f"{verb} {words.date_words(due)}",
    )


def _how_late(due: dt.date, today: dt.date) -> tuple[str, str]:
    days = (due - today).days
    if days < 0:
        return f"{words.count_words(-days, 'day')} late", "some"
    return (f"Due in {words.count_words(days, 'day')}" if days else "Due today"), ""


def questions(user: Any, today: dt.date) -> Section:
    """Questions about updates that this user may answer."""
    mine = Pilot.objects.visible_to(user).logged_by(user)
    asked = Update.objects.visible_to(user).filter(
        state=Update.State.QUESTIONED, pilot__in=mine.values("pk")
    )
    rows, count = first_of(_with_pilot(asked).order_by("questioned_at", "id"), SHOWN)
    return Section(
        key="questions",
        title="Questions to answer",
        items=[
            Task(
                title=update.question,
                url=update.get_absolute_url(),
                note=f"About {update.pilot.title}, {_period(update)}",
                reason=_ago("Asked", update.questioned_at, today),
            )
            for update in rows
        ],
        count=count,
        note="about your updates",
        empty="Nobody has asked you anything.",
    )


def to_review(user: Any, reader: Reader, today: dt.date) -> Section:
    """Updates that wait for this user to ask about or accept."""
    rule = Q(pilot__programme__in=sorted(reader.led_programmes))
    sent = Update.objects.visible_to(user).waiting().filter(rule)
    rows, count = first_of(_with_pilot(sent).order_by("created_at", "id"), SHOWN)
    return Section(
        key="review",
        title="Updates to review",
        items=[
            Task(
                title=update.pilot.title,
                url=update.get_absolute_url(),
                note=_capital(_period(update)),
                status=_capital(update.get_confidence_display() or "no change"),
                reason=_ago("Sent", update.created_at, today),
            )
            for update in rows
        ],
        count=count,
        note="ask about them or accept them",
        empty="No update waits for you.",
    )


def kept_drafts(user: Any) -> Section:
    """What this user has typed and not sent."""
    rows, count = first_of(Draft.objects.visible_to(user), SHOWN)
    return Section(
        key="drafts",
        title="Drafts",
        items=[
            Task(
                title=str(draft),
                url=drafts.url_of(draft) or reverse("home"),
                note="Only you can see it",
                reason=f"Saved {words.date_words(draft.saved_at)}",
            )
            for draft in rows
        ],
        count=count,
        note="kept until you send them",
        empty="You have no drafts.",
    )


def without_owner(user: Any, reader: Reader, today: dt.date, where: str) -> Section:
    """Barriers that nobody is named to unlock, where this user works.

    ``where`` is that scope as a parameter of the list of barriers; empty where it has none.
    """
    scope = Q(team__in=sorted(reader.teams)) | Q(programme__in=sorted(reader.led_programmes))
    if places := reader.contributed_places | reader.connected_places:
        scope |= Q(reach_ids__overlap=sorted(places))
    waiting = Barrier.objects.visible_to(user).needing_owner().filter(scope)
    longest_first = Coalesce("logged_on", TruncDate("logged_at"))
    rows, count = first_of(waiting.for_rows().order_by(longest_first, "id"), SHOWN)
    return Section(
        key="owners",
        title="Barriers that need an owner",
        short="Barriers without an owner",
        items=[
            Task(
                title=barrier.title,
                url=barrier.get_absolute_url(),
                note=_about(barrier),
                reason=_waiting(barrier, today),
            )
            for barrier in rows
        ],
        count=count,
        note="where you work",
        url=f"{reverse('barriers')}?status=needs_owner&{where}" if where else "",
        link="See as a list",
        empty="Every barrier where you work has somebody who could unlock it.",
    )


def to_unlock(user: Any, reader: Reader) -> Section:
    """Open barriers that this user's organisations, or teams within them, could unlock."""
    seen = Barrier.objects.visible_to(user).open().filter(could_unlock(reader))
    rows, count = first_of(seen.for_rows().order_by("logged_at", "id"), SHOWN)
    return Section(
        key="unlock",
        title="Barriers that your organisation could unlock",
        short="Barriers you could unlock",
        items=[
            Task(
                title=barrier.title,
                url=barrier.get_absolute_url(),
                note=_about(barrier),
                status=_capital(barrier.get_status_display()),
            )
            for barrier in rows
        ],
        count=count,
        note="open, of those you can see",
        empty="No open barrier that you can see names your organisation.",
    )


def joined_pilots(user: Any, reader: Reader) -> Section:
    """Pilots in which this user's organisations, or teams within them, take part."""
    seen = Pilot.objects.visible_to(user).filter(joined_by(reader))
    rows, count = first_of(seen.with_places(), SHOWN)
    return Section(
        key="pilots",
        title="Pilots that your organisation takes part in",
        short="Pilots you take part in",
        items=[
            Task(
                title=pilot.title,
                url=pilot.get_absolute_url(),
                note=str(pilot.lead_place or ""),
                status=_capital(pilot.get_status_display()),
            )
            for pilot in rows
        ],
        count=count,
        note="of those you can see",
        empty="No pilot that you can see names your organisation.",
    )


def _with_pilot(updates: QuerySet[Update]) -> QuerySet[Update]:
    return updates.select_related("pilot").prefetch_related("pilot__place_links__place")


def _about(barrier: Barrier) -> str:
    category = barrier.category.name if barrier.category else "Not sure yet what kind"
    places = [link.place.name for link in barrier.place_links.all()]
    return ". ".join([category, ", ".join(places)] if places else [category])


def _waiting(barrier: Barrier, today: dt.date) -> str:
    said = barrier.logged_on if barrier.logged_on_precision == Precision.DAY else None
    days = (today - (said or _day(barrier.logged_at))).days
    return f"Waiting {words.count_words(days, 'day')}" if days > 0 else "Logged today"


def _period(update: Update) -> str:
    return Period(update.period_start, update.period_end).words


def _ago(verb: str, when: dt.datetime | None, today: dt.date) -> str:
    if when is None:
        return ""
    days = (today - _day(when)).days
    return f"{verb} {words.count_words(days, 'day')} ago" if days > 0 else f"{verb} today"


def _day(when: dt.datetime) -> dt.date:
    return timezone.localtime(when).date()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
