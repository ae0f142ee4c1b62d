"""Lived-experience roles: that they exist, how they are paid, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from interface import paging
from interface.paging import Sort
from interface.words import count_words, pounds
from partnerships import permissions
from partnerships.form_page import FormPage, answer
from partnerships.lived_experience.forms import ExpenseForm, TermsForm
from partnerships.models import Expense, Place, Post, Terms
from partnerships.visibility import reader_of
from records import drafts

SORTS = (Sort("name", "sort_key", says=lambda post: post.title),)
SHOWN = 100


def _roles(user: Any) -> Any:
    rows = Post.objects.visible_to(user).open().filter(kind=Post.Kind.LIVED_EXPERIENCE)
    return rows.select_related("organisation", "terms").prefetch_related("places")


def _load(user: Any, pk: int, may: Callable[[Any, Post], bool] | None = None) -> Post:
    post = get_object_or_404(_roles(user), pk=pk)
    if may is not None and not may(user, post):
        raise PermissionDenied
    return post


def _titled(what: str, may: Callable[[Any, Post], bool]) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"{what}: {_load(user, int(target), may)}"
        except (Http404, PermissionDenied, ValueError):
            return None

    return title


TERMS = drafts.register(
    "lived-role-terms",
    title=_titled("How a role is paid", permissions.can_change_post),
    url=lambda target: reverse("lived_role_terms", args=[target]),
)
EXPENSE = drafts.register(
    "lived-role-expense",
    title=_titled("An expense", permissions.keeps_expenses),
    url=lambda target: reverse("lived_role_expense", args=[target]),
)


@login_not_required
def lived_roles(request: HttpRequest) -> HttpResponse:
    """The roles that the reader may see and how each is paid; ``?place=`` for those of a place."""
    slug = request.GET.get("place", "")
    place = Place.objects.visible_to(request.user).at_address(slug)
    if slug and place is None:
        raise Http404("no such place")
    rows = _roles(request.user)
    reader = reader_of(request.user)
    if place is not None:
        rows = rows.in_place(place)
    elif not (reader and reader.works_with_examples):
        rows = rows.exclude(organisation__is_example=True)
    context = {
        "page": paging.page(rows, request.GET, SORTS, size=50),
        "place": place,
        "example": place is not None and place.is_example,
        "crumbs": [("Lived-experience roles", "")],
    }
    return render(request, "partnerships/lived_roles.html", context)


@login_not_required
def lived_role(request: HttpRequest, pk: int) -> HttpResponse:
    """One role: how it is paid and supported; its team sees what it cost."""
    post = _load(request.user, pk)
    spent = Expense.objects.visible_to(request.user).filter(terms__post=post)
    keeps = permissions.keeps_expenses(request.user, post)
    context = {
        "post": post,
        "rows": _facts(post, getattr(post, "terms", None)),
        "support": getattr(getattr(post, "terms", None), "support", ""),
        "keeps_expenses": keeps,
        "expenses": spent[:SHOWN] if keeps else [],
        "totals": _totals(spent) if keeps else [],
        "may_edit": permissions.can_change_post(request.user, post),
        "example": post.organisation.is_example,
        "crumbs": _crumbs((post.title, "")),
    }
    return render(request, "partnerships/lived_role.html", context)


def _facts(post: Post, terms: Terms | None) -> list[dict[str, Any]]:
    """How it is paid, in words; what nobody said is not known."""
    places = list(post.places.all())
    body = post.organisation
    rows = [{"label": "With", "value": body.name, "url": body.get_absolute_url()}]
    rows += [{"label": "Place", "value": one.name, "url": one.get_absolute_url()} for one in places]
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


def _totals(spent: Any) -> list[dict[str, Any]]:
    """What was paid and what was agreed, never added together."""
    sums = spent.order_by().values("meaning").annotate(total=Sum("amount")).order_by("-meaning")
    said = dict(Expense.Meaning.choices)
    return [{"label": said[one["meaning"]].capitalize(), "total": one["total"]} for one in sums]


def terms_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a role is paid, for how long and with what support."""
    post = _load(request.user, pk, permissions.can_change_post)
    found = Terms.objects.filter(post=post).first()
    terms = found or Terms(post=post, created_by_id=request.user.pk)
    page = _page(post, TERMS, "How the role is paid", "It is said to everyone who sees the role.")
    return answer(request, page, TermsForm, instance=terms)


def expense_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an amount paid or agreed; seen by the role’s team, editors and body alone."""
    post = _load(request.user, pk, permissions.keeps_expenses)
    page = _page(post, EXPENSE, "Record an expense", "Seen by those who look after the role.")

    def write(form: ExpenseForm) -> Terms:
        facts = {"created_by_id": request.user.pk}
        terms, _ = Terms.objects.get_or_create(post=post, defaults=facts)
        form.instance.terms = terms
        form.instance.created_by_id = request.user.pk
        form.save()
        return terms

    return answer(request, page, ExpenseForm, write)


def _page(post: Post, kind: drafts.Kind, heading: str, lead: str) -> FormPage:
    back = reverse("lived_role", args=[post.pk])
    return FormPage(
        kind=kind,
        target=str(post.pk),
        heading=heading,
        lead=f"{post.title}, {post.organisation.name}. {lead}",
        back=back,
        crumbs=_crumbs((post.title, back), (heading, "")),
        kept="We keep what was agreed and what was paid, to pay people fairly and on time, "
        "and never who they are.",
        context={"example": post.organisation.is_example},
    )


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Lived-experience roles", reverse("lived_roles")), *below]
