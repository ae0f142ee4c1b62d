"""What crawlers read: which addresses there are, and which they are asked to leave alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from interface.context import absolute
from open_data.sitemap import kinds

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Filters and files, of which there are as many as questions; forms; pages by a secret link
LEFT_ALONE = (
    *("/*?", "/*.csv$", "/*.ics$", "/*.zip$", "/*/zip/$", "/*/brief/$"),
    *("/account/", "/answer/", "/follow/", "/invitation/", "/leave/", "/something-wrong/"),
)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where the sitemap is, and what crawlers are asked to leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE), ""]
    lines.append(f"Sitemap: {absolute(reverse('sitemap'))}\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The files of the sitemap, whoever asks as everybody may read them."""
    named = [(kinds.PAGES, 0), *kinds.files()]
    return _xml("sitemapindex", (_told("sitemap", _file_url(*one)) for one in named))


def _file_url(kind: str, number: int) -> str:
    return reverse("sitemap_file", args=[kind, number])


@login_not_required
@require_safe
def sitemap_file(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The addresses of one range of one kind; 404 where there is none."""
    try:
        told = [_told("url", *line) for line in kinds.lines(kind, number)]
    except KeyError:
        raise Http404 from None
    if not told:
        raise Http404
    return _xml("urlset", told)


def _told(name: str, url: str, changed: object = None) -> str:
    day = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
    return f"<{name}><loc>{escape(absolute(url))}</loc>{day}</{name}>"


def _xml(name: str, lines: Iterable[str]) -> HttpResponse:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    body = "\n".join([head, f'<{name} xmlns="{NAMESPACE}">', *lines, f"</{name}>\n"])
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
