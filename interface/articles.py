"""Names as they stand in sentences: "in the Isles of Scilly", "the Department for Education"."""

from __future__ import annotations

import re
from typing import Any

_SIDE = "(?:North|South|East|West)"
# A word of ours before "of" or "for": "City of London", "Office for National Statistics"
_FIRST = (
    "Academy|Area|Association|Bank|Borough|Centre|Chamber|Chief|Church|City|College|Commission|"
    "Commissioner|Committee|Confederation|Council|County|Department|Diocese|Directorate|District|"
    "Federation|Forest|Foundation|House|Institute|Isles?|League|Mayor|Ministry|Museum|"
    "Office|Port|Society|Union|University|Vale"
)
_OF = re.compile(
    rf"(?:(?:Royal|London|Metropolitan|Royal Metropolitan|Greater London) )?(?:{_FIRST})s? "
    r"(?:of|for) "
)
_REGION = re.compile(
    rf"(?:{_SIDE} (?:East|West|Midlands)|North East and Yorkshire|Midlands|{_SIDE} Riding of .*|"
    r"(?:East|West) of [A-Z].*|.* City Region|Black Country|Derbyshire Dales|Malvern Hills|"
    r"New Forest|South Hams|Staffordshire Moorlands|Tees Valley)(?: \(.*\))?"
)
# What a body is, at the end of its name
_LAST = re.compile(
    r".* (?:Agency|Association|Commission|Confederation|Department|Directorate|Executive|"
    r"Federation|Foundation|Fund|Inspectorate|Institute|Ministry|Office|Research Council|Society|"
    r"Treasury|Union)"
    r"(?: \(.*\))?"
)
# Bodies that have none although they end so
_PROPER = re.compile(r"(?:HM|His Majesty’s|Her Majesty’s|Citizens) ")


def with_article(name: Any) -> str:
    """A name of a place or body as it stands in a sentence, with "the" where English has it."""
    text = str(name)
    if text.startswith(("The ", "the ")) or _PROPER.match(text):
        return text
    takes = _OF.match(text) or _REGION.fullmatch(text) or _LAST.fullmatch(text)
    return f"the {text}" if takes else text
