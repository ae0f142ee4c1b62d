"""What stands beside records: comments, files, reports of errors, promises, meetings."""

from django.apps import AppConfig


class CollaborationConfig(AppConfig):
    name = "collaboration"
    default_auto_field = "django.db.models.BigAutoField"
