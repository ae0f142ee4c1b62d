"""People at work: roles, invitations, teams, job roles, cover, training, and what they keep."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"
