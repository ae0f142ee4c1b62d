"""What organisations and grants are called in files that leave: official numbers, else our own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import slugify

from access.subqueries import Among
from partnerships.models import Organisation, OrganisationIdentifier

CHARITY, COMPANY = "GB-CHC", "GB-COH"
# Which number of a body stands for it: the first of these that it has, all lists of org-id.guide.
PREFERRED = (
    *(CHARITY, COMPANY, "GB-LAE", "GB-GOR", "GB-NHS", "GB-UKPRN", "GB-EDU", "GB-MPR", "XI-LEI"),
)


def own_prefix() -> str:
    """What identifiers begin with that this site gives: no other site has the same."""
    return _prefix_of(settings.SITE_URL)


def is_ours(number: str, what: str = "") -> bool:
    """Whether it is a number that this site gave, to such: "called", say."""
    return number.startswith("360G-") and number.startswith(f"{own_prefix()}{what}")


@cache
def _prefix_of(site: str) -> str:
    host = urlsplit(site).netloc or site
    return f"360G-{slugify(host.replace('.', '-').replace(':', '-'))}"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as a file names it."""

    number: str
    name: str
    charity: str | None = None
    company: str | None = None


def bodies(ids: Iterable[int]) -> dict[int, Body]:
    """These organisations by their ids, in two queries."""
    prefix, among = own_prefix(), set(ids)
    numbers: dict[int, dict[str, str]] = {}
    rows = OrganisationIdentifier.objects.filter(Among("organisation_id", among)).order_by("-id")
    for pk, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
        numbers.setdefault(pk, {})[scheme] = value
    made = {}
    for pk, name in Organisation.objects.filter(Among("pk", among)).values_list("pk", "name"):
        its = numbers.get(pk, {})
        scheme = next((scheme for scheme in PREFERRED if scheme in its), "")
        number = f"{scheme}-{its[scheme]}" if scheme else f"{prefix}-org-{pk}"
        made[pk] = Body(number, name, its.get(CHARITY), its.get(COMPANY))
    return made


def in_words(name: str, number: str) -> Body:
    """Who receives it, where that is no organisation of the directory."""
    return Body(number or f"{own_prefix()}-called-{slugify(name)[:60] or 'other'}", name)
