"""The page that asks before what was added by mistake is taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from interface.pages import RecordPage
from records.undoing import Own, undo_adding, why_it_stays


class UndoPage(RecordPage):
    """Undo the adding of a record, within a day and while nothing rests on it.

    ``may`` admits its author and who may change it. ``noun`` says what it is, ``own`` which rows go
    with it, ``instead`` what is done later; ``back`` is where it leads once the record is gone.
    """

    template_name = "records/undo.html"
    here = "Undo the adding"
    noun: ClassVar[str]
    own: ClassVar[Own] = ()
    instead: ClassVar[str] = ""

    @property
    def back(self) -> str:
        """The page above that of the record."""
        raise NotImplementedError

    @property
    def stays_at(self) -> str:
        """Where "Leave it as it is" leads."""
        return str(self.record.get_absolute_url())

    def context(self) -> dict[str, Any]:
        return {**super().context(), "page": self, "problem": why_it_stays(self.record, self.own)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Take it back, or say why it stays."""
        called, back = self.called, self.back
        try:
            undo_adding(self.record, self.own)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
            return redirect(self.stays_at)
        messages.success(request, f"{called} is taken out again.")
        return redirect(back)
