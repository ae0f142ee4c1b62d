"""One import, step by step: matched, looked at, imported, taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect

from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.answers import Meant, answers_used
from imports.record_import.aside import asides_of
from imports.record_import.asking_forms import SayWhatIsMeant
from imports.record_import.forms import ChooseLevel, MatchColumns, first_of
from imports.record_import.guessing import remembered
from imports.record_import.kept_answers import ANSWERS, forget_answers, tick_again
from imports.record_import.left import Choices, comes_back
from imports.record_import.models import ASKED, IMPORTED, MATCHED, READY, REFUSED, SAME
from imports.record_import.one_row import OneRow, one_row
from imports.record_import.permissions import can_finish, can_undo, kinds_for
from imports.record_import.progress import Progress
from imports.record_import.send_views import HEADING
from imports.record_import.sheets import sheets_of
from interface import exports
from interface.pages import RecordPage
from interface.words import capitalised, count_words
from partnerships.place.frame import breadcrumbs
from partnerships.place.known_reach import know_reach_of
from records import drafts
from records.form_draft import FormDraft
from registry.imported import ImportFormat

SHOWN = 25
# Of so many records it is asked on the page which of them somebody has changed since.
ASKED_OF = 2_000
MOVED_ON = (
    "The record has changed since you looked at it, so nothing was imported. What the file would "
    "change now is below: check it again."
)


class Import(RecordPage):
    """One import, wherever it stands: its columns, what is asked, its preview, what it did."""

    model = RecordImport
    template_name = "imports/record_import/record.html"
    home = "place"  # which of its columns the address names

    def load(self) -> Any:
        rows = self.get_queryset().select_related("place", "programme", "by", "undone_by")
        pk = min(self.kwargs["pk"], 2**63 - 1)
        row = rows.filter(pk=pk, **{f"{self.home}__slug": self.kwargs["slug"]}).first()
        if row is None:
            raise Http404
        if row.place is not None:
            know_reach_of([row.place], self.request.user)  # each kind asks for it
        if not any(kind.key == row.kind for kind in self._kinds(row)):
            raise Http404
        return row

    def _kinds(self, row: RecordImport) -> list[ImportFormat]:
        return kinds_for(self.request.user, row.home)

    @cached_property
    def kind(self) -> ImportFormat:
        return actions.kind_of(self.record)

    @cached_property
    def scope(self) -> Any:
        return actions.scope_of(self.record, self.kind, self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        above = (HEADING, self.record.list_url)
        return [*self.home_breadcrumbs(), above, (str(self.record), "")]

    def home_breadcrumbs(self) -> list[tuple[str, str]]:
        """Where the pages stand of what it was brought to."""
        return breadcrumbs(self.record.place)

    @property
    def step(self) -> str:
        """Which part of the work the page shows; back to the columns where that is asked for."""
        state: str = self.record.state
        is_open = state in (REFUSED, ASKED, SAME, READY)
        return MATCHED if is_open and "columns" in self.request.GET else state

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self._shown(self._form())

    def _form(self) -> Any:
        if not can_finish(self.request.user, self.record):
            return None
        if self.step == MATCHED:
            return MatchColumns(row=self.record, kind=self.kind)
        if self.row_asked:
            return None
        if self.step == ASKED:
            return self._asks()
        return ChooseLevel(kind=self.kind, scope=self.scope) if self.step == READY else None

    @cached_property
    def sheet(self) -> FormDraft:
        """The answers while somebody gives them."""
        return FormDraft(self.request, ANSWERS, target=self.record.get_absolute_url())

    def _asks(self) -> SayWhatIsMeant:
        about = {"row": self.record, "kind": self.kind, "scope": self.scope}
        form: SayWhatIsMeant = self.sheet.form(SayWhatIsMeant, where=self._where, **about)
        if form.is_bound and self.record.preview:
            tick_again(self.record.preview, form.data)
        return form

    @cached_property
    def row_asked(self) -> OneRow | None:
        """The row of the file that is looked at by itself, before it is imported."""
        number = self.request.GET.get("row", "")
        if self.record.imported_at or not can_finish(self.request.user, self.record):
            return None
        return one_row(self.record, self.kind, number)

    def _where(self, question: dict[str, Any]) -> str:
        columns = self.record.columns.items()
        at = next((int(at) for at, key in columns if key == question["column"]), None)
        return self.record.where(question["number"], at, self.kind.noun)

    def _shown(self, form: Any) -> HttpResponse:
        row, user = self.record, self.request.user
        asides = [] if row.imported_at else asides_of(row, self.kind)
        meant = self._meant() if self.step in (READY, SAME) else []
        working, stays = Progress(row.pk).words(), []
        if row.state == IMPORTED and can_undo(user, row) and row.new + row.changed <= ASKED_OF:
            stays = self._records(actions.would_stay(row)[:SHOWN])
        return self.render_page(
            record=row,
            format=self.kind,
            step=self.step,
            form=form,
            sheet=self.sheet if isinstance(form, SayWhatIsMeant) else None,
            preview=row.preview or {},
            one=self.row_asked,
            may_take_back_rows=can_finish(user, row) and row.left_rows.exists(),
            working=working,
            was_cut_off=None if working else row.began_at,
            mine=can_finish(user, row),
            as_before=self.step == row.state == MATCHED and remembered(row) is not None,
            left_out=first_of(row.left_out),
            asides=asides[:SHOWN],
            count_aside=len(asides),
            has_again=any(aside.is_again for aside in asides),
            sheets=sheets_of(row),
            meant=meant,
            sure=[one for one in meant if one.is_sure],
            may_undo=row.state == IMPORTED and can_undo(user, row),
            stays=stays,
            records=self._records(actions.imported_by(row)) if row.imported_at else [],
            place=row.home,
            example=row.home.is_example,
        )

    def _records(self, ids: list[int]) -> list[dict[str, str]]:
        """Those of these records that the reader sees, in that order."""
        seen = {record.pk: record for record in self.kind.there(self.scope).filter(pk__in=ids)}
        shown = [self.kind.shown(seen[pk]) for pk in ids if pk in seen]
        return [{"title": title, "url": url} for title, url in shown[:SHOWN]]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Do the step that the form is of; what happened meanwhile is said."""
        steps = {
            "columns": self._match,
            "answers": self._answer,
            "rows": self._keep_rows,
            "leave": self._leave,
            "forget": self._forget,
            "row": self._leave_of_row,
            "import": self._import,
            "undo": self._undo,
            "discard": self._discard,
        }
        name = "answers" if drafts.BUTTON in request.POST else request.POST.get("step", "")
        step = steps.get(name)
        if step is None:
            return redirect(self.record)
        try:
            return step(request)
        except actions.Over:
            messages.info(request, "That was done already, by you or by somebody else.")
            gone = not RecordImport.objects.filter(pk=self.record.pk).exists()
            return redirect(self.record.list_url) if gone else self._here()

    def _here(self) -> HttpResponse:
        return redirect(self.record.get_absolute_url())

    def _match(self, request: HttpRequest) -> HttpResponse:
        form = MatchColumns(request.POST, row=self.record, kind=self.kind)
        if not form.is_valid():
            self.record.preview = None  # the form is shown again
            return self._shown(form)
        actions.match_columns(
            by=request.user,
            row=self.record,
            columns=form.columns,
            sheets=form.sheets,
            narrowed=form.narrowed,
        )
        actions.look(by=request.user, row=self.record)
        return self._here()

    def _answer(self, request: HttpRequest) -> HttpResponse:
        form = self._form() if self.record.state == ASKED else None
        if not isinstance(form, SayWhatIsMeant):
            return self._here()
        if self.sheet.answer:
            is_back = request.POST.get(drafts.BUTTON) == "columns"
            columns = f"{self.record.get_absolute_url()}?columns=1"
            return redirect(columns) if is_back else self.sheet.answer
        if not self.sheet.is_sent or not form.is_valid():
            return self._shown(form)
        answered = self.sheet.send(partial(self._keep_answers, form))
        actions.look(by=request.user, row=self.record)
        return answered

    def _keep_answers(self, form: SayWhatIsMeant) -> str:
        actions.answer(by=self.request.user, row=self.record, said=form.answers)
        self._choose(self.request)
        return self.record.get_absolute_url()

    def _meant(self) -> list[Meant]:
        return answers_used(self.record, self.kind, self.scope)

    def _forget(self, request: HttpRequest) -> HttpResponse:
        """What words mean is asked again, in this file and in the next ones."""
        ticked = request.POST.getlist("word")
        words = [(one.column, one.text) for one in self._meant() if one.key in ticked]
        actions.forget(by=request.user, row=self.record, words=words)
        actions.look(by=request.user, row=self.record)
        return self._here()

    def _choose(self, request: HttpRequest) -> None:
        """Note of which kinds of faults only the cell is left out."""
        groups = (self.record.preview or {}).get("faults", ())
        offered = {group["kind"] for group in groups if group["may_be_empty"]}
        before = Choices.of(self.record)
        ticked = offered.intersection(request.POST.getlist("empty"))
        kinds = (before.kinds - offered) | ticked
        if kinds != before.kinds:
            chosen = replace(before, kinds=kinds)
            actions.leave_out(by=request.user, row=self.record, choices=chosen)

    def _leave(self, request: HttpRequest) -> HttpResponse:
        self._choose(request)
        actions.look(by=request.user, row=self.record)
        return self._here()

    def _leave_of_row(self, request: HttpRequest) -> HttpResponse:
        if (one := one_row(self.record, self.kind, request.POST.get("number", ""))) is not None:
            chosen = one.choices(
                is_out="out" in request.POST,
                is_wanted="wanted" in request.POST and one.may_be_wrong,
                cells=request.POST.getlist("cell"),
            )
            actions.leave_out(by=request.user, row=self.record, choices=chosen)
            actions.look(by=request.user, row=self.record)
        return self._here()

    def _keep_rows(self, request: HttpRequest) -> HttpResponse:
        found = {str(aside.number): aside.number for aside in asides_of(self.record, self.kind)}
        ticked = request.POST.getlist("row")
        numbers = [found[text] for text in (found if "all" in ticked else ticked) if text in found]
        actions.keep_rows(by=request.user, row=self.record, numbers=numbers)
        actions.look(by=request.user, row=self.record)
        return self._here()

    def _import(self, request: HttpRequest) -> HttpResponse:
        seen, level = request.POST.get("seen", ""), request.POST.get("level", "")
        try:
            row = actions.write(by=request.user, row=self.record, seen=seen, level=level)
        except actions.MovedOn:
            messages.warning(request, MOVED_ON)
        except actions.NotTold:
            return self._shown(ChooseLevel(request.POST, kind=self.kind, scope=self.scope))
        else:
            forget_answers(row)
            new, changed = count_words(row.new, f"new {self.kind.noun}"), f"{row.changed:,} changed"
            out = (row.preview or {}).get("out", 0)
            stayed = f" {capitalised(count_words(out, 'row'))} stayed out." if out else ""
            messages.success(request, f"Imported: {new}, {changed}.{stayed}")
        return self._here()

    def _undo(self, request: HttpRequest) -> HttpResponse:
        row = actions.undo(by=request.user, row=self.record)
        text = "The import has been taken back."
        if row.stayed:
            stayed = capitalised(count_words(row.stayed, self.kind.noun))
            text = f"{text} {stayed} stayed, because of changes that somebody has made since."
        if bodies := row.found.get("bodies_stayed"):
            stayed = capitalised(count_words(bodies, "organisation"))
            text = f"{text} {stayed} that came with it stayed: changed since, or in use."
        messages.success(request, text)
        return self._here()

    def _discard(self, request: HttpRequest) -> HttpResponse:
        forget_answers(self.record)
        actions.discard(by=request.user, row=self.record)
        messages.info(request, "File discarded. Nothing was imported.")
        return redirect(self.record.list_url)


class RowsLeftOut(Import):
    """The rows that did not come in, as a file with the reason beside each: for who sent them."""

    permission = can_finish

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        name = f"{self.record.file_name.rpartition('.')[0] or 'file'}-left-out"
        return exports.csv_file(map(exports.safe_row, comes_back(self.record)), name)

    http_method_names = ("get", "head", "options")


class ImportProgress(Import):
    """How far it is, for a page that waits."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"words": Progress(self.record.pk).words()})

    http_method_names = ("get", "head", "options")
