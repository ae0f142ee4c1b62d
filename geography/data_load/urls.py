from __future__ import annotations

from django.urls import path

from geography.data_load import about_pages, pages

urlpatterns = [
    path("about/data/", about_pages.about_data, name="about_data"),
    path("about/data/load/", pages.data_loads, name="data_loads"),
    path("about/data/load/<str:what>/", pages.data_load_add, name="data_load_add"),
    path("about/data/loads/<int:pk>/", pages.data_load, name="data_load"),
]
