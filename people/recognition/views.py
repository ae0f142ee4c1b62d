"""Thanks for what came of people's work: the list, one of them, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from interface.cells import linked, links
from interface.columns import NUMBER, Column
from interface.pages import Empty
from interface.paging import Sort, row_number
from interface.words import date_words
from partnerships.organisation.models import Organisation
from people.job_role.models import JobRole
from people.recognition.actions import give_recognition
from people.recognition.forms import GiveRecognition, RecognitionFilter
from people.recognition.models import Recognition
from people.recognition.permissions import can_edit_recognition, can_give_recognition
from records import drafts
from records.form_views import AddPage
from registry.kind_by_itself import KindByItself


def _thanks_to(user: Any, target: str) -> Recognition:
    """Thanks, not written yet, to an organisation ("slug") or to a job role ("role/12")."""
    if "/" in target:
        posts = JobRole.objects.visible_to(user).open().select_related("organisation")
        post = get_object_or_404(posts, pk=int(target.partition("/")[2]))
        return Recognition(organisation=post.organisation, post=post, created_by_id=user.pk)
    bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
    body = get_object_or_404(bodies, slug=target)
    return Recognition(organisation=body, created_by_id=user.pk)


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_give_recognition(user):
        return None
    try:
        return str(_thanks_to(user, target))
    except Http404:
        return None


def _address(target: str) -> str:
    kind, _, pk = target.rpartition("/")
    return reverse("post_thank" if kind else "organisation_thank", args=[pk])


def _edit_name(user: Any, target: str) -> Recognition:
    pk = row_number(target)
    thanks = get_object_or_404(Recognition.objects.visible_to(user).listed(), pk=pk)
    if not can_edit_recognition(user, thanks):
        raise PermissionDenied
    return thanks


GIVE = drafts.register("recognition", title=_draft_title, url=_address)


def _to(thanks: Any) -> str:
    place = thanks.place.name if thanks.place else ""
    return linked(thanks.to, thanks.get_absolute_url(), place)


def _thanked(thanks: Recognition) -> SafeString:
    """The body, or the job role with its body."""
    return links(record for record in (thanks.post, thanks.organisation) if record)


COLUMNS = (
    NUMBER,
    Column.of(Recognition, "organisation", name="to", cell=_to, head=True),
    Column("role", "Job role", "If one is thanked", lambda row: row.post and row.post.title),
    Column.of(Recognition, "given_by"),
    Column.of(Recognition, "place"),
    Column.of(Recognition, "said", cell=lambda row: Truncator(row.said).words(12)),
    Column("giver", "From", cell=lambda row: row.given_by.name),
    Column.of(Recognition, "on", cell=lambda row: date_words(row.on), sort="newest"),
)


class _Thank(AddPage):
    """Thanks to the body or job role that the address names: 404 for who may not see that."""

    form, draft, permission = GiveRecognition, GIVE, can_give_recognition
    lead = "For what came of its work. Everyone who may see its page can read it."
    submit_label = "Give thanks"
    success_message = "Thanks saved."
    form_takes_user = True

    @cached_property
    def record(self) -> Recognition:
        """The thanks, not written yet."""
        return _thanks_to(self.request.user, self.target)

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.title = f"Thank {self.record.to}"

    @property
    def cancel_url(self) -> str:
        return (self.record.post or self.record.organisation).get_absolute_url()

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Recognition", reverse("recognitions"))]

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.organisation.is_example}

    def instance(self) -> Recognition:
        return self.record

    def write(self, form: GiveRecognition) -> Recognition:
        return give_recognition(by=self.request.user, recognition=form.save(commit=False))


class Recognitions(KindByItself):
    """All thanks that the reader may see, the newest first."""

    api = True
    model, form, form_takes_user, filters = Recognition, GiveRecognition, True, RecognitionFilter
    title, path, public, columns = "Recognition", "recognition", True, COLUMNS
    may_add, may_edit = can_give_recognition, can_edit_recognition
    edit_title, edit_message = "Change what was said", "Saved."
    sorts = (Sort("newest", "on", says=lambda row: date_words(row.on), starts_descending=True),)
    empty = Empty(
        "Nobody has recorded their thanks yet.",
        "Department officers, place editors and directory connectors give them, from the page of "
        "an organisation or a job role.",
    )
    without = ("Add", "TakeBack")
    routes = {
        **KindByItself.routes,
        "ThankBody": ("organisations/<slug:slug>/thank/", "organisation_thank"),
        "ThankPost": ("job-roles/<int:pk>/thank/", "post_thank"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        return drafts.register_one("edit-recognition", "Changes to", "recognition_edit", _edit_name)

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    class List(KindByItself.List):
        template_name, noun = "people/recognition/list.html", "recognition,recognition"
        lead = (
            "Thanks to bodies, teams and job roles for what came of their work. People are not "
            "named."
        )
        none_match = "No thanks that you can see match these filters."

        def add(self) -> None:
            """They are given on the page of whom they thank."""

    class Page(KindByItself.Page):
        """One word of thanks: to whom, from whom, for what."""

        texts = {"said": ""}
        columns = (
            Column("to", "To", cell=_thanked),
            Column("given_by", "From", cell=lambda row: row.given_by),
            Column("place", "Place", cell=lambda row: row.place or "No single place"),
        )

        def lead(self) -> str:
            giver, day = self.record.given_by.name, date_words(self.record.on)
            return f"{giver} said on {day} what came of the work."

    class ThankBody(_Thank):
        """Thank a body, or a team within it."""

        @property
        def target(self) -> str:
            return str(self.kwargs["slug"])

    class ThankPost(_Thank):
        """Thank whoever holds a job role, by the role."""

        @property
        def target(self) -> str:
            return f"role/{self.kwargs['pk']}"
