from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Notes sign-ins as visits, and on each account how it is signed in to; says how daily
        emails are written when they are sent."""
        from accounts import follow, visits  # noqa: F401
        from accounts.notice import daily
        from accounts.notice.outbox import write_when_sent

        write_when_sent(daily.KIND, daily.written)
