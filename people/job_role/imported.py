"""How a list of contacts comes in: job roles with who holds them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from access.permissions import connects, edits
from access.visibility import reader_of
from imports.record_import.undoing import uses_of
from partnerships.models import Place
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import ORGANISATION, place_column, reference_column
from partnerships.partnership.import_programmes import in_programme
from partnerships.topic.import_names import TOPICS
from people.job_role.actions import known_person
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person
from records.models import Visibility
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_readers import Choice, Email, Link, PersonName, Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope
from registry.reviewed import next_review

COLUMNS = (
    reference_column("contact", "job role"),
    ImportColumn(
        key="title",
        label="Job title",
        reads=Text(200),
        fills="title",
        is_needed=True,
        called=("role", "job role", "position", "post", "title"),
    ),
    ImportColumn(
        key="organisation",
        label="Organisation or team",
        reads=ORGANISATION,
        fills="organisation_id",
        is_needed=True,
        only_new=True,
        called=("organisation", "org", "team", "employer", "company", "body"),
    ),
    ImportColumn(
        key="team",
        label="Team in that organisation",
        reads=Text(200),
        means="Kept with what people can ask this role for",
        called=("team", "service", "directorate", "department", "section"),
    ),
    ImportColumn(
        key="remit",
        label="What people can ask this role for",
        reads=Text(LONGEST, lines=True),
        fills="remit",
        means="Everybody who sees the role sees this. Please don’t name anyone",
        called=(
            "remit",
            "responsibilities",
            "area of work",
            "area of responsibility",
            "what for",
            "covers",
        ),
    ),
    ImportColumn(
        key="kind",
        label="Kind of role",
        reads=Choice.of(JobRole, "kind"),
        fills="kind",
        only_new=True,
        called=("type of role",),
    ),
    ImportColumn(
        key="training",
        label="Training that comes with it",
        reads=Text(200),
        fills="training",
        called=("training", "trained", "course"),
    ),
    ImportColumn(
        key="mailbox",
        label="Mailbox of the role",
        reads=Email(),
        fills="email",
        means="An address that stays when the person changes",
        called=("team email", "mailbox", "shared email", "generic email"),
    ),
    ImportColumn(
        key="phone",
        label="Phone of the role",
        reads=Text(40),
        fills="phone",
        called=("phone", "telephone", "tel", "mobile"),
    ),
    ImportColumn(
        key="contact_page",
        label="Web page with contact details",
        reads=Link(),
        fills="contact_page",
        called=("website", "web page", "url", "link"),
    ),
    ImportColumn(
        key="holder",
        label="Name of who holds it",
        reads=PersonName(150),
        fills="holder.name",
        means="For new job roles. Tell the people that they are named here. Empty, or “vacant”, "
        "where nobody holds it",
        called=("name", "contact", "contact name", "full name", "person", "post holder"),
    ),
    ImportColumn(
        key="holder_email",
        label="Their work email",
        reads=Email(),
        fills="holder_email.email",
        becomes="holder.email",
        called=("email", "e mail", "email address", "work email", "contact email"),
    ),
    ImportColumn(
        key="confirmed_on",
        label="Last confirmed",
        reads=Day(is_whole=True),
        fills="confirmed_on",
        only_new=True,
        means="When somebody last said that it is right. Without a date it is not known",
        called=("last confirmed", "confirmed on", "date confirmed", "last checked", "checked on"),
        just_called=("confirmed", "checked"),
    ),
    ImportColumn(
        key="topics",
        label="Themes",
        reads=TOPICS,
        fills="topics.topic_id",
        means="Several with semicolons between them",
        called=("topic", "topics", "theme", "expertise"),
    ),
    place_column("Place that it covers"),
)
PARTS = {
    "place": ImportPart(model=JobRolePlace, owner="post_id", only_new=True),
    "topics": ImportPart(model=JobRoleTopic, owner="post_id", noun="Themes"),
    "holder": ImportPart(model=JobRoleHolder, owner="post_id", only_new=True),
}
NO_NAME = (
    "needs the name of who holds the role, in a column of its own. If nobody holds it, leave the "
    "address out, or put it under “Mailbox of the role”"
)


def _keeps(user: Any, place: Place) -> bool:
    """Editors and connectors of the place, who keep its job roles right."""
    return edits(user, place) or connects(user, place)


def _there(scope: Scope) -> QuerySet[JobRole]:
    """The open job roles of the place that the person sees, each known by its title and body."""
    reader = reader_of(scope.user)
    kept = sorted(reader.kept_places) if reader else []
    key = Concat(
        Cast("organisation_id", TextField()), Value(" "), "title", output_field=TextField()
    )
    return (
        JobRole.objects.visible_to(scope.user)
        .open()
        .in_places(scope.roots)
        .annotate(
            import_key=key,
            import_may=Case(
                When(Q(reach_ids__overlap=kept), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
            import_open=Case(
                When(visibility=Visibility.PUBLIC, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
    )


def _finish(row: Row, scope: Scope) -> None:
    """Confirmed when the file says so. Bringing a list confirms nobody: without a day it waits,
    never confirmed, for those who keep the directory."""
    if said := row.only_new.get("confirmed_on"):
        day = dt.date.fromisoformat(said)
        if day > timezone.localdate():
            row.problems.append(("confirmed_on", "is later than today"))
        row.fresh["review_by"] = next_review(JobRole(), day).isoformat()
    if team := row.first("team"):
        if remit := row.values.get("remit"):
            row.values["remit"] = f"{remit}\n\nTeam: {team}"
        else:
            row.fresh["remit"] = f"Team: {team}"
    row.parts["place"] = [{"place_id": row.place_id}]
    emails = row.parts.pop("holder_email", [])
    if emails and "holder" in row.blank:  # that of a role that nobody holds
        row.values.setdefault("email", emails[0]["email"])
    elif emails and "holder" not in row.parts:
        row.problems.append(("holder_email", NO_NAME))
    elif row.parts.get("holder"):
        row.parts["holder"][0]["email"] = emails[0]["email"] if emails else ""


def _before_writing(cursor: Any, scope: Scope) -> None:
    """Who holds a role is somebody whom the person may know already, else somebody new."""
    cursor.execute(
        "SELECT new_parts -> 'holder' -> 0 ->> 'name', new_parts -> 'holder' -> 0 ->> 'email', "
        "array_agg(number) FROM import_row WHERE is_new AND new_parts ? 'holder' GROUP BY 1, 2"
    )
    for name, email, numbers in cursor.fetchall():
        person = known_person(scope.user, name, email)
        made: list[int] = []
        if person is None:
            person = Person.objects.create(name=name, email=email, created_by=scope.user)
            made.append(person.pk)
        parts, people = {"holder": [{"person_id": person.pk}]}, {"people": made}
        cursor.execute(
            "UPDATE import_row SET new_parts = new_parts || %s::jsonb, added = added || %s::jsonb "
            "WHERE number = ANY(%s)",
            [json.dumps(parts), json.dumps(people), numbers],
        )


def _after_undoing(cursor: Any) -> None:
    """The people whom the import named first, where nothing else names them."""
    gone = (
        "SELECT (each #>> '{}')::bigint FROM import_gone, "
        "jsonb_array_elements(added -> 'people') each WHERE is_new"
    )
    cursor.execute(
        f"DELETE FROM {Person._meta.db_table} WHERE id IN ({gone}) "  # noqa: S608
        f"AND user_id IS NULL AND id NOT IN ({uses_of(Person, gone)})"
    )


CONTACTS = ImportFormat(
    key="contacts",
    noun="contact",
    makes=JobRole,
    columns=COLUMNS,
    permission=_keeps,
    there=_there,
    finish=_finish,
    key_of=lambda row: f"{row.said('organisation_id')} {row.values.get('title', '')}",
    levels=lambda scope: [
        level
        for level in levels_to_choose(scope)
        if level[0] in (Visibility.PLACE, Visibility.NETWORK)
    ],
    level=Visibility.NETWORK,
    parts=PARTS,
    named_by="title",
    called_by="title",
    before_writing=_before_writing,
    also_fills={"holder": ("person_id",)},
    after_undoing=_after_undoing,
    note="Each is a job role; who holds it is kept with it and shown to people who are signed in. "
    "To change who holds an existing role, open its page.",
    in_programme=in_programme(),
    order=40,
)
