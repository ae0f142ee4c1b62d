"""A form page while one person fills it in: see ``records.drafts``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Case, When
from django.forms import BaseFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface import words
from interface.paging import LARGEST_ID
from records import drafts, sent
from records.drafts import Kind, Ticket, TooLong
from records.elsewhere import Elsewhere, sent_elsewhere
from records.models import Draft, SpentToken

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
        number = int(asked) if asked.isdecimal() and len(asked) < len(str(LARGEST_ID)) else 0
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
        else:
            self.is_sent = True
            self.answer = self.sent_before()

    def _keep(self, data: QueryDict) -> None:
        try:
            kept = drafts.keep(self._sent, data)
        except TooLong as problem:
            self.problem = str(problem)
            return
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
        if self._typed is None:
            return make(**kwargs)
        form = make(data=self._typed, **kwargs)
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
    ) -> HttpResponseRedirect:
        """Do what the form asks for, once, and go to the record that came of it.

        ``write`` returns the record, or an address. It runs in the transaction that spends the
        form's token and its draft; when it raises, nothing is spent and the draft stays. The second
        of two submits waits for the first and is sent to the same record. ``record`` gives what was
        written, where ``write`` leads elsewhere: what was typed for it is kept for whoever takes it
        back.
        """
        if not self.is_sent:
            raise RuntimeError("this form was not sent")
        with transaction.atomic():
            self._sent.alone()
            spent, first = Draft.objects.spend(
                author=self.request.user,
                form=self.kind.key,
                target=self.target,
                token=self._sent.nonce,
                tab=self._sent.tab,
                seen=self._sent.seen,
            )
            if first:
                made = write()
                spent.result_url = made if isinstance(made, str) else made.get_absolute_url()
                spent.save(update_fields=["result_url"])
                sent.keep_sent(self._sent, self._typed, record() if record else made)
        if not first:
            messages.info(self.request, TWICE)
        elif said:
            messages.success(self.request, said)
        if first and self._typed_elsewhere():
            messages.info(self.request, STILL_THERE)
        return redirect(spent.result_url or self._form_url)

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
