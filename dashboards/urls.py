"""Addresses of pages that show several apps."""

from django.urls import path

from dashboards.views import (
    barrier_report,
    directory,
    home,
    organisations,
    pilots,
    place,
    place_parts,
    programmes,
    search,
    sources,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("places/", directory.places, name="places"),
    path("places/<slug:slug>/", place.place, name="place"),
    path("places/<slug:slug>/brief/", place.brief, name="place_brief"),
    path("places/<slug:slug>/pilots/", place.pilots, name="place_pilots"),
    path("places/<slug:slug>/barriers/", place.barriers, name="place_barriers"),
    path("places/<slug:slug>/partners/", place_parts.partners, name="place_partners"),
    path("places/<slug:slug>/funding/", place_parts.funding, name="place_funding"),
    path("places/<slug:slug>/not-known/", place_parts.gaps, name="place_gaps"),
    path("places/<slug:slug>/history/", place_parts.history, name="place_history"),
    path("places/<slug:slug>/edit/", place_parts.edit, name="place_edit"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("pilots/<slug:slug>/", pilots.pilot, name="pilot"),
    path("pilots/<slug:slug>/barriers/", pilots.pilot_barriers, name="pilot_barriers"),
    path("pilots/<slug:slug>/history/", pilots.pilot_history, name="pilot_history"),
    path("pilots/<slug:slug>/brief/", pilots.pilot_brief, name="pilot_brief"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("barriers/report/", barrier_report.report, name="barrier_report"),
]
