from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Says how emails about what is due are written when they are sent."""
        from accounts.notice.outbox import write_when_sent
        from dashboards.my_work import emails

        write_when_sent(emails.KIND, emails.written)
