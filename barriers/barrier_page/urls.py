"""Addresses of the list of barriers, and of all that stands below one."""

from django.urls import include, path

from barriers.barrier_page import log_views, views
from barriers.barrier_page.place_views import MoveBarrier
from barriers.barrier_page.take_down_views import TakeBackBarrier, TakeBarrierDown
from barriers.barrier_page.tried_views import EditTried, WithdrawTried
from barriers.barrier_page.views import NameOwner
from barriers.closing.views import CloseBarrier, ReopenBarrier
from barriers.link.views import AddLink, end_link
from barriers.practice.bearing_views import AddBearing, end_bearing
from barriers.register.views import Barriers

below = [
    path("", views.BarrierPage.as_view(), name="barrier"),
    path("details/", views.BarrierDetails.as_view(), name="barrier_details"),
    path("others/", views.BarrierOthers.as_view(), name="barrier_others"),
    path("brief/", views.BarrierBrief.as_view(), name="barrier_brief"),
    path("history/", views.BarrierHistory.as_view(), name="barrier_history"),
    path("owner/", NameOwner.as_view(), name="barrier_owner"),
    path("edit/", views.EditBarrier.as_view(), name="barrier_edit"),
    path("close/", CloseBarrier.as_view(), name="barrier_close"),
    path("reopen/", ReopenBarrier.as_view(), name="barrier_reopen"),
    path("take-down/", TakeBarrierDown.as_view(), name="barrier_take_down"),
    path("take-back/", TakeBackBarrier.as_view(), name="barrier_take_back"),
    path("place/", MoveBarrier.as_view(), name="barrier_place"),
    path("tried/add/", views.AddTried.as_view(), name="barrier_tried_add"),
    path("checks/add/", views.AddCheck.as_view(), name="barrier_check_add"),
    path("links/add/", AddLink.as_view(), name="barrier_link_add"),
    path("links/<int:link>/end/", end_link, name="barrier_link_end"),
    path("guidance/add/", AddBearing.as_view(), name="barrier_guidance_add"),
    path("guidance/<int:link>/end/", end_bearing, name="barrier_guidance_end"),
]
TRIED = "barriers/tried/<int:pk>/"
urlpatterns = [
    path(f"{TRIED}edit/", EditTried.as_view(), name="barrier_tried_edit"),
    path(f"{TRIED}withdraw/", WithdrawTried.as_view(), name="barrier_tried_withdraw"),
    path("barriers/", Barriers.as_view(), name="barriers"),
    path("barriers/log/", log_views.log, name="barrier_log"),
    path("barriers/similar/", log_views.similar_barriers, name="barrier_similar"),
    path("barriers/<barrier_reference:pk>/", include(below)),
]
