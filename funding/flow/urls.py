"""Addresses of funding."""

from django.urls import path

from funding.flow import pass_on, views, write_views

ONE = "funding/flows/<int:pk>/"

urlpatterns = [
    path("funding/flows/", views.Flows.as_view(), name="flows"),
    path("funding/flows/add/", write_views.AddFlow.as_view(), name="flow_add"),
    path(ONE, views.FlowPage.as_view(), name="flow"),
    path(f"{ONE}edit/", write_views.ChangeFlow.as_view(), name="flow_edit"),
    path(f"{ONE}split/", write_views.Split.as_view(), name="flow_split"),
    path(f"{ONE}pass-on/", pass_on.PassOn.as_view(), name="flow_pass_on"),
    path(f"{ONE}history/", write_views.FlowHistory.as_view(), name="flow_history"),
    path(f"{ONE}take-back/", write_views.TakeBackFlow.as_view(), name="flow_take_back"),
]
