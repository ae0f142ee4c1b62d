"""How priorities stand to each other: a matrix, the reasoning of a pair, what is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from interface import exports
from interface.cells import linked, small, status
from interface.columns import Column
from interface.context import absolute
from interface.pages import Empty, ListPage
from interface.paging import Sort
from interface.programs import closed_to_programs
from interface.words import NOT_KNOWN, capitalised, list_words
from partnerships.place.models.place import Place
from policy.alignment import candidates, matrix
from policy.alignment.actions import judge_repeat, set_alignment
from policy.alignment.filters import DifferenceFilter, counts, differing, in_the_country
from policy.alignment.forms import ChooseMatrix, JudgeRepeat, SayAlignment
from policy.alignment.permissions import can_judge_repeats
from policy.models import Repeat
from policy.priority.models import Alignment, Priority
from policy.priority.page_data import compare, is_example, load
from policy.priority.permissions import can_set_alignment
from policy.priority.views import PRIORITIES
from records import conflicts, drafts, form_draft
from records.events import last_change


def _pair(user: Any, narrower: str, wider: str) -> tuple[Priority, Priority]:
    """Two visible priorities of which the second is the wider one; 404 for others."""
    rows = load(user)
    pair = {priority.slug: priority for priority in rows.filter(slug__in=[narrower, wider])}
    if set(pair) != {narrower, wider} or narrower == wider:
        raise Http404
    if not Priority.Tier(pair[wider].tier).is_wider_than(pair[narrower].tier):
        raise Http404
    return pair[narrower], pair[wider]


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        narrower, wider = _pair(user, *target.split("/", 1))
    except (Http404, TypeError):
        return None
    if not can_set_alignment(user, narrower, wider):
        return None
    return f"{narrower.title} against {wider.title}"


SAY = drafts.register(
    "say-alignment",
    title=_title,
    url=lambda target: reverse("priority_alignment", args=target.split("/", 1)),
)


@login_not_required
def priority_alignment(request: HttpRequest, narrower: str, wider: str) -> HttpResponse:
    """How two priorities stand to each other and why; those who keep either may say so."""
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    here, there = _pair(request.user, narrower, wider)
    may = can_set_alignment(request.user, here, there)
    alignment = Alignment.objects.filter(narrower=here, wider=there).first()
    context: dict[str, Any] = {
        "narrower": here,
        "wider": there,
        "cell": matrix.pairs([here], [there])[here.pk, there.pk],
        "note": alignment.note if alignment else "",
        "last": _last(request.user, alignment),
        "is_answered": alignment is not None,
        "rows": compare(there, here),
        "example": is_example(here) or is_example(there),
        "breadcrumbs": [
            PRIORITIES,
            (here.title, here.get_absolute_url()),
            (f"Against {there}", ""),
        ],
    }
    if request.method == "POST" and not may:
        raise PermissionDenied
    if may:
        draft = form_draft.FormDraft(request, SAY, target=f"{here.slug}/{there.slug}")
        new = Alignment(wider=there, narrower=here, verdict=Alignment.Verdict.UNKNOWN)
        form = draft.form(SayAlignment, instance=alignment or new)
        if draft.answer:
            return draft.answer
        if draft.is_sent and form.is_valid():
            try:
                return draft.send(
                    lambda: set_alignment(by=request.user, form=form), said="Answer saved."
                )
            except conflicts.Conflict as conflict:
                context["conflict"] = conflict
        context |= {"form": form, "sheet": draft}
    return render(request, "policy/alignment/record.html", context)


def _last(user: Any, alignment: Alignment | None) -> dict[str, Any] | None:
    """Who said it last and when; a name only to people who are signed in."""
    change = last_change(alignment) if alignment else None
    if change is None:
        return None
    return {"who": change.who if user.is_authenticated else "", "at": change.at}


@closed_to_programs(
    "it sets two lists of priorities side by side, which programs read in “Priorities”"
)
@login_not_required
def priority_matrix(request: HttpRequest) -> HttpResponseBase:
    """The priorities of a place against national or regional ones; as a file with ``?format=``."""
    form = ChooseMatrix(request.GET or None)
    place = None
    if form.is_bound and form.is_valid():
        place = form.cleaned_data["place"]
    context: dict[str, Any] = {"form": form, "breadcrumbs": [PRIORITIES, ("Matrix", "")]}
    if place is not None:
        today = timezone.localdate()
        chosen = form.cleaned_data
        wanted = (request.user, place, chosen["against"], chosen["topic"], today)
        if "format" in request.GET:
            return _file(request, place, matrix.all_cells(*wanted))
        shown = matrix.build(*wanted)
        context |= {"matrix": shown, "place": place, "example": place.is_example}
        context |= {"against": chosen["against"]}
    return render(request, "policy/alignment/matrix.html", context)


def _file(request: HttpRequest, place: Place, cells: Iterator[matrix.Cell]) -> HttpResponseBase:
    wanted = request.GET["format"]
    if wanted not in exports.FORMATS:
        raise Http404
    about = exports.About(title="priorities matrix", address=absolute(request.get_full_path()))
    name = f"priorities-matrix-{place.slug}"
    columns = [*matrix.COLUMNS, exports.made_up_column(lambda _: place.is_example)]
    return exports.export(cells, columns, wanted, name, about)


def _pair_cell(pair: Alignment) -> str:
    return linked(pair.narrower.title, pair.get_absolute_url(), pair.narrower.owner.name)


def _against(pair: Alignment) -> str:
    return format_html("{}{}", pair.wider.title, small(pair.wider.owner.name))


def _verdict(pair: Alignment) -> str:
    differs = f"in {list_words(pair.differs_in)}" if pair.differs_in else ""
    why = small(Truncator(pair.note).words(12))
    mark = status(capitalised(pair.get_verdict_display()), pair.shape)
    return format_html("{}{}{}", mark, small(differs), why if pair.note else "")


def _decisions(pair: Alignment) -> str:
    wider = f"against {pair.wider.window_words or 'not known'}"
    return format_html("{}{}", pair.narrower.window_words or NOT_KNOWN, small(wider))


DIFFERENCES = (
    Column(
        *("priority", "Priority", "The narrower priority", attrgetter("narrower.title")),
        cell=_pair_cell,
        head=True,
    ),
    Column("owner", "Owner", "The body that owns it", attrgetter("narrower.owner.name")),
    Column(*("against", "Against", "The wider priority", attrgetter("wider.title")), cell=_against),
    Column("against_owner", "Its owner", "The body that owns it", attrgetter("wider.owner.name")),
    Column.of(Alignment, "verdict", cell=_verdict, table_label="Found"),
    Column(
        "differs_in",
        "Differs in",
        "Content, time or geography, as somebody found",
        lambda pair: list_words(pair.differs_in) if pair.differs_in else None,
    ),
    Column.of(Alignment, "note", name="why"),
    Column("decisions", "Decisions", cell=_decisions),
)


class Differences(ListPage):
    """Where priorities were found to differ, in content, time or geography, newest first."""

    api = True
    public = True
    template_name = "policy/alignment/list.html"
    model, filters, columns = Alignment, DifferenceFilter, DIFFERENCES
    sorts = (Sort("changed", "updated_at", starts_descending=True),)
    title, noun = "Where priorities differ", "difference"
    lead = (
        "Pairs that somebody found to differ, and pairs that were compared and have decisions at "
        "different times. Pairs that nobody has checked are not shown."
    )
    empty = Empty(
        "No difference has been found yet.", "Differences are found in the matrix of a place."
    )

    def get_queryset(self) -> QuerySet[Alignment]:
        return differing(self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [PRIORITIES, ("Differences found", "")]

    def get_context_data(self) -> dict[str, Any]:
        return {"counts": counts(in_the_country(self.get_queryset(), self.request.user))}


def _title_of_repeats(user: Any, _target: str, _typed: Mapping[str, str]) -> str | None:
    return "Repeated objectives" if can_judge_repeats(user) else None


JUDGE = drafts.register(
    "judge-repeats", title=_title_of_repeats, url=lambda _target: reverse("priority_repeats")
)


def priority_repeats(request: HttpRequest) -> HttpResponse:
    """Pairs of aims that look alike, for somebody to look at; and what was found before.

    All are one form, so that what was typed about the others is not lost with an answer to one.
    """
    may = can_judge_repeats(request.user)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = sheet = None
    if may:
        sheet = form_draft.FormDraft(request, JUDGE)
        if sheet.answer:
            return sheet.answer
        if sheet.is_sent:
            form = JudgeRepeat(_of_one_pair(request), reader=request.user)
            if form.is_valid():
                judge = partial(_judge, request, form)
                answer = sheet.send(judge, said="Answer saved.")
                _keep_others(request, sheet.ticket, form.note_name)
                return answer
    finds = candidates.find(request.user)
    context = {
        "form": form,
        "sheet": sheet,
        "may": may,
        "finds": [(find, sheet.typed(find.note_name) if sheet else "") for find in finds],
        "seen": candidates.judged(request.user),
        "verdicts": Repeat.Verdict.choices,
        "least": candidates.LEAST,
        "breadcrumbs": [PRIORITIES, ("Repeated objectives", "")],
    }
    return render(request, "policy/alignment/repeats.html", context)


def _of_one_pair(request: HttpRequest) -> dict[str, str]:
    """What the button that was pressed says of which pair, with what was typed about it."""
    said = [*request.POST.get("judge", "").split(" "), "", "", ""][:3]
    made = dict(zip(("first", "second", "verdict"), said, strict=True))
    made["note"] = request.POST.get(candidates.note_name(made["first"], made["second"]), "")
    return made


def _judge(request: HttpRequest, form: JudgeRepeat) -> str:
    first, second = form.aims
    answer = {name: form.cleaned_data[name] for name in ("verdict", "note")}
    judge_repeat(by=request.user, first=first, second=second, **answer)
    return reverse("priority_repeats")


def _keep_others(request: HttpRequest, ticket: drafts.Ticket, answered: str) -> None:
    """What was typed about the other pairs is the next draft."""
    rest = {name: said for name, said in request.POST.lists() if name not in (answered, "judge")}
    if any("".join(said).strip() for name, said in rest.items() if candidates.is_note(name)):
        drafts.keep(ticket, rest)
