"""Official numbers of organisations: the schemes that issue them, and what each looks like.

Schemes are those of org-id.guide, and GSS, which is none of them. A number is stored as its
register writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError

from interface.words import capitalised

_BETWEEN = re.compile(r"[\s.-]")
_OTHER_COUNTRY = re.compile(r"([SWNLM])\d{8}")  # codes of the same office beside those of England
_COUNTRIES = {
    "S": "Scotland",
    "W": "Wales",
    "N": "Northern Ireland",
    "L": "the Channel Islands",
    "M": "the Isle of Man",
}


@dataclass(frozen=True)
class Scheme:
    """A register: its code, its name, what its numbers look like, and an example."""

    code: str
    name: str
    looks: str
    example: str
    page: str = ""
    has_check_digits: bool = False
    in_capitals: bool = True

    def read(self, typed: str) -> str:
        """The number as the register writes it. Raises ValidationError with what is wrong."""
        value = _BETWEEN.sub("", typed).upper() if self.in_capitals else _slug(typed)
        if self.code == "GB-COH" and value.isdecimal() and len(value) < 8:
            value = value.zfill(8)
        if not self._pattern.fullmatch(value):
            if self.code == "GSS" and (country := country_of(value)):
                raise ValidationError(f"That is {of_country(country)}")
            raise ValidationError(
                f"That is not a number of {self.name}. It looks like {self.example}"
            )
        if self.has_check_digits and _as_number(value) % 97 != 1:
            raise ValidationError(
                f"A character of this number of {self.name} is wrong: its check digits do not fit"
            )
        return value

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.looks)


def country_of(code: str) -> str:
    """Of what such a code is: Scotland, Wales, …; empty for one of England and any other text."""
    found = _OTHER_COUNTRY.fullmatch(_BETWEEN.sub("", code).upper())
    return _COUNTRIES[found[1]] if found else ""


def of_country(country: str) -> str:
    """What such a code is, in words."""
    return f"a code of {country}, and Placebook is about England"


def _slug(typed: str) -> str:
    """The last part of an address, as it was typed or pasted."""
    return typed.strip().rstrip("/").rpartition("/")[2].lower()


def _as_number(value: str) -> int:
    """Digits as they are, letters as 10 to 35, as ISO 7064 counts."""
    return int("".join(str(int(letter, 36)) for letter in value))


SCHEMES = {
    scheme.code: scheme
    for scheme in (
        Scheme(
            "GB-COH",
            "Companies House",
            r"\d{8}|(SC|NI|OC|SO|NC|IP|RS|CE|CS|R0)\d{6}",
            "01234567 or SC123456",
            "https://find-and-update.company-information.service.gov.uk/company/{}",
        ),
        Scheme(
            "GB-CHC",
            "the Charity Commission",
            r"\d{6,7}",
            "1012345",
            "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details/{}",
        ),
        Scheme("GB-GOR", "the government organisation register", r"[A-Z]{1,3}\d{1,6}", "D4"),
        Scheme("GB-LAE", "the register of local authorities", r"[A-Z]{3}", "BRD"),
        Scheme("GSS", "the codes of the Office for National Statistics", r"E\d{8}", "E08000032"),
        Scheme("GB-NHS", "the NHS organisation codes", r"[A-Z0-9]{3,8}", "RAE"),
        Scheme("GB-UKPRN", "the register of learning providers", r"1\d{7}", "10007785"),
        Scheme(
            "GB-EDU",
            "the register of schools",
            r"\d{6}",
            "107224",
            "https://get-information-schools.service.gov.uk/Establishments/Establishment/Details/{}",
        ),
        Scheme(
            "GOV.UK",
            "the organisations on GOV.UK",
            r"[a-z0-9]+(-[a-z0-9]+)+",
            "homes-england",
            "https://www.gov.uk/government/organisations/{}",
            in_capitals=False,
        ),
        Scheme(
            "XI-LEI",
            "the legal entity identifiers",
            r"[A-Z0-9]{18}\d{2}",
            "2138000000EXAMPLE143",
            "https://search.gleif.org/#/record/{}",
            has_check_digits=True,
        ),
        Scheme("GB-MPR", "the Mutuals Public Register", r"[A-Z0-9]{3,8}", "30693R"),
    )
}


_TOGETHER = re.compile(rf"({'|'.join(map(re.escape, SCHEMES))})-(.+)", re.IGNORECASE)


def read(scheme: str, typed: str) -> str:
    """The number of a scheme, checked. Raises ValidationError."""
    if scheme not in SCHEMES:
        raise ValidationError("Choose the register that the number is from")
    return SCHEMES[scheme].read(typed)


def taken_apart(text: str) -> tuple[str, str]:
    """The register and the number of an identifier as org-id.guide writes it, as its register
    writes it: GB-COH-1234567 is GB-COH and 01234567. Empty where it is none of a known register."""
    said = _TOGETHER.fullmatch("".join(text.split()))
    try:
        return (said[1].upper(), read(said[1].upper(), said[2])) if said else ("", "")
    except ValidationError:
        return "", ""


def label_of(scheme: str) -> str:
    """The name of a register, for pages; its code where it is another."""
    register = SCHEMES.get(scheme)
    return f"{capitalised(register.name)} ({scheme})" if register else scheme


def page_of(scheme: str, value: str) -> str:
    """The page of the register about this number; empty where it has none."""
    register = SCHEMES.get(scheme)
    return register.page.format(value) if register and register.page else ""
