"""Addresses of funding."""

from django.urls import path

from funding.flow import pages

urlpatterns = [
    path("funding/flows/", pages.flows, name="flows"),
    path("funding/flows/<int:pk>/", pages.flow, name="flow"),
]
