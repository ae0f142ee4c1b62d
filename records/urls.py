"""Addresses of what every record shares."""

from django.urls import include, path

from records import views

urlpatterns = [
    path("drafts/save/", views.draft_save, name="draft_save"),
    path("drafts/<int:pk>/", views.draft_text, name="draft"),
    path("drafts/files/", views.draft_files, name="draft_files"),
    path("drafts/files/<int:pk>/", views.draft_file, name="draft_file"),
    path("drafts/<int:pk>/delete/", views.draft_delete, name="draft_delete"),
    path("drafts/<int:pk>/restore/", views.draft_restore, name="draft_restore"),
    path("", include("records.bulk.urls")),
]
