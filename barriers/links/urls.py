"""Addresses of what people say of two barriers."""

from django.urls import path

from barriers.views import links

urlpatterns = [
    path("barriers/<barrier_reference:pk>/links/add/", links.add, name="barrier_link_add"),
    path(
        "barriers/<barrier_reference:pk>/links/<int:link>/end/",
        links.end,
        name="barrier_link_end",
    ),
]
