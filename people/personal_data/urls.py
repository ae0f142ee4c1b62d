from __future__ import annotations

from django.urls import path

from people.personal_data import pages

urlpatterns = [
    path("", pages.personal_data, name="personal_data"),
    path("<str:kind>/<int:pk>/", pages.personal_data_of, name="personal_data_of"),
    path("<str:kind>/<int:pk>/erase/", pages.personal_data_erase, name="personal_data_erase"),
]
