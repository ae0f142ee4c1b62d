from django.db import models


class Visibility(models.TextChoices):
    """Who reads a record, narrow to wide; each level includes the readers of those before it."""

    TEAM = "team", "my team"
    PLACE = "place", "this place"
    PROGRAMME = "programme", "this place and its funder"
    NETWORK = "network", "everyone signed in"
    PUBLIC = "public", "everyone"


# Levels that name a group, from narrow to wide; the others are open to anyone signed in, or anyone.
NARROW_LEVELS = (Visibility.TEAM, Visibility.PLACE, Visibility.PROGRAMME)
