from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What subjects declare is known, and any mistake in it said, before the first page."""
        from records import checks  # noqa: F401 - it registers them
        from records.subjects import declarations

        declarations()
