"""Following a place: asking, confirming, leaving."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import EmailField, EmailInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from interface import forms
from partnerships.models import Place
from partnerships.place.frame import frame
from people.models import Subscription
from people.subscription import actions


class FollowForm(forms.Form):
    """An e-mail address and nothing else."""

    email = EmailField(
        label="Your email address",
        max_length=254,
        widget=EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text=(
            "Used for nothing but these emails. "
            "One press of a button in any of them ends it and deletes the address."
        ),
    )


TOO_OFTEN = "Too many emails were asked for from here. Wait an hour, then try again"


def _place(request: HttpRequest, slug: str) -> Place:
    return get_object_or_404(Place.objects.visible_to(request.user), slug=slug)


@login_not_required
def place_follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a place: by e-mail without an account, in one press with one."""
    place = _place(request, slug)
    if request.user.is_authenticated:
        return _follow_signed_in(request, place)
    form = FollowForm(request.POST if request.method == "POST" else None)
    context = {**frame(place, "Follow"), "form": form}
    status = 200
    if form.is_bound and form.is_valid():
        if ratelimit.consume(request, action="follow"):
            actions.ask_to_follow(place=place, email=form.cleaned_data["email"])
            context |= {"form": None, "asked": form.cleaned_data["email"]}
        else:
            form.add_error("email", TOO_OFTEN)
            status = 429
    return render(request, "people/subscription/follow.html", context, status=status)


def _follow_signed_in(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method == "POST":
        actions.follow(by=request.user, place=place)
        messages.success(request, f"You follow {place}. You’ll find its news in your notices.")
        return redirect(place)
    follows = Subscription.objects.visible_to(request.user).live().filter(place=place).exists()
    context = {**frame(place, "Follow"), "follows": follows}
    return render(request, "people/subscription/signed_in.html", context)


@require_POST
def place_unfollow(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop following a place with one's account."""
    place = _place(request, slug)
    actions.unfollow(by=request.user, place=place)
    messages.success(request, f"You no longer follow {place}.")
    return redirect("account" if request.POST.get("back") == "account" else place)


@login_not_required
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter that asks: a button, since machines open links as well."""
    subscription = actions.to_confirm(token)
    if subscription is None or subscription.ended_at is not None:
        return _broken(request, "This link is broken, or older than three days")
    if request.method == "POST":
        actions.confirm(subscription=subscription)
        subscription.refresh_from_db()
    context = {**frame(subscription.place, "Follow"), "subscription": subscription}
    context["leave_url"] = actions.leave_url(subscription)
    return render(request, "people/subscription/confirm.html", context)


@csrf_exempt  # mail programs send this by themselves, in one click
@login_not_required
def follow_leave(request: HttpRequest, token: str) -> HttpResponse:
    """From any letter: a button that ends it; mail programs may press it for their reader."""
    subscription = actions.to_leave(token)
    if subscription is None:
        return _broken(request, "This link is broken")
    if request.method == "POST":
        actions.leave(subscription=subscription)
        subscription.refresh_from_db()
    context = {**frame(subscription.place, "Stop following"), "subscription": subscription}
    return render(request, "people/subscription/leave.html", context)


def _broken(request: HttpRequest, what: str) -> HttpResponse:
    return render(request, "people/subscription/broken.html", {"what": what}, status=404)
