"""A form page while one person fills it in: see ``records.drafts``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Case, When
from django.forms import BaseFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface import words
from interface.paging import row_number
from interface.reached import reaching
from records import draft_files, drafts, sent, sent_twice
from records.drafts import Kind, Ticket, TooLong
from records.elsewhere import Elsewhere, sent_elsewhere
from records.models import Draft, DraftFile, SpentToken

TWICE = "You’d already sent this. We saved it once."
STILL_THERE = "What you typed in this form in another tab is still kept as a draft, in My work."
# Of the drafts of one form, typed in as many tabs, so many are told of.
SHOWN = 5
STALE = (
    "This page had been open for so long that we could not be sure that you sent it. "
    "What you typed is kept below. Check it and send it again."
)


class FormDraft:
    """A form while one person fills it in: what a view needs to know of it.

    ``answer`` is a response to return at once (a draft was saved, or it was sent before).
    ``is_sent`` says that the person sent the form. ``draft`` is the draft that the page starts
    from; ``anew`` leaves those that are kept aside. ``problem`` is a message to show above the
    form.
    """

    def __init__(
        self, request: HttpRequest, kind: Kind, target: str = "", *, anew: bool = False
    ) -> None:
        self.request, self.kind, self.target, self._anew = request, kind, target, anew
        self.answer: HttpResponseRedirect | None = None
        self.is_sent = False
        self.draft: Draft | None = None
        self.problem = ""
        self.others: list[Draft] = []
        self.lost: dict[Any, str] = {}  # files that were sent and are not kept, each with why
        self._typed: QueryDict | None = None
        self._sent = Ticket.for_form(request.user, kind, target)
        if request.method == "POST":
            self._read(request.POST)
            self.ticket = self._sent.again()
        else:
            self._open()
            self.ticket = Ticket.for_form(request.user, kind, target, self.draft)

    def _open(self) -> None:
        """The draft that was asked for, else the latest; and what was typed in other tabs."""
        mine = Draft.objects.visible_to(self.request.user)
        asked = self.request.GET.get(drafts.BUTTON, "")
        number = row_number(asked)
        first = mine.order_by(Case(When(pk=number, then=0), default=1), "-saved_at", "-id")
        kept = list(first.filter(form=self.kind.key, target=self.target)[:SHOWN])
        self.draft = None if self._anew else next(iter(kept), None)
        self.others = kept if self._anew else kept[1:]
        self._typed = drafts.as_sent(self.draft.typed) if self.draft else None

    def _read(self, data: QueryDict) -> None:
        self._typed = data
        if drafts.TOKEN in data:
            ticket = Ticket.read(data[drafts.TOKEN])
            if ticket is None or (ticket.user_id, ticket.form, ticket.target) != (
                self.request.user.pk,
                self.kind.key,
                self.target,
            ):
                self.problem = STALE
                return
            self._sent = ticket
        if drafts.BUTTON in data:
            self._keep(data)
            return
        self.is_sent = True
        self.answer = self.sent_before()
        box = draft_files.box_of(self.kind.key)
        has_files = box and (box.name in self.request.FILES or drafts.taken_out(data))
        if has_files and self.answer is None:
            self._keep_files(data)

    def _keep_files(self, data: QueryDict) -> None:
        """The draft's from the moment they are here, whatever becomes of the form; those that are
        ticked are out of it from then on."""
        try:
            kept = drafts.keep(self._sent, data)
        except TooLong:
            kept = None
        self.lost = draft_files.take_in(kept, self.kind.key, self.request.FILES)

    @property
    def files(self) -> Any:
        """The files that the form is sent with: those of its draft, and those not kept."""
        box = draft_files.box_of(self.kind.key)
        return draft_files.given(box, self.kept_files, self.request.FILES, self.lost)

    @cached_property
    def kept_files(self) -> list[DraftFile]:
        """The files of the draft, without those that are being taken out."""
        if draft_files.box_of(self.kind.key) is None:
            return []
        out = drafts.taken_out(self.request.POST)
        of_page = draft_files.of_page(self._sent if self.request.method == "POST" else self.ticket)
        return [file for file in of_page if file.pk not in out]

    def _keep(self, data: QueryDict) -> None:
        try:
            kept = drafts.keep(self._sent, data)
        except TooLong as problem:
            self.problem = str(problem)
            return
        draft_files.take_in_sent(self.request, kept, self.kind.key)
        if kept is None:
            messages.info(self.request, "You’ve sent this already, so we kept no draft.")
        elif said := sent_elsewhere(self._sent):
            messages.warning(self.request, said.words)
        mark = "&" if "?" in self._form_url else "?"
        self.answer = redirect(f"{self._form_url}{mark}draft=saved")

    @property
    def _form_url(self) -> str:
        return self.kind.url(self.target)

    def form(self, make: Callable[..., Any], **kwargs: Any) -> Any:
        """The form or formset: as sent, or as the draft left it (unjudged), or fresh."""
        box = draft_files.box_of(self.kind.key)
        if box is not None and box.name not in getattr(make, "base_fields", ()):
            box = None
        if box and self.is_sent:
            kwargs["files"] = self.files
        if self._typed is None:
            return make(**kwargs)
        form = make(data=self._typed, **kwargs)
        if box:
            widget = form.fields[box.name].widget
            widget.kept, widget.lost = self.kept_files, [*self.lost.values()]
        return form if self.is_sent else unjudged(form)

    def typed(self, name: str) -> str:
        """What was typed in this box, as it was sent or as the draft left it."""
        return str(self._typed.get(name, "")) if self._typed else ""

    def send(
        self,
        write: Callable[[], Any],
        *,
        said: str = "",
        record: Callable[[], Any] | None = None,
    ) -> HttpResponse:
        """Do what the form asks for, once, and go to the record that came of it.

        ``write`` returns the record, or an address. ``said`` says what was done; whom that reached
        is said after it, as it was counted. It runs in the transaction that spends the
        form's token and its draft; when it raises, nothing is spent and the draft stays. The second
        of two submits waits for the first and is sent to the same record. Who sent the same words a
        moment ago is told so instead, and says whether both are wanted. ``record`` gives what was
        written, where ``write`` leads elsewhere: what was typed for it is kept for whoever takes it
        back.
        """
        if not self.is_sent:
            raise RuntimeError("this form was not sent")
        digest = self._digest
        with transaction.atomic():
            self._sent.alone()
            if before := sent_twice.sent_before(self.request, self._sent, digest):
                if not self.kept_files:  # else they go with it, should both be wanted
                    Draft.objects.forget(**self._in_tab)
                return self._told(before)
            spent, first = Draft.objects.spend(
                **self._in_tab, token=self._sent.nonce, digest=digest
            )
            if first:
                with reaching() as told:
                    made = write()
                spent.result_url = made if isinstance(made, str) else made.get_absolute_url()
                spent.save(update_fields=["result_url"])
                sent.keep_sent(self._sent, self._typed, record() if record else made)
        if not first:
            messages.info(self.request, TWICE)
        elif said:
            # How many people stand behind a place or body is not for everybody to read
            signed_in = self.request.user.is_authenticated
            messages.success(self.request, told.after(said) if signed_in else said)
        if first and self._typed_elsewhere():
            messages.info(self.request, STILL_THERE)
        return redirect(spent.result_url or self._form_url)

    @property
    def _in_tab(self) -> dict[str, Any]:
        """By what the draft of this tab is found."""
        return {
            "author": self.request.user,
            "form": self.kind.key,
            "target": self.target,
            "tab": self._sent.tab,
            "seen": self._sent.seen,
        }

    def told_of_the_same(self) -> HttpResponse | None:
        """What tells who sent the same words a moment ago, else None.

        For what writes in a transaction of its own before ``send``, which asks by itself.
        """
        with transaction.atomic():
            before = sent_twice.sent_before(self.request, self._sent, self._digest)
        return self._told(before) if before else None

    @property
    def _digest(self) -> str:
        if self.kind.may_repeat:
            return ""
        kept = [file.digest for file in self.kept_files]
        return sent_twice.digest_of(self.request, self._sent, kept)

    def _told(self, before: SpentToken) -> HttpResponse:
        with_files = bool(self.lost or (self.request.FILES and not self.kept_files))
        return sent_twice.said(self.request, before, self._sent, with_files=with_files)

    def _typed_elsewhere(self) -> bool:
        mine = Draft.objects.visible_to(self.request.user)
        return mine.filter(form=self.kind.key, target=self.target).exists()

    def sent_before(self) -> HttpResponseRedirect | None:
        """Where a form leads that was sent before this one: to what came of it, else None.

        It is ``answer`` from the start. Ask it again where a form is found wrong: a submit that
        came in meanwhile may be why, and then the person wants the record, not the message.
        """
        rows = SpentToken.objects.filter(token=self._sent.nonce, author=self.request.user.pk)
        spent = rows.first() if self.is_sent else None
        if spent is None:
            return None
        messages.info(self.request, TWICE)
        return redirect(spent.result_url or self._form_url)

    def same_again(self) -> None:
        """Show the form so that sending it again is the same submit, not another.

        For a form that was turned away unread: an earlier press may be at work on what it asks for.
        """
        self.ticket = self._sent

    @property
    def token_input(self) -> SafeString:
        """The hidden input that belongs in the form; it says whose what is typed there is."""
        return format_html(
            '<input type="hidden" name="{}" value="{}" data-reader="{}">',
            *(drafts.TOKEN, self.ticket, self.request.user.pk),
        )

    @property
    def just_saved(self) -> bool:
        """Whether the person has this moment pressed Save as draft."""
        return self.draft is not None and self.request.GET.get("draft") == "saved"

    @property
    def saved_words(self) -> str:
        """When the draft was saved: 18 November, 4:10pm; with the year where it is another."""
        return _saved_words(self.draft) if self.draft else ""

    @property
    def sent_elsewhere(self) -> Elsewhere | None:
        """Where what was sent is shown again: that it was sent from another tab meanwhile."""
        return sent_elsewhere(self._sent) if self.is_sent else None

    @property
    def here(self) -> str:
        """The address of the page, to come back to."""
        return self.request.get_full_path()

    @property
    def other_drafts(self) -> list[tuple[Draft, str, str]]:
        """What was typed in other tabs: each draft, when it was saved and where it is shown."""
        return [(one, _saved_words(one), drafts.url_of(one)) for one in self.others]


def _saved_words(draft: Draft) -> str:
    at = timezone.localtime(draft.saved_at)
    year = "" if at.year == timezone.localdate().year else f" {at.year}"
    return f"{at.day} {at:%B}{year}, {words.time_words(at)}"


def unjudged(form: Any) -> Any:
    """Show what is typed in a bound form or formset without a word about mistakes."""
    is_set = isinstance(form, BaseFormSet)
    if is_set:
        form._errors = [{} for _ in form.forms]  # noqa: SLF001 - Django has no door for this
        form._non_form_errors = ErrorList()  # noqa: SLF001
        for row in form.forms:
            unjudged(row)
    else:
        form._errors = ErrorDict()  # noqa: SLF001
        form.cleaned_data = {}
    return form
