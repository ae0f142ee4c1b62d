"""Taking what everybody reads out of public view with one press, and the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from interface.pages import RecordPage
from records import history
from records.models import Visibility

NOT_PUBLIC = "It is not public any more: somebody took it down, or narrowed who sees it"
CHANGED = "It was changed since it was taken down. Choose who can see it where you change it"
_KEY = "taken_down"


class TakeDownPage(RecordPage):
    """One press takes it down to the level ``to``; one more (``?again=1``) shows it to all again.

    Who may change it takes it down, and who ``publishes`` shows it again. Whoever took it down may
    as well, while nobody changed it: a slip is no reason to wait for an editor. It is shown as it
    was read before.
    """

    http_method_names = ("post",)
    to: ClassVar[Visibility] = Visibility.PLACE
    publishes: ClassVar[Any]

    def take_down(self) -> bool:
        """Take it down; gives whether it may be shown again as it was. Raises ValidationError."""
        set_level(self.record, Visibility.PUBLIC, self.to, by=self.request.user)
        return True

    def show_again(self) -> None:
        """Show it to everyone again. Raises ValidationError."""
        set_level(self.record, self.to, Visibility.PUBLIC, by=self.request.user)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Do the one or the other, and say what came of it."""
        again = "again" in request.GET
        try:
            (self._again if again else self._down)()
        except ValidationError as problem:
            messages.warning(request, f"{problem.messages[0]}.")
        return redirect(self.record.get_absolute_url())

    def _down(self) -> None:
        undo = ""
        if self.take_down():
            undo = f"{self.request.path}?again=1"
            self.record.refresh_from_db(fields=["version"])
            kept = self.request.session.get(_KEY, {})
            self.request.session[_KEY] = {**kept, self._name: self.record.version}
        words = f"Taken out of public view. It is visible to: {self.to.label}."
        messages.success(self.request, words, extra_tags=undo)

    def _again(self) -> None:
        taken = self.request.session.get(_KEY, {}).get(self._name)
        if not type(self).publishes(self.request.user, self.record):
            if taken is None:
                raise PermissionDenied
            if taken != self.record.version:
                raise ValidationError(CHANGED)
        self.show_again()
        messages.success(self.request, "Everyone can read it again.")

    @property
    def _name(self) -> str:
        return f"{self.record._meta.label_lower}:{self.record.pk}"


@transaction.atomic
def set_level(record: Any, was: Visibility, now: Visibility, *, by: Any) -> None:
    """Change who reads a record. Raises ValidationError where that is not as it ``was``."""
    locked = type(record).objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if locked is None or locked.visibility != was:
        raise ValidationError(NOT_PUBLIC if was == Visibility.PUBLIC else CHANGED)
    record.visibility = now
    with history.context(user=by.pk):
        record.save(update_fields=["visibility"])
