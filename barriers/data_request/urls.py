"""Addresses of requests for data, advice, and example agreements."""

from django.urls import path, register_converter

from barriers.data_request import change_pages, pages
from barriers.data_request.models.data_request import REFERENCE
from barriers.example_agreement import pages as example_agreements

register_converter(REFERENCE.converter(), "data_reference")
ONE = "data-requests/<data_reference:pk>/"

urlpatterns = [
    path("data-requests/", pages.data_requests, name="data_requests"),
    path("data-requests/tracker/", pages.data_request_tracker, name="data_request_tracker"),
    path("data-requests/log/", change_pages.data_request_log, name="data_request_log"),
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
    path(ONE, pages.data_request, name="data_request"),
    path(f"{ONE}brief/", pages.data_request_brief, name="data_request_brief"),
    path(f"{ONE}history/", pages.data_request_history, name="data_request_history"),
    path(f"{ONE}edit/", change_pages.data_request_edit, name="data_request_edit"),
    path(f"{ONE}status/", change_pages.data_request_status, name="data_request_status"),
    path(
        f"{ONE}advice/add/",
        change_pages.data_request_advice_add,
        name="data_request_advice_add",
    ),
    path(
        "barriers/<barrier_reference:pk>/advice/add/",
        change_pages.barrier_advice_add,
        name="barrier_advice_add",
    ),
]
