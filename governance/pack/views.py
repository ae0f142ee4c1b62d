"""Making packs of a meeting, one pack or report, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from access.history import HistoryPage
from access.past import Past
from governance.meeting.permissions import can_keep_meeting
from governance.meeting.views import BOARDS, OfMeeting
from governance.models import BoardMeeting, Pack
from governance.pack import actions
from governance.pack.forms import MakePacks, WriteCovering
from governance.pack.list_views import Packs
from governance.pack.making import offered
from governance.pack.page_data import PackPage
from governance.pack.permissions import can_keep_pack
from governance.pack.printing import pdf_of
from interface.pages import RecordPage
from interface.paging import row_number
from interface.words import capitalised, count_words, list_words
from records import drafts
from records.files.served import LOCKED_DOWN
from records.files.tables import Unreadable
from records.form_draft import FormDraft
from records.form_views import EditPage


def _title(user: Any, target: str, _typed: Any) -> str | None:
    slug, _, number = target.partition("/")
    rows = BoardMeeting.objects.visible_to(user).select_related("board__organisation")
    meeting = rows.filter(board__slug=slug, number=row_number(number)).first()
    return f"Packs: {meeting}" if meeting and can_keep_meeting(user, meeting) else None


MAKE = drafts.register(
    "meeting-pack",
    title=_title,
    url=lambda target: reverse("board_meeting_pack", args=target.split("/", 1)),
)


class MeetingPack(OfMeeting):
    """Choose for whom packs of a meeting are made; all are of one moment."""

    permission = can_keep_meeting
    template_name = "governance/pack/make.html"
    page_title = "Make the pack"

    def form(self, sheet: FormDraft) -> MakePacks:
        """Those that have one already are ticked; without any, who sits there."""
        made = self.record.packs.current().select_related("body")
        ticked = [f"body-{one.body_id}" if one.body_id else one.audience for one in made]
        whom = offered(self.record.board, self.record)
        form: MakePacks = sheet.form(
            MakePacks, offered=whom, ticked=ticked or [Pack.Audience.MEMBERS]
        )
        return form

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form, or make them, once."""
        sheet = FormDraft(request, MAKE, f"{self.record.board.slug}/{self.record.number}")
        form = self.form(sheet)
        if sheet.answer:
            return sheet.answer
        if sheet.is_sent and form.is_valid():
            try:
                return self.make(sheet, form)
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render_page(form=form, sheet=sheet, page=self)

    def make(self, sheet: FormDraft, form: MakePacks) -> HttpResponse:
        """Make them; nothing is written before, so that they tell of one moment."""
        if told := sheet.told_of_the_same():
            return told
        made = actions.make_packs(by=self.request.user, meeting=self.record, whom=form.chosen)
        url = made[0].get_absolute_url() if len(made) == 1 else self.packs
        said = f"{count_words(len(made), 'draft')} made. Read each before you issue it."
        return sheet.send(lambda: url, said=said)

    @property
    def packs(self) -> str:
        """The list of the board’s."""
        return reverse("packs", args=[self.record.board.slug])


UNTOLD = "Nobody is told: pass on its address."


class OfPack(RecordPage):
    """What every page about one pack loads, and the trail to it."""

    model, key = Pack, "number"
    record: Pack

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        packs: QuerySet[Any] = rows.filter(board__slug=self.kwargs["slug"])
        return packs.select_related("board__organisation", "meeting", "body", "plan")

    @property
    def called(self) -> str:
        return f"{capitalised(self.record.get_kind_display())} {self.record.number}"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        board = self.record.board
        above = reverse("packs", args=[board.slug])
        return [BOARDS, (str(board), board.get_absolute_url()), (Packs.title, above)]

    def get_context_data(self) -> dict[str, Any]:
        example = self.record.board.is_example
        return {**super().get_context_data(), "record": self.record, "example": example}


class PackView(OfPack):
    """One pack as it was made. Nothing of the record is read again for it."""

    public = True
    template_name = "governance/pack/record.html"

    def get_context_data(self) -> dict[str, Any]:
        page = PackPage(self.request.user, self.record)
        return {**super().get_context_data(), "page": page, "seen_by": page.readers}


class PackHistory(HistoryPage, OfPack):
    """Who made, issued and withdrew it; for who keeps the board."""

    permission = can_keep_pack

    def past(self) -> Past:
        """All of it: who keeps the board reads every moment of it."""
        return Past()


def _draft_title(user: Any, target: str, _typed: Any) -> str | None:
    slug, _, number = target.partition("/")
    rows = Pack.objects.visible_to(user).select_related("board__organisation")
    pack = rows.filter(board__slug=slug, number=row_number(number)).first()
    return f"Covering words: {pack}" if pack and can_keep_pack(user, pack) else None


COVERING = drafts.register(
    "pack", title=_draft_title, url=lambda target: reverse("pack_edit", args=target.split("/", 1))
)


class PackEdit(OfPack, EditPage):
    """The words above a draft; the second of two editors sees both versions."""

    permission = can_keep_pack
    form, draft = WriteCovering, COVERING
    title = page_title = "Covering words"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right, while it is a draft."""
        if not can_keep_pack(request.user, self.record):
            raise PermissionDenied
        if not self.record.is_draft:
            messages.warning(
                request, "It has been issued, so it can’t be changed. Make it again instead."
            )
            return redirect(self.record)
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return f"{self.record.board.slug}/{self.record.number}"


class PackStep(OfPack):
    """A step that is one press: issue, make again, withdraw."""

    permission = can_keep_pack
    http_method_names = ["post"]
    STEPS = ("issue", "again", "withdraw")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """There are no other steps."""
        super().setup(request, *args, **kwargs)
        if kwargs["step"] not in self.STEPS:
            raise Http404

    def pressed_on(self) -> str:
        return str(self.record.get_absolute_url())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Take it, or say why that can’t be done now."""
        try:
            made, said = self._take(kwargs["step"])
        except ValidationError as problem:
            messages.warning(request, f"{' '.join(problem.messages)}.")
            return redirect(self.record)
        messages.success(request, said)
        return redirect(made)

    def _take(self, step: str) -> tuple[Pack, str]:
        user, pack = self.request.user, self.record
        if step == "again":
            return actions.make_again(
                by=user, pack=pack
            ), "Made again. Read it before you issue it."
        if step == "withdraw":
            return actions.withdraw(pack=pack), "Withdrawn. Nobody else can read it any more."
        issued = actions.issue(by=user, pack=pack)
        reached = issued.reached
        said = reached.after("Issued.") if reached.words else f"Issued. {UNTOLD}"
        if issued.without:
            papers = list_words([f"“{name}”" for name in issued.without])
            said += f" These papers couldn’t be added to its PDF, so send them too: {papers}."
        return issued.pack, said


class PackPdf(OfPack):
    """Its PDF as it was issued; of a draft one drawn now, for who keeps the board."""

    public = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The file, or the page that says why there is none."""
        pack = self.record
        if pack.file:
            try:
                return _as_file(FileResponse(pack.file.open("rb")), pack)
            except FileNotFoundError as gone:
                raise Http404 from gone
        if not (pack.is_draft and can_keep_pack(request.user, pack)):
            raise Http404
        try:
            return _as_file(HttpResponse(pdf_of(request.user, pack)), pack)
        except Unreadable as problem:
            messages.warning(request, f"{problem}.")
            return redirect(pack)


def _as_file(response: Any, pack: Pack) -> HttpResponseBase:
    name = f"placebook-{pack.board.slug}-{pack.kind}-{pack.number}.pdf"
    response["Content-Type"] = "application/pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = LOCKED_DOWN
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    made: HttpResponseBase = response
    return made
