from __future__ import annotations

from django.urls import path

from pilots.promise import pages

urlpatterns = [
    path("promises/<int:pk>/", pages.PromisePage.as_view(), name="promise"),
    path("promises/<int:pk>/history/", pages.PromiseHistory.as_view(), name="promise_history"),
]
