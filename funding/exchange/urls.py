"""Addresses of what comes in and goes out in the standard."""

from django.urls import path

from funding.exchange import views

urlpatterns = [path("funding/grants/", views.Grants.as_view(), name="grants")]
