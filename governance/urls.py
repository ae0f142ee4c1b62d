"""Addresses of who decides; those of declared kinds are their own."""

from django.urls import path

from governance import placeholders
from governance.at_place import views
from governance.board.beginning_views import BeginSeats
from governance.board_page.views import BoardView, PowersView, SeatsView

urlpatterns = [
    path("boards/<slug:slug>/", BoardView.as_view(), name="board"),
    path("boards/<slug:slug>/seats/", SeatsView.as_view(), name="board_seats"),
    path("boards/<slug:slug>/seats/begin/", BeginSeats.as_view(), name="board_seats_begin"),
    path("boards/<slug:slug>/powers/", PowersView.as_view(), name="board_powers"),
    path("places/<slug:slug>/governance/", views.governance, name="place_governance"),
    *placeholders.urlpatterns,
]
