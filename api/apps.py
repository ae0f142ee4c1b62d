from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "How other programs read the record, and send to it"

    def ready(self) -> None:
        from api.key import follow  # noqa: F401 - receives signals
