"""Lived-experience roles: that they exist, how they are paid, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from interface import paging
from interface.pages import RecordPage
from interface.paging import Sort, row_number
from interface.words import count_words, pounds
from partnerships.place.examples import sees_demo_data
from partnerships.place.models.place import Place
from people.job_role.models import JobRole
from people.job_role.permissions import can_change_post
from people.lived_experience.actions import record_expense
from people.lived_experience.forms import ExpenseForm, TermsForm
from people.lived_experience.models import Expense, Terms
from people.lived_experience.permissions import keeps_expenses
from records import drafts
from records.form_views import EditPage

SORTS = (Sort("name", "sort_key", says=lambda post: post.title),)
SHOWN = 100


def _roles(user: Any) -> QuerySet[JobRole]:
    rows = JobRole.objects.visible_to(user).open().filter(kind=JobRole.Kind.LIVED_EXPERIENCE)
    return rows.select_related("organisation", "terms").prefetch_related("places")


def _draft_name(may: Callable[[Any, JobRole], bool]) -> Callable[[Any, str], JobRole]:
    def name_of(user: Any, target: str) -> JobRole:
        post = get_object_or_404(_roles(user), pk=row_number(target))
        if not may(user, post):
            raise PermissionDenied
        return post

    return name_of


TERMS = drafts.register_one(
    "lived-role-terms", "How a role is paid", "lived_role_terms", _draft_name(can_change_post)
)
EXPENSE = drafts.register_one(
    "lived-role-expense", "An expense", "lived_role_expense", _draft_name(keeps_expenses)
)


@login_not_required
def lived_roles(request: HttpRequest) -> HttpResponse:
    """The roles that the reader may see and how each is paid; ``?place=`` for those of a place."""
    slug = request.GET.get("place", "")
    place = Place.objects.visible_to(request.user).at_address(slug)
    if slug and place is None:
        raise Http404("no such place")
    rows = _roles(request.user)
    if place is not None:
        rows = rows.in_place(place)
    elif not sees_demo_data(request.user):
        rows = rows.exclude(organisation__is_example=True)
    context = {
        "page": paging.page(rows, request.GET, SORTS, size=50),
        "place": place,
        "example": place is not None and place.is_example,
        "breadcrumbs": [("Lived-experience roles", "")],
    }
    return render(request, "people/lived_experience/list.html", context)


class OneLivedRole(RecordPage):
    """What every page about one role loads, and the trail to it."""

    model = JobRole

    def get_queryset(self) -> QuerySet[JobRole]:
        return _roles(self.request.user)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Lived-experience roles", reverse("lived_roles"))]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        url = reverse("lived_role", args=[self.record.pk])
        here = [(self.record.title, url), (self.page_title, "")]
        return [
            *self.parent_breadcrumbs(),
            *(here if self.page_title else [(self.record.title, "")]),
        ]

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.organisation.is_example}


class LivedRolePage(OneLivedRole):
    """One role: how it is paid and supported; its team sees what it cost."""

    public = True
    template_name = "people/lived_experience/record.html"

    def get_context_data(self) -> dict[str, Any]:
        user, post = self.request.user, self.record
        keeps, terms = keeps_expenses(user, post), getattr(post, "terms", None)
        expenses = Expense.objects.visible_to(user).filter(terms__post=post)
        return {
            **super().get_context_data(),
            "rows": _facts(post, terms),
            "support": terms.support if terms else "",
            "keeps_expenses": keeps,
            "expenses": expenses[:SHOWN] if keeps else [],
            "totals": _totals(expenses) if keeps else [],
            "may_edit": can_change_post(user, post),
        }


def _facts(post: JobRole, terms: Terms | None) -> list[dict[str, Any]]:
    """How it is paid, in words; what nobody said is not known."""
    body = post.organisation
    named = [("With", body), *(("Place", place) for place in post.places.all())]
    rows = [
        {"label": label, "value": record.name, "url": record.get_absolute_url()}
        for label, record in named
    ]
    if terms is None:
        return [*rows, {"label": "How it is paid", "value": None}]
    months = count_words(terms.months, "month") if terms.months else None
    return [
        *rows,
        {"label": "How it is paid", "value": terms.get_paid_display().capitalize()},
        {"label": "How much", "value": pounds(terms.rate) if terms.rate else None},
        {"label": "Expenses paid", "value": terms.expenses or None},
        {"label": "How long", "value": months},
        {"label": "Payment policy", "value": terms.policy or None, "url": terms.policy},
    ]


def _totals(expenses: QuerySet[Expense]) -> list[dict[str, Any]]:
    """What was paid and what was agreed, never added together."""
    sums = expenses.order_by().values("meaning").annotate(total=Sum("amount")).order_by("-meaning")
    return [
        {"label": Expense.Meaning(row["meaning"]).label.capitalize(), "total": row["total"]}
        for row in sums
    ]


class _RoleForm(EditPage, OneLivedRole):
    """A form about a role, which says to whom what it asks is shown."""

    shown_to: ClassVar[str]
    retention_notice = (
        "We keep what was agreed and what was paid, to pay people fairly and on time, "
        "and never who they are."
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.record.title}, {self.record.organisation.name}. {self.shown_to}"

    @property
    def cancel_url(self) -> str:
        return reverse("lived_role", args=[self.record.pk])


class EditTerms(_RoleForm):
    """Say how a role is paid, for how long and with what support."""

    form, draft, permission = TermsForm, TERMS, can_change_post
    title = page_title = "How the role is paid"
    shown_to = "Everyone who can see the role can read this."

    def instance(self) -> Terms:
        terms = Terms.objects.filter(post=self.record).first()
        return terms or Terms(post=self.record, created_by_id=self.request.user.pk)


class AddExpense(_RoleForm):
    """Record an amount paid or agreed; seen by the role’s team, editors and body alone."""

    form, draft, permission = ExpenseForm, EXPENSE, keeps_expenses
    title = page_title = "Record an expense"
    shown_to = "Visible to those who look after the role."

    def instance(self) -> Expense:
        return Expense()

    def save(self, form: ExpenseForm) -> str:
        record_expense(by=self.request.user, post=self.record, expense=form.instance)
        return self.cancel_url
