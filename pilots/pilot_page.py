"""What every page below a pilot's address has."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from pilots import loading
from pilots.models import Pilot
from pilots.permissions import can_log_progress


class OfPilot:
    """Mixed into a page class: 404 for who does not see the pilot.

    ``here`` is the page's own place in the trail, ``above`` what stands between it and the pilot.
    """

    here: str = ""
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def pilot(self) -> Pilot:
        """The pilot that the address names."""
        return loading.pilot(self.request, self.kwargs["slug"])

    def above(self) -> list[tuple[str, str]]:
        return []

    def crumbs(self) -> list[tuple[str, str]]:
        return loading.crumbs(self.pilot, *self.above(), (self.here, ""))

    def context(self) -> dict[str, Any]:
        return loading.frame(self.pilot)


class ForKeepers(OfPilot):
    """For those who log a pilot's progress: 403 for others."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who may."""
        if not can_log_progress(request.user, self.pilot):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
