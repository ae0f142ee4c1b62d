"""Addresses of who decides; those of declared kinds are their own."""

from django.urls import path

from governance.at_place import views
from governance.board.beginning_views import BeginSeats

urlpatterns = [
    path("boards/<slug:slug>/seats/begin/", BeginSeats.as_view(), name="board_seats_begin"),
    path("places/<slug:slug>/governance/", views.governance, name="place_governance"),
]
