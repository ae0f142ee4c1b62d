"""Addresses of funding."""

from django.urls import path

from funding.views import flows

urlpatterns = [
    path("funding/flows/", flows.flows, name="flows"),
    path("funding/flows/<int:pk>/", flows.flow, name="flow"),
]
