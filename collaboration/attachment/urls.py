from __future__ import annotations

from django.urls import path

from collaboration.attachment import views

urlpatterns = [
    path("<int:pk>/", views.TakeAttachment.as_view(), name="attachment"),
    path("<int:pk>/remove/", views.RemoveAttachment.as_view(), name="attachment_remove"),
    path("<slug:kind>/<int:pk>/", views.attachments, name="attachments"),
]
