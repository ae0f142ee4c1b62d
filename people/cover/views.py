"""Cover during leave: who covers for whom, setting it up, and ending it early."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.confirming import AsksAgain, must_have_confirmed
from accounts.models import User
from accounts.scopes import SCOPES
from interface.paging import row_number
from interface.reached import reaching
from interface.words import capitalised, count_words, date_words, last_day
from people.cover.actions import end_cover, set_up_cover
from people.cover.forms import CoverForm
from people.cover.permissions import may_end_cover, may_set_up_cover, roles_to_cover
from people.hand_over.page_data import dated, role_key
from people.hand_over.permissions import within_reach
from people.hand_over.views import OfPerson
from people.models import Assignment
from records import drafts


def covers() -> QuerySet[Assignment]:
    """Cover of today and of days to come, with whom it concerns."""
    today = timezone.localdate()
    rows = Assignment.objects.exclude(covers=None).lasting(today)
    return rows.select_related("user", "covers", "created_by", *SCOPES).order_by("valid_from", "pk")


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    person = User.objects.filter(pk=row_number(target)).first()
    return f"Cover for {person}" if person and may_set_up_cover(user, person) else None


class Cover(AsksAgain, OfPerson):
    """Who covers for somebody, and a form to set it up."""

    template_name = "people/cover/form.html"
    form = CoverForm
    draft = drafts.register(
        "cover", title=_draft_title, url=lambda target: reverse("cover", args=[target])
    )
    page_title, submit_label, success_message = "Cover", "Set up cover", ""
    lead = (
        "Somebody else has the roles for that time and can do all that they allow, except give "
        "roles to others. It ends automatically."
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title = "Cover while you are away" if self.is_own else f"Cover for {self.record}"

    def may_open(self, person: User) -> bool:
        return may_set_up_cover(self.request.user, person)

    @property
    def is_own(self) -> bool:
        """Whether the reader is the one who will be away."""
        return bool(self.record.pk == self.request.user.pk)

    @property
    def cancel_url(self) -> str:
        return reverse("account") if self.is_own else super().cancel_url

    @property
    def invite_url(self) -> str:
        return "" if self.is_own else super().invite_url

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if self.is_own:
            return [("Your account", self.cancel_url), (self.page_title, "")]
        return super().breadcrumbs()

    def arguments(self) -> dict[str, Any]:
        roles = roles_to_cover(self.request.user, self.record, timezone.localdate())
        return {
            "person": self.record,
            "choices": [(role_key(role), capitalised(role.words)) for role in roles],
            "hints": {role_key(role): dated(role) for role in roles},
            "invite_url": self.invite_url,
        }

    def get_context_data(self) -> dict[str, Any]:
        theirs: Any = covers().filter(covers=self.record)
        if not self.is_own:
            theirs = within_reach(self.request.user, theirs)
        by_them = covers().filter(user=self.record) if self.is_own else []
        return {"record": self.record, "covered_by": theirs, "covering": by_them}

    def save(self, form: Any) -> str:
        """Set it up, and say who covers until when."""
        data = form.cleaned_data
        with reaching() as told:
            made = set_up_cover(
                by=self.request.user,
                person=self.record,
                to=data["email"],
                starts=data["starts"],
                ends=data["ends"],
                rows=data["rows"],
            )
        what = count_words(len(made), "role")
        until = date_words(last_day(max(cover.valid_to for cover in made if cover.valid_to)))
        said = f"{data['email']} covers {what} until {until}."
        messages.success(self.request, told.after(said))
        return self.request.path


class OwnCover(Cover):
    """The same for one's own roles."""

    def load(self) -> User:
        return User.objects.get(pk=self.request.user.pk)


@require_POST
def cover_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End cover early. 404 for whom it does not concern: they are told nothing of it."""
    rows = Assignment.objects.exclude(covers=None).select_related(*SCOPES, "covers", "user")
    cover = get_object_or_404(rows, pk=pk)
    if not may_end_cover(request.user, cover):
        raise Http404
    must_have_confirmed(request)
    try:
        with reaching() as told:
            end_cover(by=request.user, cover=cover)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        said = f"The cover for {cover.covers} has ended: {cover.words}."
        messages.success(request, told.after(said))
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("own_cover")
    return redirect(back)
