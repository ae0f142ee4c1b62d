"""Addresses of pages that show several apps."""

from django.urls import path

from barriers.report import views as barrier_report
from dashboards.agenda import open_views as open_agenda
from dashboards.agenda import views as agenda
from dashboards.asked import views as asked
from dashboards.audit import views as audit
from dashboards.claims import ask_views as claim_ask
from dashboards.claims import asked_views as claims_asked
from dashboards.claims import link_views as claim_link
from dashboards.claims import views as claims
from dashboards.comparison import views as comparison
from dashboards.directory import views as directory
from dashboards.first_day import views as first_day
from dashboards.help import views as help_views
from dashboards.library import views as library
from dashboards.my_work import views as home
from dashboards.organisation import views as organisations
from dashboards.parts import views as parts
from dashboards.pilot import views as pilots
from dashboards.place import views as place
from dashboards.programme import views as programmes
from dashboards.programme_export import views as programme_export
from dashboards.programme_export.dossier import pilot_dossier
from dashboards.regional_update import views as regional_updates
from dashboards.requests import views as requests
from dashboards.search import views as search
from dashboards.source import add_views as source_adding
from dashboards.source import views as sources
from dashboards.visit import views as visit
from dashboards.who_to_ask import champion_views as champions
from dashboards.who_to_ask import views as who_to_ask
from partnerships.place import views as place_views
from people.review import queue_views as queue
from people.subscription import unsent_views as unsent
from pilots.place import views as place_past
from policy.priority import for_place as place_priorities
from reorganise import duplicate_views, giving_way_views
from reorganise import views as reorganise
from reorganise.plan import Kind

urlpatterns = [
    path("calendar/", agenda.calendar, name="calendar"),
    path("calendar/feeds/", agenda.calendar_feeds, name="calendar_feeds"),
    path("calendar/feeds/<int:pk>/end/", agenda.calendar_feed_end, name="calendar_feed_end"),
    path("calendar/feed/<str:token>.ics", agenda.calendar_feed, name="calendar_feed"),
    path("places/<slug:slug>/calendar/", agenda.place_calendar, name="place_calendar"),
    path("places/<slug:slug>/calendar.ics", open_agenda.place_feed, name="place_feed"),
    path("boards/<slug:slug>/calendar.ics", open_agenda.board_feed, name="board_feed"),
    path("places/<slug:slug>/asked/", asked.PlaceAsked.as_view(), name="place_asked"),
    path("claims/asked/", claims_asked.claims_asked, name="claims_asked"),
    path("claims/asked/<int:pk>/end/", claim_ask.end_link, name="claim_link_end"),
    path("claims/asked/<int:pk>/take-back/", claims_asked.take_back, name="claim_link_take_back"),
    path("claims/<slug:kind>/<int:pk>/ask/", claim_ask.AskBody.as_view(), name="claim_ask"),
    path("answer/claims/<str:token>/", claim_link.claims_by_link, name="claims_by_link"),
    path("organisations/<slug:slug>/claims/", claims.Claims.as_view(), name="organisation_claims"),
    path(
        "organisations/<slug:slug>/asks/",
        asked.OrganisationAsks.as_view(),
        name="organisation_asks",
    ),
    path("pilots/<slug:slug>/calendar/", agenda.pilot_calendar, name="pilot_calendar"),
    path("programmes/<slug:slug>/calendar/", agenda.programme_calendar, name="programme_calendar"),
    path("champions/", champions.champions, name="champions"),
    path("champions/<int:pk>/brief/", champions.champion_brief, name="champion_brief"),
    path("", home.home, name="home"),
    path("pages/", parts.all_parts, name="all_parts"),
    path("add/", parts.add, name="add"),
    path("library/", library.library, name="library"),
    path("requests/", requests.requests, name="requests"),
    path("changes/", audit.AllChanges.as_view(), name="all_changes"),
    path("help/", help_views.help_list, name="help"),
    path("help/<slug:slug>/", help_views.help_page, name="help_page"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("who-to-ask/", who_to_ask.who_to_ask, name="who_to_ask"),
    path("directory/queue/", queue.directory_queue, name="directory_queue"),
    path(
        "directory/queue/<slug:why>/<slug:kind>/",
        queue.directory_queue_of,
        name="directory_queue_of",
    ),
    path("places/", directory.places, name="places"),
    path("places/map/", directory.place_map, name="place_map"),
    path("places/compare/", comparison.compare, name="places_compare"),
    path("places/code/<str:code>/", place.by_code, name="place_by_code"),
    path("places/<slug:slug>/", place.place, name="place"),
    path(
        "places/<slug:slug>/first-steps/put-away/",
        first_day.put_away,
        name="first_steps_put_away",
    ),
    path("places/<slug:slug>/about/", place.everything, name="place_about"),
    path("places/<slug:slug>/brief/", place.brief, name="place_brief"),
    path("places/<slug:slug>/pilots/", place.pilots, name="place_pilots"),
    path("places/<slug:slug>/barriers/", place.barriers, name="place_barriers"),
    path("places/<slug:slug>/partners/", place.partners, name="place_partners"),
    path("places/<slug:slug>/funding/", place.funding, name="place_funding"),
    path("places/<slug:slug>/priorities/", place_priorities.priorities, name="place_priorities"),
    path("places/<slug:slug>/not-known/", place.gaps, name="place_gaps"),
    path("places/<slug:slug>/history/", place_views.PlaceHistory.as_view(), name="place_history"),
    path("places/<slug:slug>/edit/", place_views.EditPlacePage.as_view(), name="place_edit"),
    path("places/<slug:slug>/before/", place_past.before, name="place_before"),
    path("places/<slug:slug>/overlap/", place_past.overlap, name="place_overlap"),
    path("places/<slug:slug>/like/", place_past.like, name="place_like"),
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
    path("organisations/who-works-where/", organisations.works_where, name="works_where"),
    path("organisations/duplicates/", duplicate_views.candidates, name="organisation_duplicates"),
    path(
        "organisations/duplicates/<int:pk>/take-back/",
        duplicate_views.take_back,
        name="organisation_two_take_back",
    ),
    path(
        "organisations/<slug:slug>/not/<slug:other>/",
        duplicate_views.SayTwoPage.as_view(),
        name="organisation_two",
    ),
    path(
        "organisations/<slug:slug>/gives-way/",
        giving_way_views.give_way,
        name="organisation_gives_way",
    ),
    path("organisations/<slug:slug>/merge/", duplicate_views.merge, name="organisation_merge"),
    path(
        "organisations/<slug:slug>/edit/",
        organisations.EditOrganisationPage.as_view(),
        name="organisation_edit",
    ),
    path("organisations/<slug:slug>/with/", organisations.together, name="organisation_together"),
    path(
        "organisations/<slug:slug>/with/<slug:other>/",
        organisations.joint,
        name="organisations_together",
    ),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("pilots/<slug:slug>/", pilots.pilot, name="pilot"),
    path("pilots/<slug:slug>/about/", pilots.pilot_about, name="pilot_about"),
    path("pilots/<slug:slug>/barriers/", pilots.pilot_barriers, name="pilot_barriers"),
    path("pilots/<slug:slug>/history/", pilots.pilot_history, name="pilot_history"),
    path("pilots/<slug:slug>/brief/", pilots.pilot_brief, name="pilot_brief"),
    path("pilots/<slug:slug>/zip/", pilot_dossier, name="pilot_dossier"),
    path("visits/<int:pk>/pack/", visit.VisitPack.as_view(), name="visit_pack"),
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
    path("programmes/<slug:slug>/published/", programmes.published, name="programme_published"),
    path("programmes/<slug:slug>/meetings/", programmes.meetings, name="programme_meetings"),
    path("programmes/<slug:slug>/pilots/", programmes.programme_view, name="programme_pilots"),
    path("programmes/<slug:slug>/figures/", programmes.figures, name="programme_figures"),
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", source_adding.AddSourcePage.as_view(), name="source_add"),
    path(
        "sources/<slug:slug>/take-back/",
        source_adding.TakeBackSource.as_view(),
        name="source_take_back",
    ),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("sources/<slug:slug>/edit/", sources.ChangeSource.as_view(), name="source_edit"),
    path("sources/<slug:slug>/withdraw/", sources.Withdraw.as_view(), name="source_withdraw"),
    path("sources/<slug:slug>/restore/", sources.source_restore, name="source_restore"),
    path("sources/<slug:slug>/history/", sources.SourceHistory.as_view(), name="source_history"),
    path("barriers/report/", barrier_report.report, name="barrier_report"),
    path("regional-updates/new/", regional_updates.start, name="regional_update_start"),
    path(
        "regional-updates/<slug:slug>/<slug:quarter>/look-again/",
        regional_updates.look_again,
        name="regional_update_look_again",
    ),
    path(
        "regional-updates/<slug:slug>/<slug:quarter>/publish/",
        regional_updates.publish,
        name="regional_update_publish",
    ),
    path("emails/unsent/", unsent.unsent_emails, name="unsent_emails"),
    path("emails/unsent/<int:pk>/again/", unsent.unsent_email_retry, name="unsent_email_retry"),
    path(
        "emails/unsent/<int:pk>/dismiss/",
        unsent.unsent_email_dismiss,
        name="unsent_email_dismiss",
    ),
]
