"""Addresses of requests for data and advice."""

from django.urls import path, register_converter

from barriers.data_request import change_views, views
from barriers.data_request.models.data_request import REFERENCE

register_converter(REFERENCE.converter(), "data_reference")
ALL = "data-requests/"
ONE = f"{ALL}<data_reference:pk>/"

urlpatterns = [
    path(ALL, views.DataRequests.as_view(), name="data_requests"),
    path(f"{ALL}tracker/", views.Tracker.as_view(), name="data_request_tracker"),
    path(f"{ALL}log/", change_views.LogRequest.as_view(), name="data_request_log"),
    path(ONE, views.DataRequestPage.as_view(), name="data_request"),
    path(f"{ONE}brief/", views.DataRequestBrief.as_view(), name="data_request_brief"),
    path(f"{ONE}history/", views.DataRequestHistory.as_view(), name="data_request_history"),
    path(f"{ONE}edit/", change_views.EditRequest.as_view(), name="data_request_edit"),
    path(f"{ONE}status/", change_views.ChangeStatus.as_view(), name="data_request_status"),
    path(f"{ONE}advice/add/", change_views.AddAdvice.as_view(), name="data_request_advice_add"),
    path(
        "barriers/<barrier_reference:pk>/advice/add/",
        change_views.AddBarrierAdvice.as_view(),
        name="barrier_advice_add",
    ),
]
