"""What somebody is told: the list, marking as read, and whether it comes by e-mail too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import Notice
from accounts.notice.daily import to_leave
from accounts.notice.forms import LetterForm
from accounts.notice.rights import as_allowed
from accounts.notice.when import AT_ONCE, FILTERS, MOST
from interface import paging
from interface.paging import Sort, row_numbers
from interface.querystring import read_moment
from interface.words import date_words
from records.settled import settled

SOME_READ = "Marked as read. Some newer notices are still unread."

SORTS = (
    Sort(
        "when",
        "created_at",
        says=lambda notice: date_words(timezone.localtime(notice.created_at).date()),
        starts_descending=True,
    ),
)


def notices(request: HttpRequest) -> HttpResponse:
    """What one was told, the newest first: the unread, or all with ``?show=all``."""
    mine = Notice.objects.visible_to(request.user)
    unread = paging.bounded_count(mine.unread(), limit=500)
    every = request.GET.get("show") == "all"
    here = reverse("notices")
    page = paging.page(mine if every else mine.unread(), request.GET, SORTS, size=30)
    for notice, told in zip(page, as_allowed(page, request.user), strict=True):
        notice.label = told
    context = {
        "page": page,
        "unread": unread,
        "every": every,
        "tabs": [
            {"label": f"Unread ({unread})", "url": here, "current": not every},
            {"label": "All", "url": f"{here}?show=all", "current": every},
        ],
        "now": settled(timezone.now()).isoformat(),
        "form": LetterForm(instance=request.user),
        "breadcrumbs": [("Your account", reverse("account")), ("Notices", "")],
    }
    return render(request, "accounts/notice/list.html", context)


@require_POST
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one notice aside."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    return redirect("notices")


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read that was there as the page was shown; what came since stays unread.

    Up to when that is known for sure may be long before, while an import goes on: so the page says
    besides which it showed (``shown``).
    """
    until = read_moment(request.POST.get("until", "")) or timezone.now()
    shown = row_numbers(request.POST.getlist("shown"))
    unread = Notice.objects.visible_to(request.user).unread()
    waiting = unread.filter(Q(created_at__lte=until) | Q(pk__in=shown))
    if waiting.update(read_at=timezone.now()):
        some_left = unread.exists()
        messages.success(request, SOME_READ if some_left else "You’ve marked them all as read.")
    return redirect("notices")


@require_POST
def notices_letter(request: HttpRequest) -> HttpResponse:
    """What comes by email: what is late or due, and what is unread."""
    user: Any = request.user
    form = LetterForm(request.POST, instance=user)
    if form.is_valid():
        form.save()
        comes = user.due_email or user.daily_letter
        messages.success(request, MOST if comes else f"You get no daily email. {AT_ONCE}")
    return redirect("notices")


@login_not_required
@csrf_exempt  # the button of a mail program sends no token; the link itself is the proof
def letter_leave(request: HttpRequest, token: str) -> HttpResponse:
    """One press ends the daily emails. A scanner that opens the link ends nothing."""
    user = to_leave(token)
    if user is None:
        raise Http404
    comes = user.daily_letter or user.due_email
    if request.method == "POST" and comes:
        user.daily_letter = user.due_email = comes = False
        user.save(update_fields=["daily_letter", "due_email"])
    context = {"comes": comes, "at_once": AT_ONCE, "filters": FILTERS}
    return render(request, "accounts/notice/letter_leave.html", context)
