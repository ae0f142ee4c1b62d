"""Addresses of what comes in and goes out in the standard."""

from django.urls import path

from funding.exchange import pages

urlpatterns = [path("funding/grants/", pages.Grants.as_view(), name="grants")]
