from __future__ import annotations

from django.urls import path

from geography.area import pages

urlpatterns = [
    path("places/areas/add/", pages.AddArea.as_view(), name="area_add"),
    path("places/<slug:slug>/area/", pages.EditArea.as_view(), name="area_edit"),
    path("places/<slug:slug>/overlaps/add/", pages.AddOverlap.as_view(), name="overlap_add"),
    path("places/overlaps/<int:pk>/", pages.EditOverlap.as_view(), name="overlap_edit"),
]
