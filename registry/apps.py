"""What a kind of record can take part in: search, calendars, work that waits, comments, files."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    default_auto_field = "django.db.models.BigAutoField"
