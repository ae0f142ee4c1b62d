"""Name the backup of a job role that work hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships import permissions
from partnerships.forms.succession import BackupForm
from partnerships.models import Post
from partnerships.views.form_page import FormPage, answer
from records import drafts


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
