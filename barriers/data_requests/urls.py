"""Addresses of requests for data, advice, and example agreements."""

from django.urls import path, register_converter

from barriers.models.data_requests import REFERENCE
from barriers.views import data_request_change, data_requests, example_agreements

register_converter(REFERENCE.converter(), "data_reference")
ONE = "data-requests/<data_reference:pk>/"

urlpatterns = [
    path("data-requests/", data_requests.data_requests, name="data_requests"),
    path("data-requests/tracker/", data_requests.data_request_tracker, name="data_request_tracker"),
    path("data-requests/log/", data_request_change.data_request_log, name="data_request_log"),
    path(
        "data-requests/agreements/",
        example_agreements.example_agreements,
        name="example_agreements",
    ),
    path(
        "data-requests/agreements/add/",
        example_agreements.example_agreement_add,
        name="example_agreement_add",
    ),
    path(
        "data-requests/agreements/<int:pk>/edit/",
        example_agreements.example_agreement_edit,
        name="example_agreement_edit",
    ),
    path(ONE, data_requests.data_request, name="data_request"),
    path(f"{ONE}brief/", data_requests.data_request_brief, name="data_request_brief"),
    path(f"{ONE}history/", data_requests.data_request_history, name="data_request_history"),
    path(f"{ONE}edit/", data_request_change.data_request_edit, name="data_request_edit"),
    path(f"{ONE}status/", data_request_change.data_request_status, name="data_request_status"),
    path(
        f"{ONE}advice/add/",
        data_request_change.data_request_advice_add,
        name="data_request_advice_add",
    ),
    path(
        "barriers/<barrier_reference:pk>/advice/add/",
        data_request_change.barrier_advice_add,
        name="barrier_advice_add",
    ),
]
