from __future__ import annotations

from django.urls import path

from services.asset import pages

urlpatterns = [
    path("places/<slug:slug>/assets/", pages.Assets.as_view(), name="place_assets"),
    path("places/<slug:slug>/assets/add/", pages.AddAsset.as_view(), name="asset_add"),
    path("assets/<int:pk>/edit/", pages.ChangeAsset.as_view(), name="asset_edit"),
    path("assets/<int:pk>/history/", pages.AssetHistory.as_view(), name="asset_history"),
    path("places/<slug:slug>/emergency/", pages.EmergencyPack.as_view(), name="place_emergency"),
    path("places/<slug:slug>/emergency/add/", pages.AddContact.as_view(), name="emergency_add"),
    path("emergency/<int:pk>/edit/", pages.ChangeContact.as_view(), name="emergency_edit"),
    path("emergency/<int:pk>/remove/", pages.RemoveContact.as_view(), name="emergency_remove"),
    path("places/<slug:slug>/figures/", pages.Figures.as_view(), name="place_context"),
    path("places/<slug:slug>/figures/add/", pages.AddFigure.as_view(), name="place_figure_add"),
    path("figures/<int:pk>/edit/", pages.CorrectFigure.as_view(), name="place_figure_edit"),
]
