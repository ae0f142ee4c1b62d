"""To the identity provider and back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from accounts.confirming import is_confirmed
from accounts.sign_on.adapter import ASKED, refusal
from accounts.sign_on.provider import IssuerAdapter

# A provider that is down, and one whose answers are not what the standard says.
FAILURES = (RequestException, OAuth2Error, ProviderException)


@login_not_required
@require_GET
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the provider. 404 for one that the settings do not name."""
    return _send(request, provider_id, AuthProcess.LOGIN, get_next_redirect_url(request))


@require_GET
def again(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The same for who is signed in, to show before a sensitive step that it is still them."""
    back = get_next_redirect_url(request) or reverse("account")
    then = f"{reverse('sign_on_confirmed')}?{urlencode({'next': back})}"
    sent = _send(request, provider_id, AuthProcess.REDIRECT, then, prompt="login", max_age="0")
    if sent.status_code == HTTPStatus.FOUND:
        request.session[ASKED] = timezone.now().timestamp()
    return sent


def _send(
    request: HttpRequest, provider_id: str, process: str, then: str | None, **asks: str
) -> HttpResponseBase:
    provider = _provider(request, provider_id)
    limit = ratelimit.consume_or_429(request, action="sign_on", limit_get=True)
    if limit is not None:
        return limit
    try:
        answer: HttpResponse = provider.redirect(request, process, next_url=then, auth_params=asks)
    except FAILURES as problem:
        return _failed(request, provider, problem)
    return answer


@login_not_required
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider: signed in, or told why not."""
    provider = _provider(request, provider_id)
    view = OAuth2CallbackView.adapter_view(IssuerAdapter(request, provider_id))
    try:
        answer: HttpResponseBase = view(request)
    except FAILURES as problem:
        return _failed(request, provider, problem)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def confirmed(request: HttpRequest) -> HttpResponseBase:
    """Back before a sensitive step: what was pressed is done once more is pressed."""
    if request.method == "POST" and is_confirmed(request):
        return resume_request(request) or redirect("account")
    if STATE_SESSION_KEY in request.session:
        return render(request, "accounts/sign_on/confirmed.html")
    return redirect(get_next_redirect_url(request) or "account")


def _provider(request: HttpRequest, provider_id: str) -> Any:
    try:
        return IssuerAdapter(request, provider_id).get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None


def _failed(request: HttpRequest, provider: Any, problem: Exception) -> HttpResponse:
    return refusal(request, "failed", provider, problem)
