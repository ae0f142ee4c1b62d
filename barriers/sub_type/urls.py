"""Addresses of the kinds of barriers."""

from django.urls import path

from barriers.sub_type.views import AddSubType, Kinds, MergeSubTypes

urlpatterns = [
    path("barriers/kinds/", Kinds.as_view(), name="barrier_kinds"),
    path("barriers/kinds/<slug:key>/add/", AddSubType.as_view(), name="sub_type_add"),
    path("barriers/kinds/finer/<int:pk>/merge/", MergeSubTypes.as_view(), name="sub_type_merge"),
]
