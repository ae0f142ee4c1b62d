"""Addresses of sources."""

from django.urls import path

from dashboards.source import pages

urlpatterns = [
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:slug>/", pages.source, name="source"),
    path("sources/<slug:slug>/edit/", pages.ChangeSource.as_view(), name="source_edit"),
    path("sources/<slug:slug>/withdraw/", pages.Withdraw.as_view(), name="source_withdraw"),
    path("sources/<slug:slug>/restore/", pages.source_restore, name="source_restore"),
    path("sources/<slug:slug>/history/", pages.SourceHistory.as_view(), name="source_history"),
]
