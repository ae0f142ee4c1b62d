"""What is on its way to the public, as a list, and the pauses in which nothing is published."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.visibility import reader_of
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import WRONG_FILTER
from barriers.models import Publication, PublishingPause
from barriers.publication import page_data, permissions
from barriers.publication.forms import PauseForm
from barriers.publication.page_data import replies_to
from barriers.publication.pauses import end_pause
from interface import querystring
from interface.cells import called, linked, names, near_day, soft, status
from interface.columns import Column
from interface.filters import FilterSet, OneOf
from interface.pages import Empty, ListPage, Page, PageAction
from interface.paging import LARGEST_ID, Sort
from interface.words import capitalised_choices
from partnerships.place.examples import LeavesOutExamples, sees_demo_data
from partnerships.place.known_reach import know_reach_of
from records import drafts
from records.form_views import AddPage

PUBLICATIONS, PAUSES = ("To be public", "/publications/"), ("Pauses", "/publications/pauses/")
OF_US, OURS = "of-us", "ours"
WAITING = ("waiting", "Not public yet")
MOST_PAUSES = 100


class PublicationFilter(LeavesOutExamples, FilterSet):
    """Publications by whose they are and where they stand."""

    examples_at = "barrier"

    whose = OneOf(
        "Show only",
        choices=[(OURS, "Of your places and programmes"), (OF_US, "Naming your organisations")],
        method="of_whom",
    )
    state = OneOf(
        "Status",
        choices=[WAITING, *capitalised_choices(Publication.State.choices)],
        method="at_state",
    )

    def of_whom(self, rows: Any, name: str, whose: str) -> QuerySet[Publication]:
        """Those of the reader's places and programmes, or of their bodies."""
        reader = reader_of(self.request.user)
        if reader is None:
            return rows.none()
        return rows.of_bodies(reader.organisations) if whose == OF_US else rows.kept_by(reader)

    def at_state(self, rows: Any, name: str, state: str) -> QuerySet[Publication]:
        """Those at one state, or all that are not public yet."""
        return rows.waiting() if state == WAITING[0] else rows.filter(state=state)


def _reply(publication: Publication) -> str:
    is_published = publication.state == Publication.State.PUBLISHED
    said = (reply.text for reply in replies_to(publication) if reply.reply or is_published)
    return " ".join(said)


def _title(publication: Publication) -> str:
    barrier = publication.barrier
    return linked(barrier.title, publication.get_absolute_url(), barrier.reference)


def _reply_by(publication: Publication) -> str:
    day = publication.reply_by
    return near_day(day) if day else soft("Not asked yet")


COLUMNS = (
    Column("reference", "Barrier", "Its reference", attrgetter("barrier.reference")),
    Column("barrier", "What is in the way", "Its title", attrgetter("barrier.title")),
    *(Column.of(Publication, name) for name in ("body", "state")),
    Column.of(Publication, "agreed_on", name="agreed"),
    Column.of(Publication, "reply_by"),
    Column.of(Publication, "replied_on", name="replied"),
    Column.of(Publication, "published_on", name="published"),
    Column("reply", "Reply", "What is shown beside it", _reply),
    Column("address", "Address", "Its page", Publication.get_absolute_url),
    Column("title", "Barrier", cell=_title, head=True),
    Column(
        "places",
        "Place",
        cell=lambda row: names(link.place for link in row.barrier.place_links.all()),
    ),
    Column("names", "Names", cell=lambda row: called(row.body, row.body_short)),
    Column("stands", "State", cell=lambda row: status(row.state_words)),
    Column("due", "Reply by", cell=_reply_by),
)


class Publications(ListPage):
    """Barriers that name a body on their way to the public, as far as the reader sees them."""

    model, filters, columns = Publication, PublicationFilter, COLUMNS
    sorts = (Sort("asked", "id", says=lambda row: f"{row.pk}", starts_descending=True),)
    orders = {"asked": ("the first asked for first", "the last asked for first")}
    api, api_title = True, "Barriers to be public"
    title, noun, file = "To be public", "barrier", "publications"
    lead = (
        "Barriers that name an organisation. Everyone can read them once the place agrees and "
        "the organisation has had ten working days to reply."
    )
    wrong_filter = WRONG_FILTER
    none_match = "None that you can see matches."
    empty = Empty(
        "None that you can see is to be public yet.",
        "On the page of a barrier that names an organisation, its author, its team and the editors "
        "of its place can ask for this.",
    )

    def get_queryset(self) -> QuerySet[Publication]:
        return super().get_queryset().for_rows()

    def file_rows(self) -> QuerySet[Publication]:
        return page_data.load(self.request.user)

    def get_actions(self) -> list[PageAction]:
        def narrowed(whose: str, state: str) -> str:
            return querystring.replaced(self.request.GET, whose=whose, state=state)

        reader = reader_of(self.request.user)
        ways = [PageAction("Waiting, of our places", narrowed(OURS, "waiting"))]
        if reader and reader.organisations:
            ways.append(PageAction("Waiting for our reply", narrowed(OF_US, "body")))
        return [*ways, PageAction("Pauses", PAUSES[1])]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, (PUBLICATIONS[0], "")]


class Pauses(Page):
    """When nothing is published, where, and why; the last ones that are over below."""

    model = PublishingPause
    template_name = "barriers/publication/pauses.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user, today = request.user, timezone.localdate()
        rows = self.get_queryset().select_related("programme", "place", "created_by")
        pauses = list(rows[:MOST_PAUSES])
        know_reach_of([pause.place for pause in pauses if pause.place], user)
        mixes = sees_demo_data(user)
        real = [pause for pause in pauses if mixes or not pause.is_example]
        made_up = [pause for pause in pauses if pause not in real]
        return self.render_page(
            current=self._not_over(real, today),
            over=[pause for pause in real if pause.is_over(today)],
            examples=self._not_over(made_up, today),
            may_set=permissions.can_set_pauses(user),
            today=today,
        )

    def _not_over(self, pauses: list[PublishingPause], today: dt.date) -> list[tuple[Any, bool]]:
        """Those that hold something back or will, each with whether the reader may end it."""
        user = self.request.user
        rows = (pause for pause in pauses if not pause.is_over(today))
        return [(pause, permissions.can_set_pause(user, pause)) for pause in rows]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, PUBLICATIONS, (PAUSES[0], "")]


def _draft_title(user: Any, target: str, typed: Any) -> str | None:
    return "Pause in publishing" if permissions.can_set_pauses(user) else None


class AddPause(AddPage):
    """Set a pause."""

    model, form, permission = PublishingPause, PauseForm, permissions.can_set_pauses
    draft = drafts.register(
        "publishing-pause",
        title=_draft_title,
        url=lambda _target: reverse("publishing_pause_add"),
    )
    title, submit_label, success_message = "Pause publishing", "Set the pause", "Pause set."
    lead = (
        "While a pause lasts, no barrier that names an organisation becomes public. What is "
        "already public stays public, and places and organisations can still agree and reply."
    )
    cancel_url = PAUSES[1]
    form_takes_user = True

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, PUBLICATIONS, PAUSES, ("Add", "")]

    def save(self, form: PauseForm) -> str:
        form.save()
        return self.cancel_url


@require_POST
def end_early(request: HttpRequest, pk: int) -> HttpResponse:
    """A pause holds nothing back from today on."""
    rows = PublishingPause.objects.visible_to(request.user)
    pause = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if not permissions.can_set_pause(request.user, pause):
        raise PermissionDenied
    if end_pause(pause=pause):
        messages.success(
            request,
            "The pause is over. What’s waiting becomes public with the next hourly run, on a "
            "working day.",
        )
    else:
        messages.info(request, "This pause was over already.")
    return redirect("publishing_pauses")
