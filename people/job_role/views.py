"""Job roles: the page, adding, editing, closing, and who holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from access.history import HistoryPage
from interface.pages import RecordPage
from interface.paging import row_number
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from people.job_role import page_data
from people.job_role.actions import PARTS, add_post, change_holder, close_post, save_post
from people.job_role.forms import (
    AddPostForm,
    BackupForm,
    CloseForm,
    HolderForm,
    PostForm,
)
from people.job_role.models import JobRole
from people.job_role.permissions import (
    can_add_posts,
    can_change_post,
    can_take_back_post,
)
from records import drafts
from records.form_views import AddPage, EditPage, FormPage, TakeBackPage


def _changed_by(user: Any, target: str) -> JobRole:
    """The job role that a draft is about. Raises Http404 and PermissionDenied."""
    number = row_number(target)
    post = get_object_or_404(
        JobRole.objects.visible_to(user).select_related("organisation"), pk=number
    )
    if not can_change_post(user, post):
        raise PermissionDenied
    return post


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_add_posts(user):
        return None
    title = " ".join(typed.get("title", "").split())[:100]
    return f"Job role: {title}" if title else "Job role"


def _title_of_backup(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        return f"Backup of {_changed_by(user, target)}"
    except (Http404, PermissionDenied):
        return None


ADD = drafts.register("add-post", title=_title_of_new, url=lambda _: reverse("post_add"))
EDIT = drafts.register_one("edit-post", "Change of a job role", "post_edit", _changed_by)
HOLDER = drafts.register_one("post-holder", "Who holds a job role", "post_holder", _changed_by)
CLOSE = drafts.register_one("close-post", "Closing a job role", "post_close", _changed_by)
BACKUP = drafts.register(
    "post-backup",
    title=_title_of_backup,
    url=lambda target: reverse("post_backup", args=[target]),
)


class OnePost(RecordPage):
    """What every page about one job role loads, and the trail to it."""

    model = JobRole

    def get_queryset(self) -> QuerySet[JobRole]:
        return page_data.load(self.request.user)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        body = self.record.organisation
        return [("Organisations", reverse("organisations")), (body.name, body.get_absolute_url())]

    def get_context_data(self) -> dict[str, Any]:
        post = self.record
        return {
            "example": post.organisation.is_example,
            "seen_by": post.get_visibility_display(),
        }


class PostRecord(OnePost):
    """What the role can be asked for, where, and how; the public sees the team and the role."""

    public = True
    template_name = "people/job_role/record.html"

    def get_context_data(self) -> dict[str, Any]:
        page = page_data.build(self.request.user, self.record, timezone.localdate())
        return {**super().get_context_data(), "page": page}


class PostHistory(HistoryPage, OnePost):
    """Every change that this reader may know of."""

    public = True


class _WritePost(FormPage):
    """The form of a job role, new or known."""

    form, guidance = PostForm, "job-role"
    lead = "A job role stays when people move on. Say what others can ask it for."
    form_takes_user = True

    def save(self, form: PostForm) -> JobRole:
        topics, places = form.cleaned_data["topics"], form.all_places()
        return save_post(by=self.request.user, post=form.instance, topics=topics, places=places)


class AddPost(_WritePost, AddPage):
    """A new job role; ``?organisation=`` and ``?place=`` fill in what is known."""

    form, draft, permission = AddPostForm, ADD, can_add_posts
    template_name = "records/lookalikes.html"
    title = "Add a job role"
    lead = (
        "A job role stays when people move on. Say what others can ask it for; who holds it comes "
        "next."
    )
    submit_label = "Add job role"
    success_message = "Job role added."

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Organisations", reverse("organisations"))]

    def instance(self) -> JobRole:
        return JobRole()

    def arguments(self) -> dict[str, Any]:
        def named(rows: Any, name: str) -> Any:
            return rows.visible_to(self.request.user).at_address(self.request.GET.get(name, ""))

        initial = {
            "organisation": named(Organisation.objects, "organisation"),
            "add_place": named(Place.objects, "place"),
        }
        return {**super().arguments(), "initial": initial}

    def save(self, form: Any) -> JobRole:
        return add_post(
            by=self.request.user,
            post=form.instance,
            topics=form.cleaned_data["topics"],
            places=form.all_places(),
            check=form.ask_if_another,
        )


class EditPost(_WritePost, EditPage, OnePost):
    """Everything that the page says; the second of two editors sees both versions."""

    draft, permission = EDIT, can_change_post
    page_title = "Edit"
    success_message = "Job role saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title = f"Edit {self.record.title}"


class TakeBackPost(TakeBackPage, OnePost):
    """Take back a job role that was added by mistake."""

    permission, noun, parts = can_take_back_post, "job role", PARTS
    instead = "Close it instead."


class ChangeHolder(EditPage, OnePost):
    """Somebody takes it over, joins, or leaves it vacant."""

    template_name = "people/job_role/holder.html"
    form, draft, permission = HolderForm, HOLDER, can_change_post
    page_title = "Who holds it"
    success_message = "Saved. You’ve also confirmed the job role as of today."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title, self.retention_notice = f"Who holds {self.record.title}", page_data.kept_words()
        holders = page_data.holders_of(request.user, self.record, timezone.localdate())
        named = ", ".join(f"{holder.name} ({holder.when})" for holder in holders.now)
        self.lead = f"Today: {named}." if named else f"{holders.vacant}."

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: HolderForm) -> JobRole:
        try:
            return change_holder(by=self.request.user, post=self.record, **form.cleaned_data)
        except ValidationError as problem:
            field = "on" if "day" in problem.message else "name"
            raise ValidationError({field: problem}) from problem


class ClosePost(EditPage, OnePost):
    """The role is no more; its page stays and says so."""

    template_name = "people/job_role/close.html"
    form, draft, permission = CloseForm, CLOSE, can_change_post
    page_title = "Close"
    success_message = "Job role closed."

    def arguments(self) -> dict[str, Any]:
        return {}

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "record": self.record}

    def save(self, form: CloseForm) -> JobRole:
        return close_post(by=self.request.user, post=self.record, **form.cleaned_data)


class EditBackup(EditPage):
    """Whether work hangs on one person, and which job role can step in."""

    model, form, draft, permission = JobRole, BackupForm, BACKUP, can_change_post
    title = "Who steps in"
    form_takes_user = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.place = next(iter(self.record.places.all()), None)
        self.lead = f"{self.record.title}, {self.record.organisation.name}"

    def get_queryset(self) -> QuerySet[JobRole]:
        return super().get_queryset().select_related("organisation").prefetch_related("places")

    @property
    def cancel_url(self) -> str:
        return reverse("place_partners", args=[self.place.slug]) if self.place else reverse("home")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.place.name, self.place.get_absolute_url())] if self.place else []

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.organisation.is_example}

    def save(self, form: BackupForm) -> str:
        form.save()
        return self.cancel_url
