"""Figures as people type them: "41", "£1,200", "7,000 to 15,000", "over 550", "1.5 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from records.figures import Qualifier

LARGEST = Decimal(10) ** 12
WHOLE = Decimal(100)
LONGEST = 60

_QUALIFIERS = {
    Qualifier.MORE_THAN: ("more than", "over", ">"),
    Qualifier.AT_LEAST: ("at least", "no fewer than", "no less than", "≥"),
    Qualifier.AT_MOST: ("at most", "up to", "no more than", "≤"),
    Qualifier.ABOUT: (
        *("about", "around", "roughly", "approximately", "approx.", "approx", "circa", "nearly"),
        *("c.", "ca.", "~"),
    ),
    Qualifier.EXACTLY: ("exactly",),
}
_MULTIPLES = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "billion": 10**9}
# Digits in threes, parted by commas or blanks, or all together; then the decimals.
_NUMBER = r"(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?"
_ONE = rf"({_NUMBER})\s*(k|thousand|m|million|billion)?"
_RANGE = re.compile(rf"(?:between\s+)?{_ONE}\s*(?:to|and|-|–|—)\s*{_ONE}")
_SINGLE = re.compile(_ONE)
# "3 m" is a sum of money or nothing that can be relied on
_SHORT = re.compile(r"\d\s*[km]\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """What was typed: one value, or a range. ``qualifier`` is None where no word said it."""

    low: Decimal
    high: Decimal | None = None
    qualifier: str | None = None


UNITS = (
    (re.compile(r"^(pounds( sterling)?|gbp|£)$", re.IGNORECASE), "£"),
    (re.compile(r"\bper ?cent(age)?\b", re.IGNORECASE), "%"),
)

OR_UNKNOWN = "choose “Not known yet”"


def read_amount(text: str, *, unit: str, name: str, otherwise: str = OR_UNKNOWN) -> Amount:
    """The figure in a text. Raises ValidationError in plain words that name the figure.

    ``otherwise`` says what to do where there is no figure.
    """
    typed = " ".join(text.lower().replace("\xa0", " ").split())
    if len(typed) > LONGEST:
        raise ValidationError(f"Shorten “{name}” to a number, such as 41")
    _check_unit(typed, unit, name)
    qualifier, bare = _qualifier(_without_unit(typed, unit))
    if bare.startswith(("-", "−", "minus")) and any(letter.isdigit() for letter in bare):
        raise ValidationError(f"Enter “{name}” as 0 or more: it cannot be below zero")
    readable = unit == "£" or not _SHORT.search(bare)
    if readable and (match := _RANGE.fullmatch(bare)):
        return _range(match, qualifier, name)
    if readable and (match := _SINGLE.fullmatch(bare)):
        return Amount(_value(match[1], match[2], name), None, qualifier)
    raise ValidationError(f"Enter “{name}” as a number, such as 41, or {otherwise}")


def is_share(unit: str) -> bool:
    """Whether a unit is a share, which ends at 100."""
    return "%" in unit


def plain_unit(typed: str) -> str:
    """A unit as it is kept: "per cent" is %, "pounds" is £."""
    unit = " ".join(typed.split())
    for pattern, sign in UNITS:
        unit = pattern.sub(sign, unit)
    return unit


def check_share(amount: Amount, *, unit: str, may_exceed: bool, name: str) -> None:
    """Refuse a share of more than 100%, which the database would refuse too."""
    most = amount.low if amount.high is None else amount.high
    if is_share(unit) and not may_exceed and most > WHOLE:
        raise ValidationError(
            f"“{name}” is a share and cannot be more than 100%. If it says by how much something "
            "changed, say so on the figure’s page"
        )


def _range(match: re.Match[str], qualifier: str | None, name: str) -> Amount:
    # "5 to 7 million" means 5 million
    low, high = _value(match[1], match[2] or match[4], name), _value(match[3], match[4], name)
    if low >= high:
        low = _value(match[1], match[2], name)
    if low >= high:
        raise ValidationError(f"The second number of “{name}” must be larger than the first")
    if qualifier not in (None, Qualifier.EXACTLY):
        raise ValidationError(
            f"Enter “{name}” as one number with “{Qualifier(qualifier).label}”, "
            "or as a range without it"
        )
    return Amount(low, high, qualifier)


def _value(digits: str, multiple: str | None, name: str) -> Decimal:
    value = Decimal(re.sub(r"[, ]", "", digits)) * _MULTIPLES[multiple or ""]
    if value > LARGEST:
        raise ValidationError(f"“{name}” is too large to be right. Enter it in full, such as 41")
    if value != value.quantize(Decimal("0.01")):
        raise ValidationError(f"Enter “{name}” with at most 2 figures after the point")
    return value


def _check_unit(typed: str, unit: str, name: str) -> None:
    for sign, word in (("£", "pounds"), ("%", "per cent")):
        if sign in typed and unit != sign:
            raise ValidationError(f"“{name}” is counted in {unit}, not in {word}")


def _without_unit(typed: str, unit: str) -> str:
    bare = typed.replace("£", "").replace("%", "")
    return bare.removesuffix(unit.lower()).strip() if unit else bare.strip()


def _qualifier(text: str) -> tuple[str | None, str]:
    for qualifier, phrase in _QUALIFIERS.items():
        for words in phrase:
            if text.startswith(words):
                return qualifier, text[len(words) :].strip()
    return None, text
