from __future__ import annotations

from django.urls import path

from services.asset import views

urlpatterns = [
    path("places/<slug:slug>/assets/", views.Assets.as_view(), name="place_assets"),
    path("places/<slug:slug>/assets/add/", views.AddAsset.as_view(), name="asset_add"),
    path("assets/<int:pk>/edit/", views.ChangeAsset.as_view(), name="asset_edit"),
    path("assets/<int:pk>/history/", views.AssetHistory.as_view(), name="asset_history"),
    path("places/<slug:slug>/emergency/", views.EmergencyPack.as_view(), name="place_emergency"),
    path("places/<slug:slug>/emergency/add/", views.AddContact.as_view(), name="emergency_add"),
    path("emergency/<int:pk>/edit/", views.ChangeContact.as_view(), name="emergency_edit"),
    path("emergency/<int:pk>/remove/", views.RemoveContact.as_view(), name="emergency_remove"),
    path("places/<slug:slug>/figures/", views.Figures.as_view(), name="place_context"),
    path("places/<slug:slug>/figures/add/", views.AddFigure.as_view(), name="place_figure_add"),
    path("figures/<int:pk>/edit/", views.CorrectFigure.as_view(), name="place_figure_edit"),
]
