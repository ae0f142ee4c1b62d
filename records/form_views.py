"""The page that is one form: drafts, one sending, edit conflicts."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm, CharField, Textarea
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from interface import forms
from interface.pages import Page, RecordPage
from interface.words import date_words
from records import conflicts, form_draft
from records.copied import CopyRule
from records.drafts import Kind
from records.models import Draft, Visibility
from records.refused import turned_down
from records.sent import keep_undo
from records.taking_back import WITHIN, Parts, take_back, why_it_stays
from records.typed_text import asked_by
from records.undoing import UNDOABLE, Undoable, recorded

IS_PUBLIC = "Everyone can read this once you save it, even without signing in."
CHOOSE_PUBLIC = "If you choose “Everyone”, people can read it without signing in."


class FormPage(Page):
    """A form and what stands around it; ``AddPage`` and ``EditPage`` say what it is about.

    ``draft`` is under which its text is kept; ``cancel_url`` where "Leave without saving" leads;
    ``retention_notice`` says what is kept of people named in it, to what end and until when;
    ``withdraw_url`` is where what was sent by mistake is withdrawn; ``seen_by`` is the record whose
    readers read what is written; ``form_takes_user`` hands the form its ``user``; ``guidance`` is
    the name under which notes that help stand above it (``Note.Page``). A ValidationError that
    ``save`` raises is shown at the top.
    """

    template_name = "pages/form.html"
    form: ClassVar[type[BaseForm]]
    draft: ClassVar[Kind]
    title: str = ""
    lead: str = ""
    submit_label: str = "Save"
    success_message: str = "Saved."
    retention_notice: str = ""
    guidance: ClassVar[str] = ""
    withdraw_url: str = ""
    seen_by: Any = None
    form_takes_user: ClassVar[bool] = False
    like: Any = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """What is typed for it is shown by the labels of its form, also once that is closed."""
        super().__init_subclass__(**kwargs)
        kind, form = getattr(cls, "draft", None), getattr(cls, "form", None)
        if isinstance(kind, Kind) and isinstance(form, type):
            asked_by(kind.key, form)

    @property
    def target(self) -> str:
        """What the form is about, as its draft names it."""
        return ""

    @property
    def cancel_url(self) -> str:
        raise NotImplementedError

    def instance(self) -> Model | None:
        """The row that the form writes."""
        raise NotImplementedError

    def arguments(self) -> dict[str, Any]:
        """What the form is made with, besides what was typed."""
        asks = {"user": self.request.user} if self.form_takes_user else {}
        return {"instance": self.instance(), **asks}

    def begun(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The same, with answers of an earlier record where one is copied."""
        return arguments

    def save(self, form: Any) -> Any:
        """Do what the form asks for; gives the record to go to, or an address.

        A form that asks for a document (``named_source``) gives it to its record as the source.
        """
        if hasattr(form, "named_source"):
            form.instance.source = form.named_source(self.request.user)
        return self.write(form)

    def write(self, form: Any) -> Any:
        """Writes what the form holds; gives what ``save`` gives."""
        return form.save()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form, or do what it asks for, once."""
        draft = form_draft.FormDraft(request, self.draft, target=self.target, anew=bool(self.like))
        form = draft.form(self.form, **self.begun(self.arguments()))
        if draft.answer:
            return draft.answer
        conflict = None
        if draft.is_sent and form.is_valid():
            try:
                written = getattr(form, "instance", None)
                return draft.send(
                    lambda: self._save(form), said=self.success_message, record=lambda: written
                )
            except conflicts.Conflict as found:
                conflict = found
            except ValidationError as problem:
                form.add_error(None, problem)
        if before := self.found_wrong(form, draft):
            return before
        goes_public = self.goes_public(form)
        return self.render_page(
            page=self, form=form, sheet=draft, conflict=conflict, goes_public=goes_public
        )

    def found_wrong(self, form: Any, draft: form_draft.FormDraft) -> HttpResponseBase | None:
        """Where to lead instead of to a form that is shown again; None to show it."""
        return None

    def goes_public(self, form: Any) -> str:
        """What is said above the button where everybody may read what is written."""
        choice = form.fields.get("visibility")
        if choice is not None:
            levels = dict(getattr(choice, "choices", ()))
            return CHOOSE_PUBLIC if Visibility.PUBLIC in levels else ""
        signed_in = getattr(getattr(self, "model", None), "SIGNED_IN_ONLY", False)
        level = getattr(self.seen_by, "visibility", "")
        return IS_PUBLIC if level == Visibility.PUBLIC and not signed_in else ""

    def _save(self, form: Any) -> Any:
        if isinstance(form, conflicts.Versioned) and form.instance.pk:
            return conflicts.save(form, lambda: self.save(form))
        return self.save(form)


class AddPage(FormPage):
    """A new record. ``permission(user)`` asks the right to add one: 403 without it.

    "Leave without saving" leads to the page above it in the trail. ``copies`` is the rule by which
    it begins with an earlier record, which the address names (``?like=``).
    """

    permission: ClassVar[Any] = None
    copies: ClassVar[CopyRule | None] = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        may = type(self).permission
        if may is not None and not may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def like(self) -> Any:
        """The earlier record with whose answers it begins; None for one of its own."""
        return self.copies.named(self.request) if self.copies else None

    def begun(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if self.copies is None or self.like is None:
            return arguments
        answers = self.copies.answers(self.like, self.request.user)
        return {**arguments, "initial": {**arguments.get("initial", {}), **answers}}

    @property
    def cancel_url(self) -> str:
        return self.parent_breadcrumbs()[-1][1]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.parent_breadcrumbs(), (self.title, "")]

    def instance(self) -> Model:
        made: Model = self.model(created_by_id=self.request.user.pk)
        return made


class EditPage(FormPage, RecordPage):
    """A record that is there: 404 for who may not see it, 403 without the right to change it.

    The record's name leads, unless the page has a ``lead`` of its own, or an empty one.
    """

    lead: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.lead is None:
            self.lead = str(self.record)

    @property
    def target(self) -> str:
        return str(self.record.pk)

    @property
    def cancel_url(self) -> str:
        return str(self.record.get_absolute_url())

    def instance(self) -> Model:
        """The form writes on a copy: what stands around it names the record as it is."""
        record: Model = copy(self.record)
        return record


def say_taken_back(request: HttpRequest, said: str, draft: Draft | None) -> None:
    """Say that something was taken back, with the way to have it again: to whoever wrote it."""
    if draft is None:
        messages.success(request, said)
        return
    until = date_words(timezone.localtime(draft.saved_at + WITHIN))
    if draft.author_id == request.user.pk:
        undo = reverse("draft_restore", args=[draft.pk])
        messages.success(request, f"{said} You can undo this until {until}.", extra_tags=undo)
    else:
        messages.success(request, f"{said} {draft.author} can undo this until {until}, in My work.")


class TakeBackForm(forms.Form):
    """Why it is taken back."""

    because = CharField(
        label="Why do you take it back?",
        max_length=300,
        widget=Textarea({"rows": 2}),
        help_text="History keeps it. Please don’t name residents or single out a person",
        error_messages={"required": "Say why you take it back"},
    )


class TakeBackPage(RecordPage):
    """Ask why what was added by mistake is taken back, and take it back.

    ``permission`` admits who added it and who may change it. ``noun`` says what it is; ``parts``
    are the rows that go with it; ``instead`` is what can be done once it is too late; ``after`` is
    where the person is led then, ``record_page`` where they are led while it stands. Whoever added
    it has it again by *Undo* beside the message, as it stood.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """What is typed for such a record is kept for a week."""
        super().__init_subclass__(**kwargs)
        if model := getattr(cls, "model", None):
            UNDOABLE[model] = Undoable(cls.permission)

    template_name = "records/take_back.html"
    page_title = "Take back"
    noun: ClassVar[str]
    parts: ClassVar[Parts] = ()
    instead: ClassVar[str] = "Say that it has ended instead."

    @property
    def record_page(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def after(self) -> str:
        return str(self.parent_breadcrumbs()[-1][1])

    def get_context_data(self) -> dict[str, Any]:
        stays = why_it_stays(self.record, self.parts)
        late = f"{stays} {self.instead}" if stays else ""
        sent = self.request.POST if self.request.method == "POST" else None
        form = None if late else TakeBackForm(sent)
        return {**super().get_context_data(), "page": self, "late": late, "form": form}

    def take_back(self, because: str) -> None:
        """Take it back. Raises ValidationError where it stays."""
        take_back(self.record, self.parts, because=because)

    def typed_again(self) -> dict[str, Any]:
        """What was typed for it, where no form of its own was sent: ``ticket`` and ``typed``."""
        return {}

    @transaction.atomic
    def _take_back(self, because: str) -> Draft | None:
        record, typed = copy(self.record), self.typed_again()
        with recorded() as entries:
            self.take_back(because)
        return keep_undo(record, entries, title=self.called, **typed)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Take it back, or say why that is too late."""
        form = TakeBackForm(request.POST)
        if not form.is_valid():
            return self.get(request, **kwargs)
        name, after = self.called, self.after
        try:
            draft = self._take_back(form.cleaned_data["because"])
        except ValidationError as problem:
            said = " ".join(problem.messages)
            return turned_down(request, said, self.record_page, typed=form.cleaned_data["because"])
        say_taken_back(request, f"Taken back: {name}.", draft)
        return redirect(after)
