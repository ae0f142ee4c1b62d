from __future__ import annotations

from django.urls import path

from people.saved_filter import pages

urlpatterns = [
    path("", pages.saved_filters, name="saved_filters"),
    path("add/<slug:key>/", pages.SaveFilter.as_view(), name="saved_filter_add"),
    path("<int:pk>/", pages.ChangeSavedFilter.as_view(), name="saved_filter_edit"),
    path("<int:pk>/end/", pages.saved_filter_end, name="saved_filter_end"),
    path("leave/<str:token>/", pages.saved_filter_leave, name="saved_filter_leave"),
]
