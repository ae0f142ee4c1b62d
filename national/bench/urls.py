"""The project's addresses and one more: the bare page of the base template, to measure against."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The frame of every page and nothing in it."""
    return render(request, "base.html")


urlpatterns = [path("bare/", bare, name="bare"), path("", include("config.urls"))]
