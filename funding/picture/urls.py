"""Addresses of the pictures of money."""

from django.urls import path

from funding.picture import views

urlpatterns = [path("funding/", views.money, name="funding")]
