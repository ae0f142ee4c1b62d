"""How the priorities of a place come in from a list or a plan."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from access.permissions import edits
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import ORGANISATION, place_column, reference_column
from partnerships.partnership.import_programmes import in_programme
from partnerships.topic.import_names import TOPICS
from policy.models import Priority, PriorityPlace, PriorityTopic
from records.addresses import with_tail
from records.models import Visibility
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_new import dates_in_order, known_as
from registry.import_readers import Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope


def _text(key: str, label: str, *called: str, **said: Any) -> ImportColumn:
    reads = said.pop("reads", Text(LONGEST, lines=True))
    return ImportColumn(key=key, label=label, reads=reads, fills=key, called=called, **said)


COLUMNS = (
    reference_column("priority", "objective"),
    _text(
        *("title", "Priority", "title", "objective", "aim", "outcome", "name", "goal"),
        reads=Text(200),
        is_needed=True,
    ),
    _text("text", "What it says", "description", "detail", "details", "about", only_new=True),
    ImportColumn(
        key="owner",
        label="Whose it is",
        reads=ORGANISATION,
        fills="owner_id",
        is_needed=True,
        only_new=True,
        called=("owner", "organisation", "body", "lead organisation", "lead"),
    ),
    _text(
        *("start", "From", "start date", "start", "begins"),
        reads=Day(is_partial=True),
        only_new=True,
    ),
    _text(
        *("end", "Until", "end date", "end", "ends", "by"),
        reads=Day(is_partial=True, ends=True),
        only_new=True,
    ),
    _text("may_vary", "What places can do their own way", "flexibility", only_new=True),
    _text("must_not_vary", "What must be the same everywhere", "fixed", only_new=True),
    ImportColumn(
        key="topics",
        label="Topics",
        reads=TOPICS,
        fills="topics.topic_id",
        means="Several with semicolons between them",
        called=("topic", "theme", "themes"),
    ),
    place_column("Place that it is for"),
)


def _there(scope: Scope) -> QuerySet[Priority]:
    """Those of the place that the person sees; they are changed on their own pages."""
    seen: Any = Priority.objects.visible_to(scope.user).filter(tier=Priority.Tier.LOCAL)
    rows: QuerySet[Priority] = seen.filter(reach_ids__overlap=scope.roots)
    return known_as(rows, "title")


def _finish(row: Row, scope: Scope) -> None:
    dates_in_order(row)
    row.fresh["slug"] = with_tail(row.values.get("title", ""), "priority")
    row.fresh["tier"] = Priority.Tier.LOCAL.value
    row.parts["place"] = [{"place_id": row.place_id}]


PRIORITIES = ImportFormat(
    key="priorities",
    noun="priority",
    title="Priorities",
    makes=Priority,
    columns=COLUMNS,
    permission=edits,
    there=_there,
    finish=_finish,
    key_of=lambda row: row.values.get("title", ""),
    levels=lambda scope: [
        level for level in levels_to_choose(scope) if level[0] != Visibility.PROGRAMME
    ],
    level=Visibility.NETWORK,
    parts={
        "place": ImportPart(model=PriorityPlace, owner="priority_id", only_new=True),
        "topics": ImportPart(
            model=PriorityTopic, owner="priority_id", only_new=True, noun="Topics"
        ),
    },
    named_by="title",
    called_by="title",
    note="They are priorities of this place, of the body that each row names.",
    in_programme=in_programme(note="They are of their places, of the body that each row names."),
    order=16,
)
