"""What the record says changed in a region in one quarter: the draft of its update.

Only what everybody may read, since the update is published to everybody; and only what has a date
of its own in that quarter, so that a record which was merely typed then is no news. A date that is
known to the year alone lies in no quarter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.visibility import reader_of
from barriers.models import Barrier
from barriers.publication.pauses import held_words, pause_at
from funding.models import Flow
from interface.articles import with_article
from interface.words import count_words, in_sentence
from partnerships.models import Place
from pilots.models import Pilot, Update
from policy.models import Priority, RegionalUpdateItem, regions_written_by
from policy.regional_update import actions
from policy.regional_update.actions import SuggestedText
from policy.regional_update.forms import StartForm
from policy.regional_update.quarters import Quarter
from policy.regional_update.views import own
from policy.regional_update.writing_views import attempt
from records.dates import TO_THE_MONTH, DateWithPrecision

ANYONE = AnonymousUser()
# So many of one kind: a page that is read in two minutes holds no more.
MOST = 25
Section = RegionalUpdateItem.Section
_ENDED = {Pilot.Status.CLOSED: "ended", Pilot.Status.STOPPED: "was stopped"}


def suggest(region: Place, quarter: Quarter, today: dt.date | None = None) -> list[SuggestedText]:
    """What could stand in the update, kind by kind. Nine queries."""
    today = today or timezone.localdate()
    return [
        *_priorities(region, quarter),
        *_pilots(region, quarter),
        *_updates(region, quarter),
        *_money(region, quarter, today),
        *_barriers(region, quarter),
    ]


def _within(column: str, quarter: Quarter) -> Q:
    """A date in this quarter that is known to the month at least."""
    return Q(
        **{
            f"{column}__range": (quarter.first, quarter.last),
            f"{column}_precision__in": TO_THE_MONTH,
        }
    )


def _moments(column: str, quarter: Quarter) -> Q:
    return Q(**{f"{column}__date__range": (quarter.first, quarter.last)})


def _day_words(record: Any, column: str) -> str:
    return str(DateWithPrecision.of(record, column))


def _at(record: Any) -> Place | None:
    """The place that an item names: the one that leads, or the only one."""
    links = list(record.place_links.all())
    lead = [link.place for link in links if getattr(link, "is_lead", False)]
    if lead:
        return lead[0]
    return getattr(record, "lead_place", None) or (links[0].place if len(links) == 1 else None)


def _with_places(rows: QuerySet) -> QuerySet:
    return rows.prefetch_related("place_links__place")


def _priorities(region: Place, quarter: Quarter) -> Iterator[SuggestedText]:
    here = Priority.objects.visible_to(ANYONE).in_place(region).filter(withdrawn_on=None)
    new = here.filter(_within("start", quarter)).select_related("owner")
    for row in _with_places(new).order_by("start", "id")[:MOST]:
        text = f"{row.owner} set a priority from {_day_words(row, 'start')}: {row.title}."
        yield SuggestedText(Section.PRIORITIES, text, row, _at(row))


def _pilots(region: Place, quarter: Quarter) -> Iterator[SuggestedText]:
    here = Pilot.objects.visible_to(ANYONE).in_place(region).with_places()
    begun = here.filter(_within("start", quarter)).filter(status__in=Pilot.BEGUN)
    ended = here.filter(_within("end", quarter), status__in=Pilot.ENDED)
    for row in (begun | ended).order_by("start", "id")[:MOST]:
        started, over = _is_in(row.start, quarter), _is_in(row.end, quarter)
        parts = [f"began in {_month(row, 'start')}"] if started else []
        if over and row.status in Pilot.ENDED:
            parts.append(f"{_ENDED[Pilot.Status(row.status)]} in {_month(row, 'end')}")
        people = f" It is for {_lower(row.target_group)}." if started and row.target_group else ""
        text = f"{_called(row)} {' and '.join(parts)}.{people}"
        yield SuggestedText(Section.PILOTS, text, row, _at(row))


def _updates(region: Place, quarter: Quarter) -> Iterator[SuggestedText]:
    rows = Update.objects.visible_to(ANYONE).accepted().exclude(public_sentence="")
    here = rows.filter(_moments("accepted_at", quarter), pilot__reach_ids__contains=[region.pk])
    shown = here.select_related("pilot").prefetch_related("pilot__place_links__place")
    for row in shown.order_by("accepted_at", "id")[:MOST]:
        text = f"{_called(row.pilot)}: {row.public_sentence}"
        yield SuggestedText(Section.NEWS, text, row, row.pilot.lead_place)


def _money(region: Place, quarter: Quarter, today: dt.date) -> Iterator[SuggestedText]:
    seen = Flow.objects.visible_to(ANYONE).payments().in_place(region)
    here = seen.select_related("receiver", "giver")
    opens, closes = _within("start", quarter), _within("end", quarter)
    soon = _within("end", quarter.next)
    rows = _with_places(here.filter(opens | closes | soon)).order_by("end", "id")
    for row in rows[:MOST]:
        parts = []
        if _is_in(row.start, quarter):
            verb = "began" if row.start <= today else "begins"
            parts.append(f"{verb} in {_month(row, 'start')}")
        if row.end and (_is_in(row.end, quarter) or _is_in(row.end, quarter.next)):
            verb = "ended" if row.end < today else "is planned to end"
            parts.append(f"{verb} in {_month(row, 'end')}")
        if parts:
            amount = f"{row.amount}" if row.amount.known else "amount not known"
            text = f"{_name(row)} ({amount}, {row.get_meaning_display()}) {' and '.join(parts)}."
            yield SuggestedText(Section.MONEY, text, row, _at(row))


def _barriers(region: Place, quarter: Quarter) -> Iterator[SuggestedText]:
    here = Barrier.objects.visible_to(ANYONE).in_place(region)
    closed = here.filter(ended_on__range=(quarter.first, quarter.last))
    for row in _with_places(closed).order_by("ended_on", "id")[:MOST]:
        how = f": {row.resolution}" if row.resolution else ""
        text = f"“{row.title}” was {_ended(row)}{how}".rstrip(". ") + "."
        yield SuggestedText(Section.BARRIERS, text, row, _at(row))


def _ended(row: Barrier) -> str:
    return "resolved" if row.status == Barrier.Status.RESOLVED else row.get_status_display()


def _name(row: Flow) -> str:
    receiver = row.receiver or row.receiver_said or "somebody not known"
    return row.description or f"Money for {receiver}"


def _is_in(day: dt.date | None, quarter: Quarter) -> bool:
    return day is not None and quarter.first <= day <= quarter.last


def _month(record: Any, column: str) -> str:
    """The month: a day inside a quarter says no more than that to its readers."""
    return f"{getattr(record, column):%B %Y}"


def _called(pilot: Pilot) -> str:
    """A pilot in the middle of a sentence."""
    if pilot.name or pilot.lead_place is None:
        return pilot.title
    return f"The pilot in {with_article(pilot.lead_place)} (its name is not known)"


def _lower(text: str) -> str:
    return in_sentence(text.rstrip(". "))


def start(request: HttpRequest) -> HttpResponse:
    """Choose region and quarter; the draft is made of what the record says changed."""
    if not regions_written_by(reader_of(request.user)).exists():
        raise PermissionDenied
    chosen = {key: request.GET[key] for key in ("region", "quarter") if key in request.GET}
    form = StartForm(
        request.POST if request.method == "POST" else None, user=request.user, initial=chosen
    )
    if form.is_bound and form.is_valid():
        region, quarter = form.cleaned_data["region"], form.cleaned_data["quarter"]
        suggested = suggest(region, quarter)
        update = actions.start_update(
            by=request.user, region=region, quarter=quarter, suggested=suggested
        )
        if update.is_out:
            return redirect(update)
        return redirect("regional_update_write", region.slug, quarter.key)
    above = ("Regional updates", reverse("regional_updates"))
    context = {"form": form, "breadcrumbs": [above, ("Start one", "")]}
    return render(request, "dashboards/regional_update/start.html", context)


@require_POST
def look_again(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Add what changed in the record since the draft was made."""
    update = own(request.user, slug, quarter)
    suggested = suggest(update.region, update.period)

    def add() -> None:
        new = actions.look_again(by=request.user, update=update, suggested=suggested)
        messages.success(request, f"{count_words(new, 'new suggestion').capitalize()} found.")

    attempt(request, add)
    return redirect("regional_update_write", slug, quarter)


@require_POST
def publish(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Show it to everybody, unless a pause holds back what its region publishes."""
    update = own(request.user, slug, quarter)
    if pause := pause_at(update.region, timezone.localdate()):
        messages.warning(request, f"{held_words(pause)}. Publish it after that.")
        return redirect(update)
    message = "Published. Anybody who follows the region hears about it within a day."
    attempt(request, lambda: actions.publish(by=request.user, update=update), message)
    return redirect(update)
