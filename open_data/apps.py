from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "open_data"
    verbose_name = "The public record for programs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lists that people follow are told in a format that they know nothing of."""
        from interface.exports import OTHER_FORMATS
        from open_data.feed.atom import feed

        OTHER_FORMATS["atom"] = feed
