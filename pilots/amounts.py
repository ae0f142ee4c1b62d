"""Figures as people type them: "41", "£1,200", "7,000 to 15,000", "over 550", "1.5 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

from records.figures import Qualifier, in_words

LARGEST = Decimal(10) ** 12
WHOLE = Decimal(100)
LEAST = Decimal("0.01")
HALF = Decimal("0.5")
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
# 67 of 150; the per cent may be said as well
_PARTS = re.compile(rf"({_NUMBER})\s*(?:out of|of|/)\s*({_NUMBER})(?:\s*[,;:=(]?\s*(.+?)\)?)?")
# "3 m" is a sum of money or nothing that can be relied on
_SHORT = re.compile(r"\d\s*[km]\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """What was typed: one value, or a range. ``qualifier`` is None where no word said it; the
    numbers behind a percentage are there where they were typed."""

    low: Decimal
    high: Decimal | None = None
    qualifier: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


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


def read_parts(text: str, *, unit: str, name: str) -> Amount | None:
    """A percentage worked out from the two numbers behind it, "67 of 150"; None for other texts.

    Raises ValidationError where they make none, or not the one that is typed beside them.
    """
    typed = " ".join(text.lower().replace("\xa0", " ").split())
    qualifier, bare = _qualifier(typed)
    match = _PARTS.fullmatch(bare) if is_share(unit) and len(typed) <= LONGEST else None
    if match is None:
        return None
    numerator, denominator = (_value(match[at], None, name) for at in (1, 2))
    if not denominator:
        raise ValidationError(f"“{name}” is a share of a total of 0: {OR_UNKNOWN}")
    if numerator > denominator:
        raise ValidationError(f"In “{name}” the first number cannot be more than the second")
    if qualifier not in (None, Qualifier.EXACTLY, Qualifier.ABOUT):
        raise ValidationError(f"Enter “{name}” as 67 of 150 or about 67 of 150, or as a per cent")
    share = per_cent(numerator, denominator)
    if match[3]:
        said = read_amount(match[3], unit=unit, name=name)
        if said.high is not None or abs(said.low - numerator * 100 / denominator) > HALF:
            raise ValidationError(
                f"{in_words(numerator)} of {in_words(denominator)} is {in_words(share)}%, not "
                f"{match[3]}. Correct one of them in “{name}”"
            )
    return Amount(share, None, qualifier, numerator, denominator)


def per_cent(numerator: Decimal, denominator: Decimal) -> Decimal:
    """A share as it is said: 45 for 67 of 150. Only what is nearly nothing, or nearly all, has
    decimals, so that it never reads as that: 0.01 at the least, 99.99 at the most."""
    share = numerator * 100 / denominator
    least = min(share, WHOLE - share)
    step = "0.01" if 0 < least < Decimal("0.1") else "0.1" if 0 < least < 1 else "1"
    said = share.quantize(Decimal(step), ROUND_HALF_UP)
    return min(max(said, LEAST), WHOLE - LEAST) if least > 0 else said


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
        raise ValidationError(f"Enter “{name}” with no more than 2 decimal places")
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
