"""Official numbers of organisations: the schemes that issue them, and what each looks like.

Schemes are those of org-id.guide. A number is stored as its register writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from interface.words import capitalised


@dataclass(frozen=True)
class Scheme:
    """A register: its code, its name, what its numbers look like, and an example."""

    code: str
    name: str
    looks: str
    example: str
    page: str = ""

    def read(self, typed: str) -> str:
        """The number as the register writes it. Raises ValidationError with what is wrong."""
        value = re.sub(r"[\s.-]", "", typed).upper()
        if self.code == "GB-COH" and value.isdecimal() and len(value) < 8:
            value = value.zfill(8)
        if not re.fullmatch(self.looks, value):
            raise ValidationError(
                f"That is not a number of {self.name}. It looks like {self.example}"
            )
        return value


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
        Scheme("GB-NHS", "the NHS organisation codes", r"[A-Z0-9]{3,8}", "RAE"),
        Scheme("GB-UKPRN", "the register of learning providers", r"1\d{7}", "10007785"),
        Scheme("GB-MPR", "the Mutuals Public Register", r"[A-Z0-9]{3,8}", "30693R"),
    )
}


def read(scheme: str, typed: str) -> str:
    """The number of a scheme, checked. Raises ValidationError."""
    if scheme not in SCHEMES:
        raise ValidationError("Choose the register that the number is from")
    return SCHEMES[scheme].read(typed)


def label_of(scheme: str) -> str:
    """The name of a register, for pages; its code where it is another."""
    register = SCHEMES.get(scheme)
    return f"{capitalised(register.name)} ({scheme})" if register else scheme


def page_of(scheme: str, value: str) -> str:
    """The page of the register about this number; empty where it has none."""
    register = SCHEMES.get(scheme)
    return register.page.format(value) if register and register.page else ""
