"""Meetings, visits, workshops and outreach of a pilot: the list, each one's page, the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging
from interface.paging import Sort
from partnerships.form_page import FormPage, answer
from partnerships.visibility import reader_of
from pilots import loading, permissions
from pilots.engagement import file as taken_away
from pilots.engagement import reading
from pilots.engagement import summary as pages
from pilots.engagement.actions import record
from pilots.engagement.forms import BodyForm, EngagementForm, TotalForm
from pilots.models import Engagement, EngagementTotal, Pilot
from pilots.promise.forms import PromiseForm
from records import conflicts, drafts, form_draft
from records.form_draft import Sheet

SORTS = (Sort("day", "on_key", says=lambda row: str(row.day or "no date"), starts_descending=True),)
PAGE = 25
BLANK_BODIES, BLANK_PROMISES = 4, 1
LARGEST = 2**31 - 1


@login_not_required
def pilot_engagement(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who was met, counted once, and each meeting that the reader sees; as a file as well."""
    pilot = loading.pilot(request, slug)
    user, today = request.user, timezone.localdate()
    rows = reading.with_all(Engagement.objects.visible_to(user).filter(pilot=pilot))
    told = partial(taken_away.told, user, today)
    columns, name = taken_away.columns(), f"meetings-{pilot.slug}"
    if file := exports.respond(request, rows, columns, SORTS, name, expand=told):
        return file
    may_log = permissions.can_log_progress(user, pilot)
    past = paging.page(rows.exclude(state=Engagement.State.PLANNED), request.GET, SORTS, size=PAGE)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Meetings and visits", "")),
        "page": past,
        "rows": reading.read(user, past.rows, today),
        "parts": pages.build(user, pilot, today),
        "may_record": may_log or permissions.can_record_meeting(user, pilot),
        "may_log": may_log,
    }
    return render(request, "pilots/engagement/list.html", context)


@login_not_required
def engagement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One of them: who was there, what came of it, what was promised."""
    pilot, found = _loaded(request, slug, number)
    user = request.user
    [read] = reading.read(user, [found], timezone.localdate())
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, _listed(pilot), (read.kind, "")),
        "one": read,
        "may_edit": permissions.can_change_meeting(user, found),
        "close_by": pages.close_by(user, found),
    }
    return render(request, "pilots/engagement/one.html", context)


@dataclass
class Typed:
    """The form, one form for each body and one for each promise."""

    form: EngagementForm
    bodies: list[BodyForm]
    promises: list[PromiseForm]

    @property
    def shown_bodies(self) -> list[BodyForm]:
        """Those known, and one to fill in."""
        return self.bodies[: 1 - BLANK_BODIES]

    @property
    def more_bodies(self) -> list[BodyForm]:
        """Those that are folded away."""
        return self.bodies[1 - BLANK_BODIES :]

    @property
    def more_open(self) -> bool:
        """Whether something was typed in those that are folded away."""
        return any(one.is_bound and (one.errors or one.has_changed()) for one in self.more_bodies)

    @property
    def folds_after(self) -> bool:
        """Whether what comes of it folds away: while a new one is planned, and nothing is there."""
        if self.form.instance.pk or self.form["state"].value() != Engagement.State.PLANNED:
            return False
        said = self.form["findings"].value() or self.form["decisions"].value()
        told = any(one.is_bound and (one.errors or one.has_changed()) for one in self.promises)
        return not (said or told)

    @property
    def parts(self) -> list[Any]:
        """The small forms."""
        return [*self.bodies, *self.promises]

    def is_valid(self) -> bool:
        """Whether all of it can be written down; no body stands twice."""
        fine = all([self.form.is_valid(), *(one.is_valid() for one in self.parts)])
        return fine and not self._twice()

    def _twice(self) -> bool:
        seen: set[Any] = set()
        found = False
        for one in self.bodies:
            if (body := one.body) is None:
                continue
            if (key := body.organisation or body.description) in seen:
                name = "organisation" if body.organisation else "description"
                one.add_error(name, f"{key} stands here twice. Put its people together")
                found = True
            seen.add(key)
        return found

    def write(self, user: Any) -> Engagement:
        """Write it down. For a valid form."""
        return record(
            by=user,
            engagement=self.form.engagement,
            bodies=[body for one in self.bodies if (body := one.body)],
            promises=[promise for one in self.promises if (promise := one.promise)],
        )


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    pilot = Pilot.objects.visible_to(user).with_places().filter(slug=target).first()
    if pilot is None or not permissions.can_record_meeting(user, pilot):
        return None
    return f"Meeting or visit: {pilot.title}"


def _edit_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    slug, _, number = target.rpartition("/")
    if not number.isdecimal():
        return None
    rows = Engagement.objects.visible_to(user).select_related("pilot").filter(pilot__slug=slug)
    found = rows.filter(number=min(int(number), LARGEST)).first()
    if found is None or not permissions.can_change_meeting(user, found):
        return None
    return f"Changes to a meeting: {found}"


ADD = drafts.register(
    "engagement",
    title=_draft_title,
    url=lambda target: reverse("engagement_add", args=[target]),
)
EDIT = drafts.register(
    "edit-engagement",
    title=_edit_title,
    url=lambda target: reverse("engagement_edit", args=target.rsplit("/", 1)),
)


def engagement_add(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Write down a meeting, or plan a visit (``?kind=visit``)."""
    pilot = loading.pilot(request, slug)
    if not permissions.can_record_meeting(request.user, pilot):
        raise PermissionDenied
    sheet = form_draft.sheet(request, ADD, target=pilot.slug)
    made = Engagement(pilot=pilot, kind="", place=pilot.lead_place, created_by_id=request.user.pk)
    if request.GET.get("kind") == "visit":
        initial = {"kind": "visit", "state": Engagement.State.PLANNED, "method": "in_person"}
        return _form(request, sheet, made, "Plan a visit", **initial)
    return _form(request, sheet, made, "Record a meeting or a visit")


def engagement_edit(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Change one: a planned visit took place, somebody was forgotten."""
    pilot, found = _loaded(request, slug, number)
    if not permissions.can_change_meeting(request.user, found):
        raise PermissionDenied
    sheet = form_draft.sheet(request, EDIT, target=f"{pilot.slug}/{number}")
    return _form(request, sheet, found, "Change this record")


def _form(
    request: HttpRequest, sheet: Sheet, one: Engagement, title: str, **initial: Any
) -> HttpResponseBase:
    if sheet.answer:
        return sheet.answer
    pilot = one.pilot
    typed = _typed(sheet, request.user, one, initial)
    conflict = None
    if sheet.is_sent and typed.is_valid():
        try:
            return sheet.send(lambda: _write(typed, request.user), said="Recorded.")
        except conflicts.Conflict as found:
            conflict = found
    if before := sheet.sent_before():
        return before
    listed = reverse("pilot_engagement", args=[pilot.slug])
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, _listed(pilot), (title, "")),
        "title": title,
        "typed": typed,
        "form": typed.form,
        "has_errors": any(part.is_bound and part.errors for part in typed.parts),
        "sheet": sheet,
        "conflict": conflict,
        "back": one.get_absolute_url() if one.pk else listed,
    }
    return render(request, "pilots/engagement/form.html", context)


def _write(typed: Typed, user: Any) -> Engagement:
    if typed.form.instance.pk is None:
        return typed.write(user)
    made: Engagement = conflicts.save(typed.form, lambda: typed.write(user))
    return made


def _typed(sheet: Sheet, user: Any, one: Engagement, initial: dict[str, Any]) -> Typed:
    form = sheet.form(EngagementForm, instance=one, initial=initial, user=user, pilot=one.pilot)
    known: list[dict[str, Any]] = []
    is_new = one.pk is None
    if not is_new:
        names = ("organisation", "description", "people", "first_time")
        rows = one.bodies.select_related("organisation")
        known = [{name: getattr(row, name) for name in names} for row in rows]
    elif initial:
        known = [{"organisation": body} for body in _own_bodies(user)]
    bodies = [
        sheet.form(BodyForm, prefix=f"b{at}", user=user, initial=told)
        for at, told in enumerate([*known, *([{}] * BLANK_BODIES)])
    ]
    promises = [sheet.form(PromiseForm, prefix=f"p{at}", user=user) for at in range(BLANK_PROMISES)]
    return Typed(form, bodies, promises)


def _own_bodies(user: Any) -> list[Any]:
    """Whom an officer visits for."""
    reader = reader_of(user)
    roles = reader.roles if reader else ()
    return [role.organisation for role in roles if role.organisation_id is not None][:2]


def _loaded(request: HttpRequest, slug: str, number: int) -> tuple[Pilot, Engagement]:
    pilot = loading.pilot(request, slug)
    rows = reading.with_all(Engagement.objects.visible_to(request.user).filter(pilot=pilot))
    found = get_object_or_404(rows, number=min(number, LARGEST))
    found.pilot = pilot
    return pilot, found


def _listed(pilot: Pilot) -> tuple[str, str]:
    return "Meetings and visits", reverse("pilot_engagement", args=[pilot.slug])


LARGEST_ID = 2**63 - 1


def _url(target: str) -> str:
    slug, _, pk = target.partition("/")
    if pk:
        return reverse("engagement_total_edit", args=[slug, pk])
    return reverse("engagement_total_add", args=[slug])


TOTAL = drafts.register("engagement-total", title=loading.draft_title("Met in all"), url=_url)


def engagement_total_add(request: HttpRequest, slug: str) -> HttpResponse:
    """What a source says in all, where it does not list the meetings."""
    pilot = loading.pilot_for(request, slug)
    new = EngagementTotal(pilot=pilot, created_by_id=request.user.pk)
    return _total_form(request, pilot, new, slug, "Add a total from a source")


def engagement_total_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a total right; of two who do so at once the second sees both versions."""
    pilot = loading.pilot_for(request, slug)
    rows = EngagementTotal.objects.visible_to(request.user).filter(pilot=pilot)
    found = get_object_or_404(rows.select_related("source"), pk=min(pk, LARGEST_ID))
    return _total_form(request, pilot, found, f"{slug}/{pk}", "Put a total right")


def _total_form(
    request: HttpRequest, pilot: Pilot, one: EngagementTotal, target: str, title: str
) -> HttpResponse:
    listed = reverse("pilot_engagement", args=[pilot.slug])
    page = FormPage(
        kind=TOTAL,
        target=target,
        heading=title,
        lead=f"{pilot.title}. It is shown as the source says it, and never added to what is "
        "counted from meetings.",
        back=listed,
        crumbs=loading.crumbs(pilot, ("Meetings and visits", listed), (title, "")),
        said="The total is saved.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )

    def write(form: Any) -> str:
        form.instance.source = form.named_source(request.user)
        form.save()
        return listed

    return answer(request, page, TotalForm, write, instance=one)
