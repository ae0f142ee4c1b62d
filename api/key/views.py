"""One's keys for other programs: made, seen and ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.confirming import AsksAgain
from api.key.actions import end_key, make_key
from api.key.forms import ApiKeyForm
from api.models import ApiKey
from interface.paging import LARGEST_ID
from people.role.two_step import lacks_two_step
from records import drafts
from records.form_views import FormPage

NEEDS_TWO_STEP = (
    "Set up two-step sign-in first, because a key lets a program read what you can read without "
    "you signing in."
)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str:
    return "A key for another program"


class ApiKeys(AsksAgain, FormPage):
    """The keys that one made or whose body one works for, and a form for another.

    The secret is on the page that answers the form, and nowhere after that.
    """

    template_name = "api/keys.html"
    form, form_takes_user = ApiKeyForm, True
    draft = drafts.register("api-key", title=_title, url=lambda _: reverse("api_keys"))
    title, submit_label, success_message = "Keys for other programs", "Make the key", ""
    secret = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if lacks_two_step(request):
            messages.warning(request, NEEDS_TWO_STEP)
            return redirect("mfa_index")
        self.keys = (
            ApiKey.objects.visible_to(user)
            .live()
            .select_related("organisation", "made_by", "place")
        )
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Your account", reverse("account")), (self.title, "")]

    @property
    def cancel_url(self) -> str:
        return reverse("account")

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: Any) -> str:
        """Makes the key, and keeps its secret for the answer."""
        said = form.cleaned_data
        _, self.secret = make_key(
            by=self.request.user,
            name=said["name"],
            organisation=form.body,
            may_send=said["may_send"],
            lasts=form.lasts,
            lists=said["lists"],
            place=said["place"],
        )
        return reverse("api_keys")

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        answered = super().answer(request)
        return self.render_page(page=self, made=self.secret) if self.secret else answered


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key: what reads by it stops at once."""
    mine = ApiKey.objects.visible_to(request.user)
    key = get_object_or_404(mine, pk=min(pk, LARGEST_ID))
    end_key(by=request.user, key=key)
    messages.success(
        request,
        f"The key for “{key}” has ended. Programs that used it can read nothing more with it.",
    )
    return redirect("api_keys")
