"""Addresses of the kinds of barriers."""

from django.urls import path

from barriers.views import kinds

urlpatterns = [
    path("barriers/kinds/", kinds.kinds, name="barrier_kinds"),
    path("barriers/kinds/<slug:key>/add/", kinds.add, name="sub_type_add"),
    path("barriers/kinds/finer/<int:pk>/merge/", kinds.merge, name="sub_type_merge"),
]
