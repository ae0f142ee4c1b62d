"""Addresses of barriers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
