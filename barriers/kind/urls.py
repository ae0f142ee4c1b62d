"""Addresses of the kinds of barriers."""

from django.urls import path

from barriers.kind import pages

urlpatterns = [
    path("barriers/kinds/", pages.kinds, name="barrier_kinds"),
    path("barriers/kinds/<slug:key>/add/", pages.add, name="sub_type_add"),
    path("barriers/kinds/finer/<int:pk>/merge/", pages.merge, name="sub_type_merge"),
]
