"""Withdrawing a record and putting it back: one page for every kind that can be withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from interface import forms
from interface.pages import RecordPage
from records.models import Visibility
from records.refused import turned_down
from records.withdrawing import put_back, withdraw

# In the address to which *Undo* beside the message posts
UNDO = "undo"


class WithdrawForm(forms.Form):
    """Why it is withdrawn."""

    because = CharField(
        label="Why do you withdraw it?",
        max_length=1_000,
        widget=Textarea({"rows": 3}),
        help_text="Read by those who may put it back. Please don’t name residents or single out "
        "a person",
        error_messages={"required": "Say why you withdraw it"},
    )


class WithdrawPage(RecordPage):
    """Ask why a record is withdrawn, and withdraw it. Once it is, this is its page.

    It then says when, by whom and why, to whom the ``permission`` lets put it back, and nobody else
    finds it. ``noun`` says what it is, ``texts`` its words: columns, each with its head. ``after``
    is where one is led who leaves it as it is.
    """

    manager = "with_withdrawn"
    template_name = "records/withdraw.html"
    page_title = "Withdraw"
    noun: ClassVar[str]
    texts: ClassVar[Mapping[str, str]]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn."""
        return self.record.withdrawn_at is not None

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it, or would again."""
        return bool(self.level == Visibility.PUBLIC)

    @property
    def level(self) -> str:
        """Who reads it while it stands; empty where that is nobody's to say here."""
        return str(getattr(self.record, "visibility", ""))

    @property
    def after(self) -> str:
        return str(self.record.get_absolute_url())

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is withdrawn is not there for who may not put it back."""
        may = type(self).permission
        if self.is_withdrawn and may is not None and not may(request.user, self.record):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def withdraw(self, because: str) -> None:
        """Withdraw it, with what follows. Raises ValidationError."""
        withdraw(by=self.request.user, record=self.record, because=because)

    def put_back(self) -> None:
        """Let it stand again, with what follows. Raises ValidationError."""
        put_back(by=self.request.user, record=self.record)

    def long_texts(self) -> list[tuple[str, str]]:
        """What it says, each under its head; what is empty is left out."""
        said = ((head, getattr(self.record, name)) for name, head in self.texts.items())
        return [(head, str(text)) for head, text in said if text]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.with_form(WithdrawForm())

    def with_form(self, form: WithdrawForm) -> HttpResponseBase:
        """The page, with the form to withdraw it while it stands."""
        return self.render_page(
            record=self.record, page=self, form=None if self.is_withdrawn else form
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Withdraw it, or put it back (``put_back``), and say so."""
        if "put_back" in request.POST or UNDO in request.GET:
            return self._put_back()
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self.with_form(form)
        try:
            self.withdraw(form.cleaned_data["because"])
        except ValidationError as problem:
            self.record.refresh_from_db(fields=["withdrawn_at"])
            if self.is_withdrawn:
                because = form.cleaned_data["because"]
                return turned_down(request, problem.messages[0], request.path, typed=because)
            form.add_error(None, problem.messages)
            return self.with_form(form)
        undo = f"{request.path}?{UNDO}=1"
        said = f"The {self.noun} is withdrawn. You can put it back."
        messages.success(request, said, extra_tags=undo)
        return redirect(request.path)

    def _put_back(self) -> HttpResponseBase:
        try:
            self.put_back()
        except ValidationError as problem:
            return self._refused(problem)
        messages.success(self.request, f"The {self.noun} is put back.")
        return redirect(self.after)

    def _refused(self, problem: ValidationError) -> HttpResponseBase:
        """To the page as it is now, with why not."""
        messages.warning(self.request, f"{problem.messages[0]}.")
        return redirect(self.request.path)


class MayBeWithdrawn(RecordPage):
    """Mixed into the pages of a record: of a withdrawn one they lead to where that is said.

    They lead who may: ``keeper(user, record)`` is asked; others find nothing. ``is_kept`` is a
    page, such as its history, that they read on.
    """

    manager = "with_withdrawn"
    keeper: ClassVar[Any]
    is_kept: ClassVar[bool] = False

    @property
    def withdraw_url(self) -> str:
        """Where it is withdrawn and put back."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers while it stands."""
        if self.record.withdrawn_at is not None:
            if not type(self).keeper(request.user, self.record):
                raise Http404
            if not self.is_kept:
                return redirect(self.withdraw_url)
        return super().dispatch(request, *args, **kwargs)
