from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "open_data"
    verbose_name = "The public record for programs"
    default_auto_field = "django.db.models.BigAutoField"
