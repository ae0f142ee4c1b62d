"""Addresses of bulk changes."""

from django.urls import path

from records.bulk import views

urlpatterns = [
    path("bulk-changes/", views.BulkChanges.as_view(), name="bulk_changes"),
    path("bulk-changes/<int:pk>/", views.OneBulkChange.as_view(), name="bulk_change"),
    path("bulk-changes/<slug:key>/choose/", views.bulk_choose, name="bulk_choose"),
]
