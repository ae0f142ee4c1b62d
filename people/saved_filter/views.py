"""One's saved filters: the list, saving, changing and ending one, and leaving its emails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from interface.paging import LARGEST_ID
from people.saved_filter import actions
from people.saved_filter.forms import SavedFilterForm
from people.saved_filter.models import TEAMS, SavedFilter
from people.saved_filter.permissions import can_change
from records import drafts
from records.form_views import AddPage, EditPage
from registry.saved_lists import SavedList, saved_list

LONGEST_QUERY = 2_000


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    return None  # a name is no draft


ADD = drafts.register(
    "save-filter",
    title=_title,
    url=lambda target: f"{reverse('saved_filter_add', args=[target.partition('?')[0]])}",
)
EDIT = drafts.register(
    "saved-filter", title=_title, url=lambda target: reverse("saved_filter_edit", args=[target])
)


def saved_filters(request: HttpRequest) -> HttpResponse:
    """All that one saved, and those of one's teams, by name."""
    rows = SavedFilter.objects.visible_to(request.user).select_related(*TEAMS)
    shown = [
        {"one": row, "listed": listed, "may": can_change(request.user, row)}
        for row in rows.order_by("name", "id")
        if (listed := saved_list(row.list_key))
    ]
    own = [row for row in shown if row["one"].user_id == request.user.pk]
    context = {
        "unsent": actions.unsent_emails(request.user),
        "groups": [("", own), ("Of your teams", [row for row in shown if row not in own])],
        "saved": shown,
        "breadcrumbs": [("Your account", reverse("account")), ("Saved filters", "")],
    }
    return render(request, "people/saved_filter/list.html", context)


class SaveFilter(AddPage):
    """Save the filters of the address under a name."""

    model, form, draft = SavedFilter, SavedFilterForm, ADD
    template_name = "people/saved_filter/form.html"
    title, submit_label, success_message = "Save these filters", "Save", "Filters saved."
    listed: SavedList

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        listed = saved_list(kwargs["key"])
        if listed is None:
            raise Http404
        self.listed = listed

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if len(request.GET.urlencode()) > LONGEST_QUERY:
            raise BadRequest
        self.filters = self.listed.asked_by(request.user, request.GET.urlencode())
        if self.filters.query and self.filters.form.is_valid():
            return super().dispatch(request, *args, **kwargs)
        messages.warning(request, "Choose filters in the list first. Then you can save them.")
        return redirect(self.listed.address)

    @property
    def target(self) -> str:
        return self.listed.key

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.listed.label, f"{reverse(self.listed.address)}?{self.filters.query}")]

    def instance(self) -> SavedFilter:
        user: Any = self.request.user
        return SavedFilter(user=user, list_key=self.listed.key, query=self.filters.query)

    def save(self, form: SavedFilterForm) -> str:
        actions.save_filter(by=self.request.user, filters=form.instance)
        return reverse("saved_filters")

    def arguments(self) -> dict[str, Any]:
        return {"instance": self.instance(), "user": self.request.user, "listed": self.listed}

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "words": self.filters.words}


class ChangeSavedFilter(EditPage):
    """Another name, who else opens it, and whether emails tell what is new."""

    model, form, draft, permission = SavedFilter, SavedFilterForm, EDIT, can_change
    template_name = "people/saved_filter/form.html"
    title, success_message, page_title, lead = (
        "Change a saved filter",
        "Saved.",
        "Change",
        "",
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*TEAMS)

    def arguments(self) -> dict[str, Any]:
        listed = saved_list(self.record.list_key)
        if listed is None:
            raise Http404
        return {"instance": self.instance(), "user": self.request.user, "listed": listed}

    @property
    def cancel_url(self) -> str:
        return reverse("saved_filters")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Saved filters", self.cancel_url), (str(self.record), "")]

    def save(self, form: SavedFilterForm) -> str:
        actions.change_filter(by=self.request.user, filters=form.instance)
        return self.cancel_url


@require_POST
def saved_filter_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one."""
    seen = SavedFilter.objects.visible_to(request.user)
    filters = get_object_or_404(seen, pk=min(pk, LARGEST_ID))
    actions.end_filter(by=request.user, filters=filters)
    messages.success(request, f"Deleted: {filters}.")
    return redirect("saved_filters")


@csrf_exempt  # mail programs send this by themselves, in one click; the link is the proof
@login_not_required
def saved_filter_leave(request: HttpRequest, token: str) -> HttpResponse:
    """One press ends the emails. A scanner that opens the link ends nothing."""
    filters = actions.to_leave(token)
    if filters is None:
        raise Http404
    if request.method == "POST" and filters.by_mail:
        actions.stop_emails(filters=filters)
    return render(request, "people/saved_filter/leave.html", {"comes": filters.by_mail})
