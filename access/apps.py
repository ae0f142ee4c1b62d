"""Who may see and do what: levels, reach, the questions that pages ask."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lists are asked for by statements that are kept."""
        from access.kept_lists import rows_of
        from interface.pages import ListPage

        ListPage.rows_of = rows_of  # type: ignore[method-assign, assignment]  # as declared there
