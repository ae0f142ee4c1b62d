"""Addresses of funding."""

from django.urls import path

from funding.flow import pages

urlpatterns = [
    path("funding/flows/", pages.Flows.as_view(), name="flows"),
    path("funding/flows/<int:pk>/", pages.FlowPage.as_view(), name="flow"),
]
