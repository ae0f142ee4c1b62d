"""The comments on a record: all of them, one, and the forms that write, change and withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.history import HistoryPage
from access.past import Past
from collaboration.comment import actions, people
from collaboration.comment.forms import CommentForm, EditCommentForm
from collaboration.comment.models import Comment
from collaboration.comment.permissions import can_change_comment, can_comment
from interface import forms, paging
from interface.pages import RecordPage
from interface.paging import LARGEST_ID, Sort, row_number
from interface.words import date_words, list_words
from partnerships.place.examples import is_made_up
from records import drafts
from records.form_views import AddPage, EditPage, say_taken_back
from records.models import Draft
from records.sent import keep_undo
from records.undoing import UNDOABLE, Undoable, recorded
from registry.commented import commented, commented_on

SIZE = 20
SORTS = (
    Sort(
        "newest",
        "created_at",
        says=lambda comment: date_words(comment.created_at),
        starts_descending=True,
    ),
)
NOT_TOLD = "Not told: {names}. We can’t find them among the people who can see this page."


def record_at(user: Any, kind: str, pk: int) -> Any:
    """The record that an address names, as far as this reader may see it. Raises Http404."""
    declaration = commented(kind)
    if declaration is None:
        raise Http404
    return get_object_or_404(declaration.seen_by(user), pk=min(pk, LARGEST_ID))


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    kind, _, pk = target.partition("/")
    try:
        record = record_at(user, kind, row_number(pk))
    except Http404:
        return None
    return f"Comment: {commented_on(record).title(record)}" if can_comment(user) else None


def _edit_name(user: Any, target: str) -> str:
    own = Comment.objects.visible_to(user).filter(created_by=user.pk, withdrawn_at=None)
    return str(get_object_or_404(own, pk=row_number(target)))


def comments_url(target: str) -> str:
    """Where the comments of a record stand: "pilot/12"."""
    return reverse("comments", args=target.split("/"))


WRITE = drafts.register("comment", title=_draft_title, url=comments_url)
EDIT = drafts.register_one("edit-comment", "Change of a comment", "comment_edit", _edit_name)


def say_who_was_not_told(request: HttpRequest, names: list[str]) -> None:
    """A name that led to nobody, whether there is no such person or they may not see the page."""
    if names:
        messages.warning(request, NOT_TOLD.format(names=list_words(names)))


class Comments(AddPage):
    """All comments on a record, the newest first, and the form that adds one."""

    model, form, draft, permission = Comment, CommentForm, WRITE, can_comment
    template_name = "collaboration/comment/list.html"
    submit_label, success_message = "Add comment", "Comment added."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record = record_at(request.user, kwargs["kind"], kwargs["pk"])
        self.record_title = commented_on(self.record).title(self.record)
        self.title, self.lead = "Comments", self.record_title

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.record_title, self.record.get_absolute_url())]

    @property
    def target(self) -> str:
        return f"{self.kwargs['kind']}/{self.record.pk}"

    def instance(self) -> Comment:
        kind = ContentType.objects.get_for_model(self.record)
        user: Any = self.request.user
        return Comment(subject_type=kind, subject_id=self.record.pk, created_by=user)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user, "record": self.record}

    def save(self, form: CommentForm) -> str:
        user = self.request.user
        names = actions.add_comment(by=user, record=self.record, text=form.words)
        say_who_was_not_told(self.request, names)
        return comments_url(self.target)

    def get_context_data(self) -> dict[str, Any]:
        rows = Comment.objects.about(self.record)
        return {
            **super().get_context_data(),
            "record": self.record,
            "example": is_made_up(self.record),
            "comments": paging.page(rows, self.request.GET, SORTS, size=SIZE),
        }


class OneComment(RecordPage):
    """What every page about one comment loads; 404 for who may not see its record."""

    model = Comment
    record: Comment

    def get_queryset(self) -> QuerySet[Comment]:
        return super().get_queryset().select_related("created_by", "subject_type")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kind = self.record.subject_type.model
        self.subject = record_at(request.user, self.kind, self.record.subject_id)
        self.record_title = commented_on(self.subject).title(self.subject)

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": is_made_up(self.subject)}

    @property
    def called(self) -> str:
        return "Comment"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (self.record_title, self.subject.get_absolute_url()),
            ("Comments", comments_url(f"{self.kind}/{self.subject.pk}")),
        ]


class ShowComment(OneComment):
    """One comment, where a notice leads."""

    template_name = "collaboration/comment/record.html"

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "title": self.record_title,
            "all_url": self.parent_breadcrumbs()[-1][1],
        }


class EditComment(EditPage, OneComment):
    """Change one's own words; others see that they were changed."""

    form, draft, permission = EditCommentForm, EDIT, can_change_comment
    template_name = "collaboration/comment/edit.html"
    title, success_message = "Change your comment", "Comment saved."
    page_title = "Change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = self.record_title

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user, "record": self.subject}

    def save(self, form: EditCommentForm) -> Comment:
        names = actions.edit_comment(by=self.request.user, comment=self.record, text=form.words)
        say_who_was_not_told(self.request, names)
        return self.record


class WithdrawComment(OneComment):
    """Ask before one's own comment loses its words, and withdraw it."""

    permission = can_change_comment
    template_name = "collaboration/comment/withdraw.html"
    page_title = "Withdraw"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Withdraw it, or say that it was withdrawn before."""
        try:
            draft = self._withdraw()
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        else:
            say_taken_back(request, "The comment is withdrawn.", draft)
        return redirect(self.parent_breadcrumbs()[-1][1])

    @transaction.atomic
    def _withdraw(self) -> Draft | None:
        """Its author can undo that for a week: the same comment stands again."""
        user, words = self.request.user, self.record.text
        with recorded() as entries:
            actions.withdraw_comment(by=user, comment=self.record)
        ticket = drafts.Ticket.for_form(user, WRITE, f"{self.kind}/{self.subject.pk}")
        title, typed = f"Comment on {self.record_title}", {"text": [words]}
        return keep_undo(self.record, entries, title=title, ticket=ticket, typed=typed)


UNDOABLE[Comment] = Undoable(can_change_comment, keeps_typed=False)


class CommentHistory(HistoryPage, OneComment):
    """What its author wrote and changed, for nobody else."""

    def get_queryset(self) -> QuerySet[Comment]:
        return super().get_queryset().filter(created_by=self.request.user.pk)

    def past(self) -> Past:
        """All of it: these are the reader's own words."""
        return Past()


def comment_people(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """People who may read a record, suggested while somebody types their name."""
    record = record_at(request.user, kind, pk)
    typed = request.GET.get("q", "").replace("\x00", "")[:100]
    if len(typed.strip()) < 2:
        return JsonResponse({"results": []})
    found = people.suggested(record, typed)
    return forms.suggestions(found, key="pk", describe=lambda person: person.job_title)
