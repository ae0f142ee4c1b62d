from __future__ import annotations

from django.urls import path

from people.saved_filter import views

urlpatterns = [
    path("", views.saved_filters, name="saved_filters"),
    path("add/<slug:key>/", views.SaveFilter.as_view(), name="saved_filter_add"),
    path("<int:pk>/", views.ChangeSavedFilter.as_view(), name="saved_filter_edit"),
    path("<int:pk>/end/", views.saved_filter_end, name="saved_filter_end"),
    path("leave/<str:token>/", views.saved_filter_leave, name="saved_filter_leave"),
]
