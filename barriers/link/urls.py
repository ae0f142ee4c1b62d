"""Addresses of what people say of two barriers."""

from django.urls import path

from barriers.link import pages

urlpatterns = [
    path("barriers/<barrier_reference:pk>/links/add/", pages.add, name="barrier_link_add"),
    path(
        "barriers/<barrier_reference:pk>/links/<int:link>/end/",
        pages.end,
        name="barrier_link_end",
    ),
]
