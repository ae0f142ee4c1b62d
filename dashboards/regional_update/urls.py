from __future__ import annotations

from django.urls import path

from dashboards.regional_update import pages

urlpatterns = [
    path("new/", pages.start, name="regional_update_start"),
    path(
        "<slug:slug>/<slug:quarter>/look-again/",
        pages.look_again,
        name="regional_update_look_again",
    ),
    path("<slug:slug>/<slug:quarter>/publish/", pages.publish, name="regional_update_publish"),
]
