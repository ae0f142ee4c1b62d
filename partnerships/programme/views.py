"""Adding a programme, changing and ending it, and who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from access.history import HistoryPage
from access.visibility import reader_of
from interface.pages import PageAction, RecordPage
from interface.words import capitalised, list_words
from partnerships.models import EarlierProgramme, Programme
from partnerships.programme import actions
from partnerships.programme.forms import AddProgrammeForm, EndProgramme, ProgrammeForm
from partnerships.programme.permissions import (
    can_add_programme,
    can_edit_programme,
    can_take_back_programme,
)
from records import drafts
from records.drafts import Kind
from records.form_views import AddPage, EditPage, TakeBackPage
from records.taking_back import is_just_added

Crumbs = list[tuple[str, str]]


def draft_of(key: str, words: str, address: str) -> Kind:
    """Drafts of a form about a programme; the target is its slug, empty for a new one."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        if not target:
            return words if can_add_programme(user) else None
        programme = Programme.objects.visible_to(user).filter(slug=target).first()
        mine = programme and can_edit_programme(user, programme)
        return f"{words}: {programme}" if mine else None

    def url(target: str) -> str:
        return reverse(address, args=[target] if target else [])

    return drafts.register(key, title=title, url=url)


class OfProgramme(RecordPage):
    """Mixed into the pages of one programme, by its slug."""

    model = Programme
    key = "slug"

    def get_queryset(self) -> QuerySet[Programme]:
        return super().get_queryset().select_related("lead")

    def parent_breadcrumbs(self) -> Crumbs:
        return [("Programmes", reverse("programmes"))]

    @property
    def called(self) -> str:
        return self.record.short_name or self.record.name

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}


class AddProgramme(AddPage):
    """A new programme: administrators, and officers for their own body."""

    template_name = "records/lookalikes.html"
    model, form, permission, form_takes_user = Programme, AddProgrammeForm, can_add_programme, True
    draft = draft_of("programme-add", "A new programme", "programme_add")
    title, submit_label = "Add a programme", "Add it"
    lead = "Only its name is needed now. What is not known stays empty, and its page says so."
    success_message = "Programme added. Next: its places."

    def parent_breadcrumbs(self) -> Crumbs:
        return [("Programmes", reverse("programmes"))]

    def arguments(self) -> dict[str, Any]:
        """An officer of one body adds for that one."""
        given = super().arguments()
        reader = reader_of(self.request.user)
        own = list(reader.roles) if reader else []
        bodies = {role.organisation for role in own if role.organisation_id}
        return given | ({"initial": {"lead": bodies.pop()}} if len(bodies) == 1 else {})

    def save(self, form: Any) -> Programme:
        by = self.request.user
        programme = form.instance
        programme.source = form.named_source(by)
        return actions.add_programme(
            by=by,
            programme=programme,
            builds_on=form.cleaned_data["builds_on"],
            check=form.ask_if_another,
        )


class EditProgramme(OfProgramme, EditPage):
    """Put right what is said of a programme."""

    form, permission, form_takes_user = ProgrammeForm, can_edit_programme, True
    draft = draft_of("programme-edit", "Changes to a programme", "programme_edit")
    page_title, title, success_message = "Change", "Change a programme", "Programme saved."

    def save(self, form: Any) -> Any:
        return actions.change_programme(save=form.save)

    @property
    def target(self) -> str:
        return str(self.record.slug)


class EndProgrammePage(OfProgramme, EditPage):
    """Say when a programme ended; everything of it stays."""

    form, permission = EndProgramme, can_edit_programme
    draft = draft_of("programme-end", "The end of a programme", "programme_end")
    page_title, title, submit_label = "End", "End a programme", "Save the end"
    success_message = "End saved."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.lead = (
            f"{self.record}. It stays in the record with its places, its pilots and what came of "
            "it. Pilots that are still running have to be ended separately."
        )

    @property
    def target(self) -> str:
        return str(self.record.slug)


class ProgrammeHistory(OfProgramme, HistoryPage):
    """Who changed what of a programme and its places."""

    public = True


class TakeBackProgramme(OfProgramme, TakeBackPage):
    """Take back a programme that was added by mistake."""

    permission, noun = can_take_back_programme, "programme"
    parts = ((EarlierProgramme, "programme"),)


def actions_of(user: Any, programme: Programme) -> list[PageAction]:
    """What this reader may do with a programme, besides reading it."""
    ways: list[PageAction] = []
    slug = programme.slug
    if can_edit_programme(user, programme):
        ways += [
            PageAction("Change", reverse("programme_edit", args=[slug])),
            PageAction("End", reverse("programme_end", args=[slug])),
        ]
    if is_just_added(programme) and can_take_back_programme(user, programme):
        ways.append(PageAction("Take back", reverse("programme_undo", args=[slug])))
    return ways


def who_adds_places(programme: Programme) -> str:
    """Who says which places take part, for readers who may not; empty where nobody does: of one
    that is over, and where nobody has a role for it or for the body that leads it."""
    if programme.is_over:
        return ""
    today, lead = timezone.localdate(), programme.lead
    who = ["its leads"] if programme.assignments.on(today).exists() else []
    if lead and lead.assignments.on(today).exists():
        who.append(f"officers of {lead}")
    return f"{capitalised(list_words(who))} can say which places take part." if who else ""
