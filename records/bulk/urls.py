"""Addresses of bulk changes."""

from django.urls import path

from records.bulk import pages

urlpatterns = [
    path("bulk-changes/", pages.BulkChanges.as_view(), name="bulk_changes"),
    path("bulk-changes/<int:pk>/", pages.OneBulkChange.as_view(), name="bulk_change"),
    path("bulk-changes/<slug:key>/choose/", pages.bulk_choose, name="bulk_choose"),
]
