"""Addresses of dashboards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
