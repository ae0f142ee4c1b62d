from __future__ import annotations

from django.urls import path

from collaboration.attachment import pages

urlpatterns = [
    path("<int:pk>/", pages.TakeAttachment.as_view(), name="attachment"),
    path("<int:pk>/remove/", pages.RemoveAttachment.as_view(), name="attachment_remove"),
    path("<slug:kind>/<int:pk>/", pages.attachments, name="attachments"),
]
