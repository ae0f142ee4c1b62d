from __future__ import annotations

from django.urls import path

from geography.data_load import about_views, views

urlpatterns = [
    path("about/data/", about_views.about_data, name="about_data"),
    path("about/data/load/", views.data_loads, name="data_loads"),
    path("about/data/load/<str:what>/", views.data_load_add, name="data_load_add"),
    path("about/data/loads/<int:pk>/", views.data_load, name="data_load"),
]
