"""Addresses of funding."""

from django.urls import path
from django.views.generic import RedirectView

from funding.flow import pages, write_pages

ONE = "funding/flows/<int:pk>/"

urlpatterns = [
    path("funding/", RedirectView.as_view(pattern_name="flows", query_string=True), name="funding"),
    path("funding/flows/", pages.Flows.as_view(), name="flows"),
    path("funding/flows/add/", write_pages.AddFlow.as_view(), name="flow_add"),
    path(ONE, pages.FlowPage.as_view(), name="flow"),
    path(f"{ONE}edit/", write_pages.ChangeFlow.as_view(), name="flow_edit"),
    path(f"{ONE}split/", write_pages.Split.as_view(), name="flow_split"),
    path(f"{ONE}pass-on/", write_pages.PassOn.as_view(), name="flow_pass_on"),
    path(f"{ONE}history/", write_pages.FlowHistory.as_view(), name="flow_history"),
    path(f"{ONE}take-back/", write_pages.TakeBackFlow.as_view(), name="flow_take_back"),
]
