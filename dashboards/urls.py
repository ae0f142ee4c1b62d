"""Addresses of pages that show several apps."""

from django.urls import include, path

from barriers.report import pages as barrier_report
from dashboards.champion import pages as champions
from dashboards.directory import pages as directory
from dashboards.home import pages as home
from dashboards.organisation import pages as organisations
from dashboards.pilot import pages as pilots
from dashboards.place import pages as place
from dashboards.programme import pages as programmes
from dashboards.programme_export import pages as programme_export
from dashboards.search import pages as search
from dashboards.who_to_ask import pages
from partnerships.directory_queue import pages as queue
from partnerships.place import edit_pages as place_pages
from partnerships.priority import of_place as place_priorities
from partnerships.unsent_email import pages as unsent
from reorganise import duplicate_pages
from reorganise import pages as reorganise
from reorganise.plan import Kind

urlpatterns = [
    path("", include("dashboards.place.urls")),
    path("", include("dashboards.lesson.urls")),
    path("", include("dashboards.agenda.urls")),
    path("champions/", champions.champions, name="champions"),
    path("champions/<int:pk>/brief/", champions.champion_brief, name="champion_brief"),
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("who-to-ask/", pages.who_to_ask, name="who_to_ask"),
    path("directory/queue/", queue.directory_queue, name="directory_queue"),
    path(
        "directory/queue/<slug:why>/<slug:kind>/",
        queue.directory_queue_of,
        name="directory_queue_of",
    ),
    path("places/", directory.places, name="places"),
    path("places/map/", directory.place_map, name="place_map"),
    path("places/code/<str:code>/", place.by_code, name="place_by_code"),
    path("places/<slug:slug>/", place.place, name="place"),
    path("places/<slug:slug>/brief/", place.brief, name="place_brief"),
    path("places/<slug:slug>/pilots/", place.pilots, name="place_pilots"),
    path("places/<slug:slug>/barriers/", place.barriers, name="place_barriers"),
    path("places/<slug:slug>/partners/", place.partners, name="place_partners"),
    path("places/<slug:slug>/funding/", place.funding, name="place_funding"),
    path("places/<slug:slug>/priorities/", place_priorities.priorities, name="place_priorities"),
    path("places/<slug:slug>/not-known/", place.gaps, name="place_gaps"),
    path("places/<slug:slug>/history/", place_pages.PlaceHistory.as_view(), name="place_history"),
    path("places/<slug:slug>/edit/", place_pages.EditPlacePage.as_view(), name="place_edit"),
    path("places/<slug:slug>/reorganise/", reorganise.choose, name="place_reorganise"),
    path("places/<slug:slug>/reorganise/merge/", reorganise.act(Kind.MERGE), name="place_merge"),
    path("places/<slug:slug>/reorganise/split/", reorganise.act(Kind.SPLIT), name="place_split"),
    path("places/<slug:slug>/reorganise/rename/", reorganise.act(Kind.RENAME), name="place_rename"),
    path("places/<slug:slug>/reorganise/recode/", reorganise.act(Kind.RECODE), name="place_recode"),
    path("reorganisations/", reorganise.reorganisations, name="reorganisations"),
    path("reorganisations/<int:pk>/", reorganise.reorganisation, name="reorganisation"),
    path("reorganisations/<int:pk>/undo/", reorganise.undo, name="reorganisation_undo"),
    path("reorganisations/<int:pk>/withdraw/", reorganise.withdraw, name="reorganisation_withdraw"),
    path("organisations/", organisations.Organisations.as_view(), name="organisations"),
    path("organisations/duplicates/", duplicate_pages.candidates, name="organisation_duplicates"),
    path(
        "organisations/duplicates/<int:pk>/take-back/",
        duplicate_pages.take_back,
        name="organisation_two_take_back",
    ),
    path(
        "organisations/<slug:slug>/not/<slug:other>/",
        duplicate_pages.SayTwoPage.as_view(),
        name="organisation_two",
    ),
    path("organisations/<slug:slug>/merge/", duplicate_pages.merge, name="organisation_merge"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("pilots/<slug:slug>/", pilots.pilot, name="pilot"),
    path("pilots/<slug:slug>/barriers/", pilots.pilot_barriers, name="pilot_barriers"),
    path("pilots/<slug:slug>/history/", pilots.pilot_history, name="pilot_history"),
    path("pilots/<slug:slug>/brief/", pilots.pilot_brief, name="pilot_brief"),
    path("programmes/", programmes.Programmes.as_view(), name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    path(
        "programmes/<slug:slug>/export/",
        programme_export.programme_export,
        name="programme_export",
    ),
    path(
        "programmes/<slug:slug>/export/everything.zip",
        programme_export.programme_export_file,
        name="programme_export_file",
    ),
    path("programmes/<slug:slug>/meetings/", programmes.meetings, name="programme_meetings"),
    path("programmes/<slug:slug>/pilots/", programmes.programme_view, name="programme_pilots"),
    path("programmes/<slug:slug>/figures/", programmes.figures, name="programme_figures"),
    path("", include("dashboards.source.urls")),
    path("barriers/report/", barrier_report.report, name="barrier_report"),
    path("regional-updates/", include("dashboards.regional_update.urls")),
    path("emails/unsent/", unsent.unsent_emails, name="unsent_emails"),
    path("emails/unsent/<int:pk>/again/", unsent.unsent_email_retry, name="unsent_email_retry"),
    path(
        "emails/unsent/<int:pk>/dismiss/",
        unsent.unsent_email_dismiss,
        name="unsent_email_dismiss",
    ),
]
