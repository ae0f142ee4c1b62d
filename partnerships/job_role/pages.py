"""Job roles: the page, adding, editing, closing, and who holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from partnerships import permissions
from partnerships.form_page import FormPage, answer
from partnerships.history import show as show_history
from partnerships.job_role import record
from partnerships.job_role.actions import change_holder, close_post, save_post
from partnerships.job_role.forms import BackupForm, CloseForm, HolderForm, PostForm
from partnerships.models import Organisation, Place, Post
from partnerships.personal_data.actions import kept_words
from records import conflicts, drafts, form_draft

LARGEST_ID = 2**63 - 1


def _load(user: Any, pk: int) -> Post:
    if pk > LARGEST_ID:
        raise Http404
    return get_object_or_404(record.load(user), pk=pk)


def _mine(user: Any, pk: int) -> Post:
    """A job role that this user sees and may change; 404 or 403 where not."""
    post = _load(user, pk)
    if not permissions.can_change_post(user, post):
        raise PermissionDenied
    return post


def crumbs(post: Post, *below: str) -> list[tuple[str, str]]:
    """Where a page of a job role stands."""
    body = post.organisation
    trail = [("Organisations", reverse("organisations")), (body.name, body.get_absolute_url())]
    if not below:
        return [*trail, (post.title, "")]
    return [*trail, (post.title, post.get_absolute_url()), *((label, "") for label in below)]


def _frame(post: Post, *below: str) -> dict[str, Any]:
    return {
        "post": post,
        "example": post.organisation.is_example,
        "seen_by": post.get_visibility_display(),
        "crumbs": crumbs(post, *below),
    }


@login_not_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """What the role can be asked for, where, and how; the public sees the team and the role."""
    found = _load(request.user, pk)
    page = record.build(request.user, found, timezone.localdate())
    return render(request, "partnerships/post.html", {**_frame(found), "page": page})


@login_not_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change that this reader may know of."""
    found = _load(request.user, pk)
    return show_history(request, found, **_frame(found, "History"))


def _title(verb: str) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"{verb}: {_mine(user, int(target)).title}"
        except (Http404, PermissionDenied, ValueError):
            return None

    return title


def _add_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_add_posts(user):
        return None
    said = " ".join(typed.get("title", "").split())[:100]
    return f"Job role: {said}" if said else "Job role"


ADD = drafts.register("add-post", title=_add_title, url=lambda _: reverse("post_add"))
EDIT = drafts.register(
    "edit-post",
    title=_title("Change of a job role"),
    url=lambda target: reverse("post_edit", args=[target]),
)


def add(request: HttpRequest) -> HttpResponse:
    """A new job role; ``?organisation=`` and ``?place=`` fill in what is known."""
    if not permissions.can_add_posts(request.user):
        raise PermissionDenied
    sheet = form_draft.sheet(request, ADD)
    form = sheet.form(PostForm, instance=Post(), user=request.user, initial=_known(request))
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        return sheet.send(lambda: _save(request.user, form), said="Job role added.")
    context = {
        "form": form,
        "sheet": sheet,
        "crumbs": [("Organisations", reverse("organisations")), ("Add a job role", "")],
    }
    return render(request, "partnerships/post_edit.html", context)


def _known(request: HttpRequest) -> dict[str, Any]:
    def found(rows: Any, name: str) -> Any:
        return rows.visible_to(request.user).at_address(request.GET.get(name, ""))

    return {
        "organisation": found(Organisation.objects, "organisation"),
        "add_place": found(Place.objects, "place"),
    }


def _save(user: Any, form: PostForm) -> Post:
    cleaned = form.cleaned_data
    return save_post(
        by=user, post=form.instance, topics=cleaned["topics"], places=form.all_places()
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the page says; the second of two editors sees both versions."""
    found = _mine(request.user, pk)
    sheet = form_draft.sheet(request, EDIT, target=str(found.pk))
    form = sheet.form(PostForm, instance=found, user=request.user)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(
                lambda: conflicts.save(form, lambda: _save(request.user, form)),
                said="Job role saved.",
            )
        except conflicts.Conflict as problem:
            conflict = problem
    found.refresh_from_db(fields=["title"])
    context = {**_frame(found, "Edit"), "form": form, "sheet": sheet, "conflict": conflict}
    return render(request, "partnerships/post_edit.html", context)


HOLDER = drafts.register(
    "post-holder",
    title=_title("Who holds a job role"),
    url=lambda target: reverse("post_holder", args=[target]),
)


def holder(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes it over, joins, or leaves it vacant."""
    found = _mine(request.user, pk)
    sheet = form_draft.sheet(request, HOLDER, target=str(found.pk))
    form = sheet.form(HolderForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(
                lambda: change_holder(by=request.user, post=found, **form.cleaned_data),
                said="Who holds it is saved, and the job role confirmed as of today.",
            )
        except ValidationError as problem:
            form.add_error("on" if "day" in problem.message else "name", problem)
    page = record.build(request.user, found, timezone.localdate())
    context = {**_frame(found, "Who holds it"), "form": form, "sheet": sheet, "page": page}
    context["kept"] = kept_words()
    return render(request, "partnerships/post_holder.html", context)


CLOSE = drafts.register(
    "close-post",
    title=_title("Closing a job role"),
    url=lambda target: reverse("post_close", args=[target]),
)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The role is no more; its page stays and says so."""
    found = _mine(request.user, pk)
    sheet = form_draft.sheet(request, CLOSE, target=str(found.pk))
    form = sheet.form(CloseForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        return sheet.send(
            lambda: close_post(by=request.user, post=found, **form.cleaned_data),
            said="Job role closed.",
        )
    context = {**_frame(found, "Close"), "form": form, "sheet": sheet}
    return render(request, "partnerships/post_close.html", context)


def _of_mine(user: Any, pk: int) -> Post:
    rows = Post.objects.visible_to(user).select_related("organisation").prefetch_related("places")
    post = get_object_or_404(rows, pk=pk)
    if not permissions.can_change_post(user, post):
        raise PermissionDenied
    return post


def _backup_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        return f"Backup of {_of_mine(user, int(target))}"
    except (Http404, PermissionDenied, ValueError):
        return None


BACKUP = drafts.register(
    "post-backup", title=_backup_title, url=lambda target: reverse("post_backup", args=[target])
)


def post_backup(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether work hangs on one person, and which job role can step in."""
    post = _of_mine(request.user, pk)
    first = next(iter(post.places.all()), None)
    back = reverse("place_partners", args=[first.slug]) if first else reverse("home")
    page = FormPage(
        kind=BACKUP,
        target=str(pk),
        heading="Who steps in",
        lead=f"{post.title}, {post.organisation.name}",
        back=back,
        crumbs=[(first.name, first.get_absolute_url())] if first else [],
        said="Saved.",
        context={"example": post.organisation.is_example},
    )

    def write(form: BackupForm) -> str:
        form.save()
        return back

    return answer(request, page, BackupForm, write, instance=post, user=request.user)
