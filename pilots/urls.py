"""Addresses of pilots."""

from django.urls import include, path

from pilots.views import (
    compare,
    directory,
    edit,
    engagement,
    indicators,
    key_role,
    paper,
    partners,
    progress,
    promises,
    referrals,
    review,
    updates,
    upload,
    visits,
)

urlpatterns = [
    path("", include("pilots.course.urls")),
    path("", include("pilots.learning.urls")),
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
    path("pilots/<slug:slug>/referrals/", referrals.pilot_referrals, name="pilot_referrals"),
    path("pilots/<slug:slug>/referrals/add/", referrals.referral_add, name="referral_add"),
    path(
        "pilots/<slug:slug>/referrals/<int:pk>/edit/",
        referrals.referral_edit,
        name="referral_edit",
    ),
    path("promises/<int:pk>/", promises.promise, name="promise"),
    path("visits/", visits.visits, name="visits"),
    path("updates/", review.updates_review, name="updates_review"),
    path("updates/accept/", review.updates_accept, name="updates_accept"),
    path("pilots/<slug:slug>/edit/", edit.pilot_edit, name="pilot_edit"),
    path("pilots/<slug:slug>/key-role/", key_role.pilot_key_role, name="pilot_key_role"),
    path("pilots/<slug:slug>/partners/", partners.pilot_partners, name="pilot_partners"),
    path("pilots/<slug:slug>/partners/add/", partners.partner_add, name="partner_add"),
    path("pilots/<slug:slug>/partners/<int:pk>/edit/", partners.partner_edit, name="partner_edit"),
    path("pilots/<slug:slug>/indicators/", indicators.pilot_indicators, name="pilot_indicators"),
    path("pilots/<slug:slug>/indicators/<int:number>/", indicators.indicator, name="indicator"),
    path("pilots/<slug:slug>/update/", progress.pilot_update, name="pilot_update"),
    path("pilots/<slug:slug>/updates/", updates.pilot_updates, name="pilot_updates"),
    path(
        "pilots/<slug:slug>/updates/compare/",
        compare.pilot_updates_compare,
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
