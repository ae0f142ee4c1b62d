"""What waits for somebody to do: updates, questions, drafts. Each part is one section."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_date

from accounts.models import Notice
from interface import words
from interface.sections import SHOWN, Section, Task, day_of
from partnerships.models import RegionalUpdate
from partnerships.subqueries import first_of
from partnerships.visibility import Reader
from pilots.models import Pilot, Update
from pilots.update.schedule import Period, period_to_report
from records import drafts
from records.models import Draft

FEW = 3
DUE_AHEAD = dt.timedelta(days=30)


def updates_due(user: Any, today: dt.date) -> Section:
    """Updates that are late or due within 30 days, of the pilots that this user logs."""
    mine = Pilot.objects.visible_to(user).logged_by(user)
    due = mine.due(by=today + DUE_AHEAD).with_lead().annotate(latest=_latest_update(user))
    pilots, count = first_of(due, SHOWN)
    late = sum(pilot.update_due < today for pilot in pilots)
    return Section(
        key="due",
        title="Updates due",
        items=[_due(pilot, today) for pilot in pilots],
        count=count,
        note=f"{late} {'is' if late == 1 else 'are'} late" if late else "in the next 30 days",
        url=f"{reverse('pilots')}?due=any",
        link="All that will be due",
        empty="No update is due in the next 30 days.",
    )


def _latest_update(user: Any) -> Subquery:
    """Until when the latest update of each pilot goes that this user sees, and how sure it is."""
    seen = Update.objects.visible_to(user).filter(pilot=OuterRef("pk")).order_by("-number")
    return Subquery(seen.values(row=JSONObject(end="period_end", sure="confidence"))[:1])


def _due(pilot: Any, today: dt.date) -> Task:
    last = pilot.latest
    period = period_to_report(
        rhythm=pilot.rhythm,
        due=pilot.update_due,
        covered_to=parse_date(last["end"]) if last and last["end"] else None,
        today=today,
    )
    said = "none yet"
    if last:
        said = str(Update.Confidence(last["sure"]).label) if last["sure"] else "no change"
    due = pilot.update_due or today
    status, shape = _how_late(due, today)
    verb = "was due" if due < today else "due"
    return Task(
        title=pilot.title,
        url=reverse("pilot_update", args=[pilot.slug]),
        note=f"{words.capitalised(period.words)}. Last update: {said}",
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
    rows, count = first_of(asked.with_pilot().order_by("questioned_at", "id"), SHOWN)
    return Section(
        key="questions",
        title="Questions to answer",
        items=[
            Task(
                title=update.question,
                url=update.get_absolute_url(),
                note=f"About {update.pilot_title}, {_period(update)}",
                reason=_ago("Asked", update.questioned_at, today),
            )
            for update in rows
        ],
        count=count,
        note="about your updates",
        empty="Nobody has asked you anything.",
    )


def to_review(user: Any, today: dt.date) -> Section:
    """Updates that wait for this user to ask about or accept."""
    sent = Update.objects.visible_to(user).waiting().reviewed_by(user)
    rows, count = first_of(sent.with_pilot().order_by("created_at", "id"), SHOWN)
    return Section(
        key="review",
        title="Updates to review",
        items=[
            Task(
                title=update.pilot_title,
                url=update.get_absolute_url(),
                note=words.capitalised(_period(update)),
                status=words.capitalised(update.get_confidence_display() or "no change"),
                reason=_ago("Sent", update.created_at, today),
            )
            for update in rows
        ],
        count=count,
        note="ask about them or accept them",
        url=reverse("updates_review"),
        link="Read and accept several at once",
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


def unread_notices(user: Any) -> Section:
    """What this user was told and has not put aside."""
    rows, count = first_of(Notice.objects.visible_to(user).unread(), FEW)
    return Section(
        key="notices",
        title="Unread notices",
        items=[
            Task(
                title=notice.subject,
                url=notice.url or reverse("notices"),
                reason=words.date_words(day_of(notice.created_at)),
            )
            for notice in rows
        ],
        count=count,
        note="what others did that concerns you",
        url=reverse("notices"),
        link="Read and put aside",
    )


def unsent_emails() -> Section:
    """Emails that could not be sent to anybody, for administrators; not what stood in them."""
    rows, count = first_of(Notice.objects.given_up().select_related("user"), FEW)
    here = reverse("unsent_emails")
    return Section(
        key="unsent",
        title="Emails that could not be sent",
        short="Emails not sent",
        items=[
            Task(
                title=f"To {notice.reader}",
                url=here,
                note=notice.failed,
                reason=words.date_words(day_of(notice.created_at)),
            )
            for notice in rows
        ],
        count=count,
        note="tried five times",
        url=here,
        link="Try again or dismiss",
    )


def regional_updates(user: Any, reader: Reader) -> Section | None:
    """Updates of regions that this user writes for, on their way to their readers.

    None for somebody whose roles are of no kind that writes them.
    """
    if not (reader.connected_places or reader.organisations):
        return None
    rows = RegionalUpdate.objects.visible_to(user).being_written().select_related("region")
    found, count = first_of(rows.order_by("-quarter", "id"), SHOWN)
    return Section(
        key="regional",
        title="Regional updates",
        items=[
            Task(
                title=str(update),
                url=update.get_absolute_url(),
                note=_regional_note(user, update),
                status=words.capitalised(update.get_state_display()),
                shape="early",
            )
            for update in found
        ],
        count=count,
        note="being written or checked",
        url=reverse("regional_updates"),
        link="All, and begin one",
        empty="No regional update is being written.",
    )


def _regional_note(user: Any, update: RegionalUpdate) -> str:
    mine = user.pk in (update.created_by_id, update.sent_by_id)
    if update.state == RegionalUpdate.State.CHECKING:
        return "Somebody else has to check it" if mine else "You can check it"
    return "It can be published" if update.state == RegionalUpdate.State.CHECKED else ""


def _period(update: Update) -> str:
    return Period(update.period_start, update.period_end).words


def _ago(verb: str, when: dt.datetime | None, today: dt.date) -> str:
    if when is None:
        return ""
    days = (today - day_of(when)).days
    return f"{verb} {words.count_words(days, 'day')} ago" if days > 0 else f"{verb} today"
