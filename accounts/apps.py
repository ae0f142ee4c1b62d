from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Notes sign-ins as visits, and on each account how it is signed in to."""
        from accounts import follow, visits  # noqa: F401
