"""Names of the records that history rows refer to, for one reader, in one query for each kind."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models


class Names:
    """Names by kind and id. A record that the reader may not see has no name."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self._wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        self._known: dict[tuple[type[models.Model], Any], str] = {}

    def want(self, model: type[models.Model], pk: Any) -> None:
        """Note that this record is to be named."""
        if pk is not None and (model, pk) not in self._known:
            self._wanted[model].add(pk)

    def load(self) -> None:
        """Read all names that are wanted."""
        for model, ids in self._wanted.items():
            for row in self._visible(model).filter(pk__in=ids):
                self._known[model, row.pk] = str(row)
        self._wanted.clear()

    def of(self, model: type[models.Model], pk: Any) -> str | None:
        """The name, or None where there is nothing that this reader may see."""
        return self._known.get((model, pk))

    def _visible(self, model: type[models.Model]) -> models.QuerySet[Any]:
        everyone = model.objects.all()  # type: ignore[attr-defined]
        if model is get_user_model():  # public pages show job roles, not people
            return everyone if self.user.is_authenticated else everyone.none()
        if hasattr(everyone, "named_to"):  # a name stays in history that no list shows any more
            return everyone.named_to(self.user)
        if hasattr(everyone, "visible_to"):
            return everyone.visible_to(self.user)
        return everyone
