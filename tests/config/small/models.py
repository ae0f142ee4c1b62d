"""Two tables: one made in a transaction, one beside the work."""

from django.db import models


class Place(models.Model):  # noqa: DJ008 - no page shows it
    """What is loaded, and what people enter."""

    name = models.TextField(unique=True)


class Visit(models.Model):  # noqa: DJ008
    """Stands in a migration that is not atomic."""

    day = models.DateField()
