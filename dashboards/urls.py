"""Addresses of pages that show several apps."""

from django.urls import include, path

from barriers.report import pages as barrier_report
from dashboards.champion import pages as champions
from dashboards.directory import pages as directory
from dashboards.home import pages as home
from dashboards.organisation import pages as organisations
from dashboards.pilot import pages as pilots
from dashboards.place import pages as place
from dashboards.place import part_pages
from dashboards.programme import pages as programmes
from dashboards.programme_export import pages as programme_export
from dashboards.queue import pages as queue
from dashboards.search import pages as search
from dashboards.source import pages as source_changes
from dashboards.source import pages as sources
from dashboards.unsent import pages as unsent
from dashboards.who_to_ask import pages
from pilots.skill_gaps import pages as place_skills
from reorganise import duplicate_pages
from reorganise import pages as reorganise

urlpatterns = [
    path("", include("dashboards.place.urls")),
    path("", include("dashboards.lesson.urls")),
    path("", include("dashboards.agenda.urls")),
    path("champions/", champions.champions, name="champions"),
    path("champions/<int:pk>/brief/", champions.champion_brief, name="champion_brief"),
    path("places/<slug:slug>/skills/", place_skills.skills, name="place_skills"),
    path("places/<slug:slug>/skills/add/", place_skills.skill_add, name="place_skill_add"),
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
    path("places/<slug:slug>/partners/", part_pages.partners, name="place_partners"),
    path("places/<slug:slug>/funding/", part_pages.funding, name="place_funding"),
    path("places/<slug:slug>/priorities/", part_pages.priorities, name="place_priorities"),
    path("places/<slug:slug>/not-known/", part_pages.gaps, name="place_gaps"),
    path("places/<slug:slug>/history/", part_pages.history, name="place_history"),
    path("places/<slug:slug>/edit/", part_pages.edit, name="place_edit"),
    path("places/<slug:slug>/reorganise/", reorganise.choose, name="place_reorganise"),
    path("places/<slug:slug>/reorganise/merge/", reorganise.merge, name="place_merge"),
    path("places/<slug:slug>/reorganise/split/", reorganise.split, name="place_split"),
    path("places/<slug:slug>/reorganise/rename/", reorganise.rename, name="place_rename"),
    path("places/<slug:slug>/reorganise/recode/", reorganise.recode, name="place_recode"),
    path("reorganisations/", reorganise.many, name="reorganisations"),
    path("reorganisations/<int:pk>/", reorganise.one, name="reorganisation"),
    path("reorganisations/<int:pk>/undo/", reorganise.undo, name="reorganisation_undo"),
    path("reorganisations/<int:pk>/withdraw/", reorganise.withdraw, name="reorganisation_withdraw"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/duplicates/", duplicate_pages.found, name="organisation_duplicates"),
    path(
        "organisations/duplicates/<int:pk>/take-back/",
        duplicate_pages.take_back,
        name="organisation_two_take_back",
    ),
    path(
        "organisations/<slug:slug>/not/<slug:other>/",
        duplicate_pages.say_they_are_two,
        name="organisation_two",
    ),
    path("organisations/<slug:slug>/merge/", duplicate_pages.merge, name="organisation_merge"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("pilots/<slug:slug>/", pilots.pilot, name="pilot"),
    path("pilots/<slug:slug>/barriers/", pilots.pilot_barriers, name="pilot_barriers"),
    path("pilots/<slug:slug>/history/", pilots.pilot_history, name="pilot_history"),
    path("pilots/<slug:slug>/brief/", pilots.pilot_brief, name="pilot_brief"),
    path("programmes/", programmes.programmes, name="programmes"),
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
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("sources/<slug:slug>/edit/", source_changes.source_edit, name="source_edit"),
    path("sources/<slug:slug>/withdraw/", source_changes.source_withdraw, name="source_withdraw"),
    path("sources/<slug:slug>/restore/", source_changes.source_restore, name="source_restore"),
    path("sources/<slug:slug>/history/", source_changes.source_history, name="source_history"),
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
