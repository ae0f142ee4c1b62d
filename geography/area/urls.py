from __future__ import annotations

from django.urls import path

from geography.area import views

urlpatterns = [
    path("places/areas/add/", views.AddArea.as_view(), name="area_add"),
    path("places/<slug:slug>/area/", views.EditArea.as_view(), name="area_edit"),
    path("places/<slug:slug>/overlaps/add/", views.AddOverlap.as_view(), name="overlap_add"),
    path("places/overlaps/<int:pk>/", views.EditOverlap.as_view(), name="overlap_edit"),
]
