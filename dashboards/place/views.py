"""The page of a place, everything about it, its brief, and the addresses that lead to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from access.sharing import Sharing, as_text
from dashboards.place import page_data as dashboard
from dashboards.place import region
from dashboards.place.about import about
from dashboards.place.brief import Brief, brief_of
from dashboards.place.inherited import from_others
from dashboards.templatetags.published import published_of_money
from funding.flow.permissions import can_add_flow_for
from funding.flow.views import COLUMNS, SORTS
from funding.picture import page as place_funding
from funding.picture.asked import OVERVIEW, POOLS
from funding.picture.ended_places import ended_in
from funding.picture.pools_and_bids import beside_of
from funding.picture.selection import selected
from geography.measure.page import lines_of
from governance.health_check.latest import latest_of
from interface import exports
from interface.context import absolute
from interface.made_up import headed
from interface.programs import closed_to_programs
from interface.words import tidy
from partnerships.models import Member, Partnership, Place
from partnerships.partnership.permissions import can_name_place
from partnerships.partnership.sector_gaps import coverage
from partnerships.place.attribution import STATISTICS
from partnerships.place.frame import for_place, frame
from partnerships.place.head import head
from partnerships.place.kind_groups import REGIONAL
from people.job_role.page_data import contacts_of
from people.recognition.thanks import thanks_about
from pilots.pilot.succession import prompts_at
from pilots.place.notes import notes_of
from pilots.place.partners import partners_of
from pilots.place.pilots import pilots_at_place


@login_not_required
@for_place
def place(request: HttpRequest, place: Place) -> HttpResponse:
    """What is so at a place, what is tried there and who to ask, for everybody."""
    is_region = place.kind in REGIONAL
    build = region.build if is_region else dashboard.build
    page = build(request.user, place, timezone.localdate())
    context = {**frame(place), "page": page, "kind": page.head.kind}
    if page.head.region and not is_region:
        context["breadcrumbs"].insert(1, (page.head.region.name, page.head.region.url))
    return render(request, f"dashboards/place/{'region' if is_region else 'record'}.html", context)


@login_not_required
@for_place
def everything(request: HttpRequest, place: Place) -> HttpResponse:
    """What a place is and where it lies, and the way to all that is kept of it."""
    page = about(request.user, place, timezone.localdate())
    # Like its first page: the tab leads there already
    context = {**frame(place), "page": page}
    return render(request, "dashboards/place/about.html", context)


@login_not_required
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The place that carries or carried an official code; 404 where none or several did."""
    places = list(Place.objects.visible_to(request.user).with_code(code)[:2])
    if len(places) != 1:
        raise Http404("no place has this code")
    return redirect(places[0])


@login_not_required
@for_place
def pilots(request: HttpRequest, place: Place) -> HttpResponse:
    """The pilots of a place are the list of pilots with that filter."""
    return redirect(f"{reverse('pilots')}?place={place.slug}")


@login_not_required
@for_place
def barriers(request: HttpRequest, place: Place) -> HttpResponse:
    """The barriers of a place are the list of barriers with that filter."""
    return redirect(f"{reverse('barriers')}?place={place.slug}")


@login_not_required
@for_place
def brief(request: HttpRequest, place: Place) -> HttpResponse:
    """The place on one page, to copy, print or save; as text with ``?format=txt``."""
    sharing = Sharing(request)
    made = sharing.each(lambda reader: brief_of(reader, place, timezone.localdate()))
    text = tidy(sharing.text(made, lambda one: _as_text(one, sharing)))
    text = headed(text, is_made_up=place.is_example)
    if answer := as_text(request, text, place.slug):
        return answer
    shared = {
        **frame(place, "Brief"),
        "text": text,
        "sharing": sharing,
        "seen_by": sharing.seen_by,
    }

    def drawn(one: Brief) -> HttpResponse:
        context = {**shared, "brief": one, "page": one.page}
        return render(request, "dashboards/place/brief.html", context)

    return sharing.page(made, drawn)


def _as_text(brief: Brief, sharing: Sharing) -> str:
    page = brief.page
    compared = page.context or page.inherited.context
    context = {
        "brief": brief,
        "page": page,
        "address": absolute(page.place.get_absolute_url()),
        "root": absolute(""),
        "sharing": sharing,
        "attribution": STATISTICS,
        "of_figures": lines_of(compared) if compared else [],
    }
    return render_to_string("dashboards/place/brief.txt", context)


@login_not_required
@for_place
def partners(request: HttpRequest, place: Place) -> HttpResponse:
    """Who works together here: every partner, with its part and its pilots."""
    partners_at_place = partners_of(place, pilots_at_place(request.user, place))
    health = latest_of(request.user, partners_at_place.partnerships)
    for one in partners_at_place.partnerships:
        one.latest_health = health.get(one.pk, [])
    context = {
        **frame(place, "Partners"),
        "partners": partners_at_place,
        "coverage": coverage(partners_at_place.partnerships, timezone.localdate()),
        "thanks": thanks_about(request.user, place),
        "other_partnerships": Partnership.objects.at(place)
        .exclude(pk__in=[partnership.pk for partnership in partners_at_place.partnerships])
        .annotate(had_member=Exists(Member.objects.filter(partnership=OuterRef("pk")))),
        "may_add": can_name_place(request.user, place),
        "add_url": f"{reverse('partnership_add')}?place={place.slug}",
    }
    if councils := context["councils"]:
        context["asking"] = contacts_of(request.user, place, councils)
    context["prompts"] = prompts_at(request.user, place, timezone.localdate())
    return render(request, "dashboards/place/partners.html", context)


@login_not_required
@for_place
def gaps(request: HttpRequest, place: Place) -> HttpResponse:
    """What nobody knows yet about this place and its pilots."""
    notes = notes_of(place, pilots_at_place(request.user, place))
    context = {**frame(place, "Not known yet"), "known": notes}
    return render(request, "dashboards/place/gaps.html", context)


@closed_to_programs("programs read its rows in “Money”, where they choose the place")
@login_not_required
@for_place
def funding(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The money of a place: from whom, through which fund, to whom; totals by meaning and year."""
    chosen = selected(request.user, place, request.GET)
    if "format" in request.GET:
        name = f"money-{place.slug}"
        if chosen.asked.is_wrong:  # never a file of more than was asked for
            return exports.refused(request, "A filter in this address is not valid.")
        if file := exports.respond(request, chosen.in_file, COLUMNS, SORTS, name):
            return file
    today, show = timezone.localdate(), chosen.asked.show
    known = head(place)
    context = {
        **frame(place, "Money"),
        "page": place_funding.build(chosen, request.GET, today),
        "beside": beside_of(request.user, place, today) if show == POOLS else None,
        "from_others": from_others(request.user, place).money if show == OVERVIEW else None,
        "published": list(published_of_money(place)) if show == OVERVIEW else [],
        "may_add": can_add_flow_for(request.user, place),
        "head": known,
        "ended": ended_in(request.user, place, today) if known.has_within else (),
    }
    return render(request, "dashboards/place/funding.html", context)
