"""Bodies that a text names: by their name of today, a former one, or a short one such as DWP.

Only whole words count. Small letters are a name where they are many words, or hold an acronym that
cannot be an English word, by the letters that stand together (dwp, dfe, desnz; not dot, fire);
other short names count in their own capitals alone, with dots or without.
A text is taken apart into runs of words; the database looks up all of them at once by the plain key
of names, with its indexes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet, TextField, Value

from interface.articles import with_article
from interface.words import list_words
from partnerships.models import Organisation, OrganisationName, OrganisationSuccession
from records.names import PlainKey

LONGEST, LONGEST_SHORT = 16, 4
# So many words in small letters are a name; fewer may be what they say: "community action".
FEWEST_IN_SMALL = 4
AROUND = 60
# So many records are looked through in one query
AT_ONCE = 100
BETWEEN = "; "
# Where a sentence or a bracket ends, no name goes on; "St. Helens" does.
_ENDS = re.compile(r"(?<!\bSt)(?<!\bDr)[.;:!?]+(?=\s|$)|[()“”\"\[\]]|\n\s*\n")
# Also where an item of a list begins; a line that only ends goes on.
_ITEM = re.compile(r"\n\s*(?:[-*•–]|\d+[.)])\s+")
# Three letters or more that have no vowel are no word; nor are those that begin or end with two
# consonants with which none does.
_NO_VOWEL = re.compile(r"[^aeiouyà-ÿ]{3,}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_VOWEL = re.compile("[aeiouyà-ÿ]")
_BEGINNING_PAIRS = """
bl br ch cl cr cz dr dw fj fl fr gh gl gn gr hr hl ht kh kl kn kr ll mn ph pl pn pr ps pt
qu rh sc sh sk sl sm sn sp sq st sv sw th tr ts tw tz wh wr zw
"""
_ENDING_PAIRS = """
bb bs bt ch ck cs ct dd dh ds dt dz ff fs ft gg gh gm gn gs gt hm hn hs ht kh ks lb lc ld lf lg
lk ll lm ln lp ls lt lv lz mb mm mn mp ms mt nc nd ng nk nn ns nt nx ph pp ps pt rb rc rd
rf rg rh rk rl rm rn rp rr rs rt rv rz sc sh sk sm sp ss st tc th ts tt tz vs wd wk wl wn ws wt
xt zz
"""
_BEGINNINGS = frozenset(_BEGINNING_PAIRS.split())
_ENDINGS = frozenset(_ENDING_PAIRS.split())
_WORD = re.compile(r"&|[^\W_]+(?:['’.][^\W_]+)*")
_SILENT = re.compile("[\u0300-\u036f'‘’.]")
_POSSESSIVE = re.compile("['’]s$")
# Words that begin sentences, and are also names of bodies: there a capital says nothing.
_ORDINARY_WORDS = """
action advance age aspire beacon believe bridge building care catch change choices citizens
community compass connect crisis development education empower energy equal families family
forward foundation future futures gateway groundwork growth health home homes hope house housing
impact inspire join justice learning leap lift local making mind missing network open partners
partnership pathways people place places police power progress research respect scope sense
services shelter skills social step support the thrive together transport trust turning unity
unlock victim voice water work works youth
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


@dataclass(frozen=True)
class NamedInText:
    """A body of today, each wording that names it, and the words around each place, in order."""

    body: Organisation
    wordings: tuple[str, ...]
    contexts: tuple[str, ...]

    @property
    def words(self) -> str:
        """Each wording, in one piece; none holds a semicolon, which ends a name."""
        return BETWEEN.join(self.wordings)

    @property
    def quoted(self) -> str:
        """ "“DWP” and “Department for Work and Pensions”"."""
        return list_words([f"“{words}”" for words in self.wordings])

    @property
    def around(self) -> str:
        """ "“because DWP keeps the list” and “DWP says no”"."""
        return list_words([f"“{words}”" for words in self.contexts])

    @property
    def to_say(self) -> str:
        """What has to be said of it: "Say whether “DWP” means the Department for …"."""
        mean = "means" if len(self.wordings) == 1 else "mean"
        return f"Say whether {self.quoted} {mean} {with_article(self.body)}"

    def is_covered_by(self, words: str) -> bool:
        """Whether each of its wordings is among these, whatever their capitals."""
        return {*map(_key, self.wordings)} <= {*map(_key, words.split(BETWEEN))}


@dataclass(frozen=True)
class _Run:
    """Words in a row of one sentence, by their plain key; ``at`` numbers sentence and words."""

    key: str
    words: str
    part: str
    start: int
    at: tuple[int, int, int]

    @property
    def around(self) -> str:
        """The words with those before and after them."""
        return _around(self.part, self.start, self.start + len(self.words))

    @property
    def capitals(self) -> str:
        """The words as a short name has them: D.W.P. is DWP."""
        return self.words.replace(".", "") if len(self.key) > 2 else self.words

    @property
    def is_acronym(self) -> bool:
        """Whether no capitals are needed."""
        return has_acronym(self.key)

    @property
    def may_be_short(self) -> bool:
        return self.is_acronym or _is_short(self.words)

    def is_short_name(self, name: str) -> bool:
        """Whether it is this short name, of which it has the key."""
        return name != "" and (self.is_acronym or name in (self.words, self.capitals))

    @property
    def size(self) -> int:
        return self.at[2] - self.at[1]

    def overlaps(self, other: tuple[int, int, int]) -> bool:
        return self.at[0] == other[0] and self.at[1] < other[2] and other[1] < self.at[2]


class _IsAmong(Func):
    """Whether a text is one of these, sent as one array."""

    template = "(%(expressions)s::text[]))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, text: Any, among: Iterable[str]) -> None:
        super().__init__(text, Value(sorted(among), output_field=ArrayField(TextField())))


def bodies_named(
    texts: Iterable[str], *, but: Q | None = None, with_examples: bool = False
) -> list[NamedInText]:
    """The bodies that these texts name, as they are called in them, in the order of the text.

    A name that ended leads to its body, and a body that ended to what took over. ``but`` are
    bodies (by ``organisation``) that are not looked for. One query, whatever is found.
    """
    runs = _all_runs(texts)
    if not runs:
        return []
    return _named(_matches(runs, _rows(runs, but, with_examples=with_examples)))


def bodies_named_each(
    texts: Mapping[int, Iterable[str]], *, but: Mapping[int, Collection[int]], made_up: Set[int]
) -> dict[int, list[NamedInText]]:
    """The same for the texts of many records, by their keys; one query for every hundred of them.

    ``but`` are, for each, the bodies (with those within them) that are not looked for in its texts;
    made-up bodies are looked for in those of ``made_up`` alone.
    """
    found: dict[int, list[NamedInText]] = {}
    for some in _some_at_once(texts):
        runs = {key: _all_runs(texts[key]) for key in some}
        every = [run for own in runs.values() for run in own]
        rows = list(_rows(every, None, with_examples=bool(made_up))) if every else []
        for key in some:
            looked_for = [row for row in rows if _is_asked(row, but[key], key in made_up)]
            found[key] = _named(_matches(runs[key], looked_for))
    return found


def _some_at_once(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _is_asked(row: Any, but: Collection[int], with_examples: bool) -> bool:
    body = row.organisation
    if body.pk in but or (body.parent_id and body.parent_id in but):
        return False
    return with_examples or not body.is_example


def _all_runs(texts: Iterable[str]) -> list[_Run]:
    return [run for number, part in enumerate(_parts(texts)) for run in _runs(number, part)]


def _named(matches: list[tuple[_Run, Organisation]]) -> list[NamedInText]:
    bodies = {body.pk: body for _, body in matches}
    wordings: defaultdict[int, dict[str, _Run]] = defaultdict(dict)
    contexts: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for run, body in matches:
        wordings[body.pk].setdefault(run.key, run)
        contexts[body.pk][run.around] = None
    return [
        NamedInText(
            body,
            tuple(run.words for run in wordings[body.pk].values()),
            tuple(contexts[body.pk]),
        )
        for body in bodies.values()
    ]


def _parts(texts: Iterable[str]) -> Iterator[str]:
    """What no name goes beyond: sentences, and what stands in brackets."""
    for text in texts:
        for item in _ITEM.split(text):
            yield from filter(None, (" ".join(part.split()) for part in _ENDS.split(item)))


def _runs(number: int, part: str) -> Iterator[_Run]:
    """All runs of words of one part that may be a name."""
    found = list(_WORD.finditer(part))
    plain = [_plain(match[0]) for match in found]
    for first, start in enumerate(found):
        for last in range(first, min(first + LONGEST, len(found))):
            words = part[start.start() : found[last].end()]
            key = " ".join(plain[first : last + 1])
            has_capital = words[0].isupper() or words[0].isdigit()
            if not (has_capital or last - first >= FEWEST_IN_SMALL or has_acronym(key)):
                continue
            if first == 0 and _says_nothing(words, plain[first], last - first):
                continue
            at = (number, first, last + 1)
            yield _Run(key, words, part, start.start(), at)
            if (bare := _POSSESSIVE.sub("", words)) != words:
                keys = [*plain[first:last], _plain(_POSSESSIVE.sub("", found[last][0]))]
                yield _Run(" ".join(keys), bare, part, start.start(), at)


def _says_nothing(words: str, first: str, more: int) -> bool:
    """Whether words that begin a sentence have a capital for that alone: "Community action is"."""
    if more == 0:
        return first in _ORDINARY and not _is_short(words)
    return more < FEWEST_IN_SMALL and not _is_short(words) and not has_acronym(words.lower())


def has_acronym(text: str) -> bool:
    """Whether one of these words, in small letters, cannot be an English one."""
    return any(map(_is_no_word, _LETTERS.findall(text)))


@lru_cache(maxsize=10_000)
def _is_no_word(letters: str) -> bool:
    if _NO_VOWEL.fullmatch(letters):
        return True
    first, *_, last = _VOWEL.split(letters) if _VOWEL.search(letters) else ("", "")
    return not (_pairs(first) <= _BEGINNINGS and _pairs(last) <= _ENDINGS)


def _pairs(letters: str) -> set[str]:
    """Each two letters that stand together."""
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def _plain(word: str) -> str:
    """A word as ``PlainKey`` has it."""
    return "and" if word == "&" else _SILENT.sub("", unicodedata.normalize("NFKD", word).lower())


def _key(words: str) -> str:
    return " ".join(map(_plain, _WORD.findall(words)))


def _around(part: str, start: int, end: int) -> str:
    before, after = part[max(0, start - AROUND) : start], part[end : end + AROUND]
    if start > AROUND:
        before = f"…{before.partition(' ')[2]}"
    if end + AROUND < len(part):
        after = f"{after.rpartition(' ')[0]}…"
    return f"{before}{part[start:end]}{after}"


def _is_short(words: str) -> bool:
    """Whether it may be a short name: two capitals, or one and a number."""
    return sum(letter.isupper() or letter.isdigit() for letter in words) > 1


def _rows(runs: list[_Run], but: Q | None, *, with_examples: bool) -> QuerySet[Any]:
    short = [run for run in runs if run.size <= LONGEST_SHORT and run.may_be_short]
    called_short = _IsAmong(PlainKey("short_name"), {run.key for run in short})
    exactly = Q(_IsAmong("short_name", {run.capitals for run in short}))
    exactly |= Q(_IsAmong(PlainKey("short_name"), {run.key for run in short if run.is_acronym}))
    rule = Q(_IsAmong(PlainKey("name"), {run.key for run in runs}))
    rule |= ~Q(short_name="") & Q(called_short) & exactly
    rows = OrganisationName.objects.filter(rule)
    if but is not None:
        rows = rows.exclude(but)
    if not with_examples:
        rows = rows.filter(organisation__is_example=False)
    later = OrganisationSuccession.objects.filter(before=OuterRef("organisation")).order_by()
    rows = rows.annotate(plain=PlainKey("name"), is_over=Exists(later))
    return rows.select_related("organisation__merged_into").order_by("id")


def _matches(runs: list[_Run], rows: Iterable[Any]) -> list[tuple[_Run, Organisation]]:
    """Which run names which body: of runs that overlap, the longest alone."""
    by_key: defaultdict[str, list[_Run]] = defaultdict(list)
    for run in runs:
        by_key[run.key].append(run)
    pairs = [
        (run, name.organisation, name.is_over)
        for name in rows
        for run in [
            *by_key[name.plain],
            *(run for run in by_key[_key(name.short_name)] if run.is_short_name(name.short_name)),
        ]
    ]
    pairs.sort(key=lambda pair: -pair[0].size)
    kept: list[tuple[_Run, Organisation]] = []
    over: set[int] = set()
    for run, body, is_over in pairs:
        longer = (other for other, _ in kept if other.size > run.size)
        if not any(run.overlaps(other.at) for other in longer):
            kept.append((run, body))
            over |= {body.pk} if is_over or body.merged_into_id else set()
    heirs = _of_today(over)
    of_today = [(run, heir) for run, body in kept for heir in heirs.get(body.pk, [body])]
    return sorted(of_today, key=lambda pair: pair[0].at)


def _of_today(over: Collection[int]) -> dict[int, list[Organisation]]:
    """Who stands today of those that took over from each of these bodies. No query where there is
    none."""
    if not over:
        return {}
    led = OrganisationSuccession.objects.all().led_to(over)
    bodies = Organisation.objects.in_bulk({one.pk for ones in led.values() for one in ones})
    return {pk: [bodies[one.pk] for one in led.get(pk, [])] for pk in over}
