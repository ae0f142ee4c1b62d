from __future__ import annotations

from django.urls import path

from people.personal_data import views

urlpatterns = [
    path("", views.personal_data, name="personal_data"),
    path("<str:kind>/<int:pk>/", views.personal_data_of, name="personal_data_of"),
    path("<str:kind>/<int:pk>/erase/", views.personal_data_erase, name="personal_data_erase"),
]
