"""Addresses of pilots."""

from django.urls import include, path

from pilots.engagement import pages as engagement
from pilots.engagement import pages as totals
from pilots.indicator import pages as indicators
from pilots.partner import pages as partners
from pilots.pilot import pages as directory
from pilots.pilot import pages as edit
from pilots.pilot import pages as key_role
from pilots.promise import pages as promises
from pilots.referral import pages as referrals
from pilots.update import log_pages, pages, review_pages
from pilots.update import pages as paper
from pilots.update import pages as updates
from pilots.update import review_pages as review
from pilots.upload import pages as upload
from pilots.visit import pages as visits

urlpatterns = [
    path("", include("pilots.milestone.urls")),
    path("", include("pilots.risk.urls")),
    path("", include("pilots.learning_urls")),
    path("", include("pilots.indicator.urls")),
    path("", include("pilots.status.urls")),
    path("", include("pilots.evaluation.urls")),
    path("pilots/", directory.pilots, name="pilots"),
    path("pilots/suggest/", directory.pilot_suggest, name="pilot_suggest"),
    path("pilots/figures/", directory.pilot_figures, name="pilot_figures"),
    path("pilots/<slug:slug>/meetings/", engagement.pilot_engagement, name="pilot_engagement"),
    path("pilots/<slug:slug>/meetings/add/", engagement.engagement_add, name="engagement_add"),
    path("pilots/<slug:slug>/meetings/<int:number>/", engagement.engagement, name="engagement"),
    path(
        "pilots/<slug:slug>/meetings/<int:number>/edit/",
        engagement.engagement_edit,
        name="engagement_edit",
    ),
    path(
        "pilots/<slug:slug>/meetings/totals/add/",
        totals.engagement_total_add,
        name="engagement_total_add",
    ),
    path(
        "pilots/<slug:slug>/meetings/totals/<int:pk>/edit/",
        totals.engagement_total_edit,
        name="engagement_total_edit",
    ),
    path("pilots/<slug:slug>/referrals/", referrals.pilot_referrals, name="pilot_referrals"),
    path("pilots/<slug:slug>/referrals/add/", referrals.referral_add, name="referral_add"),
    path(
        "pilots/<slug:slug>/referrals/<int:pk>/edit/",
        referrals.referral_edit,
        name="referral_edit",
    ),
    path("promises/<int:pk>/", promises.promise, name="promise"),
    path("promises/<int:pk>/history/", promises.promise_history, name="promise_history"),
    path("visits/", visits.visits, name="visits"),
    path("updates/", review.updates_review, name="updates_review"),
    path("updates/due/", review_pages.updates_due, name="updates_due"),
    path("updates/accept/", review.updates_accept, name="updates_accept"),
    path("pilots/<slug:slug>/edit/", edit.pilot_edit, name="pilot_edit"),
    path("pilots/<slug:slug>/key-role/", key_role.pilot_key_role, name="pilot_key_role"),
    path("pilots/<slug:slug>/partners/", partners.pilot_partners, name="pilot_partners"),
    path("pilots/<slug:slug>/partners/add/", partners.partner_add, name="partner_add"),
    path("pilots/<slug:slug>/partners/<int:pk>/edit/", partners.partner_edit, name="partner_edit"),
    path("pilots/<slug:slug>/indicators/", indicators.pilot_indicators, name="pilot_indicators"),
    path("pilots/<slug:slug>/indicators/<int:number>/", indicators.indicator, name="indicator"),
    path("pilots/<slug:slug>/update/", log_pages.pilot_update, name="pilot_update"),
    path("pilots/<slug:slug>/updates/", updates.pilot_updates, name="pilot_updates"),
    path(
        "pilots/<slug:slug>/updates/compare/",
        pages.pilot_updates_compare,
        name="pilot_updates_compare",
    ),
    path("pilots/<slug:slug>/update/file/", upload.pilot_upload, name="pilot_upload"),
    path(
        "pilots/<slug:slug>/update/template/",
        upload.pilot_update_template,
        name="pilot_update_template",
    ),
    path("pilots/<slug:slug>/update/paper/", paper.pilot_update_paper, name="pilot_update_paper"),
    path(
        "pilots/<slug:slug>/updates/<int:number>/",
        updates.pilot_update_page,
        name="pilot_update_page",
    ),
    path(
        "pilots/<slug:slug>/updates/<int:number>/question/",
        updates.pilot_update_ask,
        name="pilot_update_ask",
    ),
    path(
        "pilots/<slug:slug>/updates/<int:number>/answer/",
        updates.pilot_update_answer,
        name="pilot_update_answer",
    ),
    path(
        "pilots/<slug:slug>/updates/<int:number>/accept/",
        updates.pilot_update_accept,
        name="pilot_update_accept",
    ),
]
