"""Organisations: the list, a page for each, and what two of them did together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from access.subqueries import UpTo
from dashboards.organisation import joint_history
from dashboards.organisation import works_where as national
from dashboards.organisation.page_data import build
from interface import forms
from interface.cells import linked, soft
from interface.columns import ADDRESS, Column, Type
from interface.context import trail
from interface.forms.dates import day_asked
from interface.pages import Empty, ListPage, PageAction
from interface.paging import Sort, up_to
from interface.words import capitalised
from partnerships.models import Organisation
from partnerships.organisation.actions import save_organisation
from partnerships.organisation.edit_forms import EditOrganisation
from partnerships.organisation.fields import organisation_field
from partnerships.organisation.forms import OrganisationFilter
from partnerships.organisation.frame import OfOrganisation, of_organisation
from partnerships.organisation.permissions import can_add_organisations, can_edit_organisation
from pilots.models import Pilot, PilotPartner
from records import drafts
from records.dates import DateWithPrecision, known_day
from records.form_views import EditPage

MOST_COUNTED = 1_000
EARLIEST, LATEST = 1800, 2100


def also_called(organisation: Organisation) -> str:
    """Its abbreviation, its former names and what else people call it, each once."""
    names: dict[str, None] = {}
    for row in organisation.names.all():
        former = row.name if row.name != organisation.name else ""
        names |= dict.fromkeys(name for name in (former, row.short_name) if name)
    names |= dict.fromkeys(row.words for row in organisation.synonyms.all() if not row.note)
    return "; ".join(names)


def _name_cell(row: Any) -> str:
    part_of = f"Part of {row.parent.name}" if row.parent else ""
    ended = str(DateWithPrecision.of(row, "ended_on") or "")
    return linked(row.name, row.get_absolute_url(), part_of, ended and f"Ended {ended}")


def _pilots(row: Any) -> str:
    return str(up_to(row.pilot_count, MOST_COUNTED)) if row.pilot_count else soft("none")


class Organisations(ListPage):
    """All organisations, with the number of pilots that the reader sees each take part in."""

    api = True
    public = True
    template_name = "dashboards/matching_list.html"
    model, filters = Organisation, OrganisationFilter
    title, noun = "Organisations", "organisation"
    none_match = "No organisation matches."
    none_help = "Check the spelling, or type a part of the name, a former name or an abbreviation."
    empty = Empty(none_match, none_help)
    sorts = (Sort("name", "sort_key"),)
    columns = (
        Column(
            "organisation",
            "Organisation",
            "The name of today",
            lambda row: row.name,
            cell=_name_cell,
            head=True,
            sort="name",
        ),
        Column(
            "also_called",
            "Also called",
            "Its abbreviation, its former names and what else people call it",
            also_called,
            cell=also_called,
            blank="none",
        ),
        Column(
            "sector",
            "Sector",
            "What kind of body it is",
            lambda row: row.get_sector_display(),
            cell=lambda row: capitalised(row.sector_words),
        ),
        Column(
            "further",
            "Finer sector",
            "A sector that administrators added, within that one",
            lambda row: row.further and row.further.name,
            blank="none",
        ),
        Column(
            "part_of",
            "Part of",
            "The body that this team belongs to",
            lambda row: row.parent.name if row.parent else None,
            blank="it is no team",
        ),
        Column.of(Organisation, "site"),
        known_day(
            "ended",
            "Ended",
            "When it ended, as exactly as it is known",
            of="ended_on",
            blank="it has not ended, as far as known",
        ),
        Column(
            "succeeded_by",
            "Succeeded by",
            "The bodies that took over from it",
            lambda row: "; ".join(map(str, row.successors.all())) or None,
            blank="none is recorded",
        ),
        Column(
            "pilots",
            "Pilots",
            "Number of pilots you can see that it is recorded in",
            lambda row: row.pilot_count,
            cell=_pilots,
            number=True,
            table_label="Pilots",
            type=Type.NUMBER,
        ),
        ADDRESS,
    )

    def get_queryset(self) -> QuerySet[Organisation]:
        """With names and pilots; on a page so many are counted, in a file all."""
        most = None if "format" in self.request.GET else MOST_COUNTED
        # The organisation stands two queries out: that of the pilots lies between
        parts = PilotPartner.objects.filter(organisation=OuterRef(OuterRef("pk")))
        pilots = Pilot.objects.visible_to(self.request.user).filter(pk__in=parts.values("pilot"))
        rows = super().get_queryset().select_related("parent", "further")
        rows = rows.prefetch_related("names", "synonyms")
        if most is None:
            rows = rows.prefetch_related("successors")
        return rows.annotate(pilot_count=UpTo(pilots, most))

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return trail(self.request, *super().breadcrumbs())

    def get_actions(self) -> list[PageAction]:
        sectors = PageAction("Further sectors", reverse("further_sectors"))
        return [PageAction("Who works where", reverse("works_where")), sectors]

    def add(self) -> PageAction | None:
        """For who may add one, with what was looked for."""
        if not can_add_organisations(self.request.user):
            return None
        name = self.request.GET.get("q", "").strip()
        asked = f"?{urlencode({'name': name})}" if name else ""
        return PageAction("Add an organisation", f"{reverse('organisation_add')}{asked}")


@login_not_required
def works_where(request: HttpRequest) -> HttpResponse:
    """Departments and national bodies by place: in how many pilots each takes part."""
    found = national.works_where(request.user)
    context = {
        "heat": found.heat,
        "is_cut": found.is_cut,
        "breadcrumbs": trail(
            request, ("Organisations", reverse("organisations")), ("Who works where", "")
        ),
    }
    return render(request, "dashboards/organisation/works_where.html", context)


@login_not_required
@of_organisation
def organisation(request: HttpRequest, record: Organisation) -> HttpResponse:
    """One organisation; with ``?on=`` also what it was called on that day."""
    on, problem = day_asked(request.GET, earliest=EARLIEST, latest=LATEST)
    page = build(request.user, record, on)
    context = {
        "page": page,
        "on": request.GET.get("on", ""),
        "problem": problem,
        "organisation": record,
        "example": record.is_example,
        "breadcrumbs": trail(
            request, ("Organisations", reverse("organisations")), (record.name, "")
        ),
        "kind": capitalised(page.what if page.board else record.get_sector_display()),
    }
    return render(request, "dashboards/organisation/record.html", context)


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    record = Organisation.objects.visible_to(user).filter(slug=target).first()
    if record is None or not can_edit_organisation(user, record):
        return None
    return f"The page of {record.name}"


class EditOrganisationPage(OfOrganisation, EditPage):
    """Change what is said of an organisation: its officers, administrators and connectors."""

    form, permission, form_takes_user = EditOrganisation, can_edit_organisation, True
    draft = drafts.register(
        "edit-organisation",
        title=_draft_title,
        url=lambda target: reverse("organisation_edit", args=[target]),
    )
    title = "Change the page of an organisation"
    success_message = "Page saved."

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return _breadcrumbs(self.request, self.record, ("Change", ""))

    def save(self, form: Any) -> Organisation:
        by = self.request.user
        return save_organisation(by=by, organisation=form.instance, said=form.cleaned_data)


class ChooseOther(forms.Form):
    """The body whose joint history is wanted."""

    body = organisation_field("Together with which organisation?")


@login_not_required
@of_organisation
def together(request: HttpRequest, record: Organisation) -> HttpResponse:
    """Choose another body, or one of those with which it shares most."""
    form = ChooseOther(request.GET) if "body" in request.GET else ChooseOther()
    if form.is_bound and form.is_valid():
        other = form.cleaned_data["body"]
        if other.pk != record.pk:
            return redirect("organisations_together", record.slug, other.slug)
        form.add_error("body", "Name a different organisation")
    context = {
        "organisation": record,
        "example": record.is_example,
        "form": form,
        "often": joint_history.often_with(request.user, record),
        "breadcrumbs": _breadcrumbs(request, record, ("Together with", "")),
    }
    return render(request, "dashboards/organisation/together.html", context)


@login_not_required
@of_organisation
def joint(request: HttpRequest, record: Organisation, other: str) -> HttpResponse:
    """What two bodies did together, in order, as far as the reader may see it."""
    rows = Organisation.objects.visible_to(request.user).exclude(pk=record.pk)
    second = rows.filter(slug=other).first() or rows.filter(former_addresses__slug=other).first()
    if second is None:
        raise Http404("no such organisation")
    page = joint_history.build(request.user, record, second)
    above = ("Together with", reverse("organisation_together", args=[record.slug]))
    context = {
        "page": page,
        "example": record.is_example or second.is_example,
        "breadcrumbs": _breadcrumbs(request, record, above, (second.name, "")),
    }
    return render(request, "dashboards/organisation/joint_history.html", context)


def _breadcrumbs(
    request: HttpRequest, record: Organisation, *below: tuple[str, str]
) -> list[tuple[str, str]]:
    above = [("Organisations", reverse("organisations")), (record.name, record.get_absolute_url())]
    return trail(request, *above, *below)
