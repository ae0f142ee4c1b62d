"""What rows of the record are beyond the fields of their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from barriers.escalation.rules import Clock
from barriers.models import (
    Barrier,
    Closing,
    Practice,
    Publication,
    PublicationStep,
    SubType,
    SystemicBarrier,
    SystemicOffer,
)
from barriers.practice.actions import claim_of
from demo.load.entries import Entry
from demo.load.values import day_of
from partnerships.models import Place, Programme
from people.models import Person, Team
from pilots.models import CaseStudy, Pilot
from pilots.status.checklist import BY_KEY
from policy.models import Priority
from records.models import FindingSubject, Source, Visibility
from records.periods import after_working_days

if TYPE_CHECKING:
    from demo.load.record import Record


def add_part(entry: Entry, where: str, key: str, /, **fields: str) -> None:
    """Nest an entry in this one, before those that are in that list."""
    said = {one: value for one, value in fields.items() if value}
    entry.fields[where] = [{"key": key, **said}, *entry.fields.get(where, [])]


def place(entry: Entry) -> None:
    """A place has its name among its names, a link to what it is within, perhaps a code."""
    source = entry.fields.pop("source", "")
    add_part(entry, "names", "plain", name=entry.text("name"))
    if code := entry.fields.pop("code", ""):
        add_part(entry, "codes", code, code=code, source="ons-wards-2025")
    if within := entry.fields.pop("within", ""):
        add_part(entry, "links", within, other=within, source=source)


def organisation(entry: Entry) -> None:
    """A body has its name of today among its names, unless those are told."""
    said = {name: entry.fields.pop(name, "") for name in ("short_name", "source")}
    if "names" not in entry.fields:
        add_part(entry, "names", "today", name=entry.text("name"), **said)


def taking_part(entry: Entry) -> None:
    """A place by its own code, or what the source names by that of the council it lies within."""
    code, within, name = (entry.fields.pop(one, "") for one in ("code", "within", "name"))
    if bool(code) == bool(within) or bool(within) != bool(name):
        raise entry.error("has either a code, or within and a name")
    entry.fields |= {"place": code or within, "named": name}


def pilot(entry: Entry) -> None:
    """Where a second source says whom it is for, a note says so."""
    source = entry.fields.pop("target_group_source", "")
    if source not in ("", entry.text("source")):
        said = f"Whom it is for: {entry.text('target_group')}"
        add_part(entry, "notes", "target-group", text=said, source=source)


def pilot_row(entry: Entry, row: Any, record: Record) -> None:
    """A pilot has a team of its own."""
    team, leads = entry.derived("team", "own"), entry.names("places")
    lead = record.named(entry, Place, leads[0]) if leads else None
    called = row.name or f"{entry.slug.replace('-', ' ').title()} pilot"
    record.add(team, Team(name=f"{called} team"[:150], place_id=lead))
    row.team_id = record.id_of(team)


def its_word(entry: Entry, row: Any, record: Record) -> None:
    """A made-up body confirmed what is said of it; of a real one nobody here has its word."""
    body = row.claimed_body
    if body is not None and body.is_example:
        row.claim = row.Word.CONFIRMED


def note(entry: Entry, row: Any, record: Record) -> None:
    """A note is about the record that it names or is nested in.

    A second source, where the facts name two for one claim, is said at the end of the text.
    """
    if also := record.named(entry, Source, entry.text("also")):
        second = Source.objects.get(pk=also)
        row.text = f"{row.text} Also in: “{second.title}” ({second.publisher})."
    row.key = entry.key
    part_of(entry, row, record)


def part_of(entry: Entry, row: Any, record: Record) -> None:
    """The record that a row is about: one that it names, else the one that it is nested in."""
    for column, value in record.about(entry, entry.text("about")).items():
        setattr(row, column, value)


def finding(entry: Entry, row: Any, record: Record) -> None:
    """The key of a finding is its path."""
    row.key = entry.key.replace("/", "-")


def finding_links(entry: Entry, record: Record) -> None:
    """A finding is about the programme that it is nested in, and the records that it names."""
    own = [entry.owner.key] if entry.owner and entry.owner.model is Programme else []
    for subject in dict.fromkeys([*own, *entry.names("about")]):
        row = FindingSubject(finding_id=record.id_of(entry), **record.about(entry, subject))
        record.add(entry.derived("about", subject.replace("/", "-")), row)


def indicator(entry: Entry, row: Any, record: Record) -> None:
    """Who counts by a shared definition counts by its first edition."""
    row.shared_edition = 1 if row.shared_id else None


def update(entry: Entry, row: Any, record: Record) -> None:
    """An update was written when it was submitted."""
    row.updated_at = row.created_at


def start_step(entry: Entry, row: Any, record: Record) -> None:
    """A step of the checklist."""
    if row.step not in BY_KEY:
        raise entry.error("is no step of the checklist")


def sub_types(entry: Entry) -> None:
    """Finer kinds are named within the barrier's kind."""
    within = f"{entry.text('category')}/sub-type"
    if names := entry.names("sub_types"):
        entry.fields["sub_types"] = [f"{within}/{one}" for one in names]


def of_pilot(entry: Entry, row: Any, record: Record) -> None:
    """What is of a pilot is of its programme and team."""
    if row.pilot_id:
        rows = Pilot.objects.filter(pk=row.pilot_id)
        row.programme_id, row.team_id = rows.values_list("programme_id", "team_id")[0]


def of_case_study(entry: Entry, row: Any, record: Record) -> None:
    """Where a case study was used is a record of its pilot."""
    row.pilot_id = CaseStudy.objects.values_list("pilot_id", flat=True).get(pk=row.case_study_id)


def as_published(entry: Entry, record: Record) -> None:
    """A barrier that says what a published source says is open to everybody."""
    pk = record.id_of(entry)
    if entry.flag("as_published") and entry.key in record.unsaved:
        Barrier.objects.filter(pk=pk).update(is_as_published=True, is_cleared=True)


def cause_as_published(entry: Entry, record: Record) -> None:
    """A shared cause that says what a published source says is open to everybody."""
    pk = record.id_of(entry)
    if entry.flag("as_published") and entry.key in record.unsaved:
        SystemicBarrier.objects.filter(pk=pk).update(is_as_published=True)


def believed(entry: Entry, row: Any, record: Record) -> None:
    """What a check that found no rule showed to be only believed, in words of its own or not."""
    barrier = Barrier.objects.select_related("category").get(checks=row.found_by_id)
    row.barrier_id, row.category_id = barrier.pk, barrier.category_id
    row.claim = row.claim or claim_of(barrier)


def escalation(entry: Entry, row: Any, record: Record) -> None:
    """Days are counted as if it had been sent then."""
    if row.sent_on:
        clock = Clock()
        row.first_due = clock.answer_by(row.sent_on)
        row.acknowledge_by = clock.acknowledge_by(row.sent_on)
        row.answer_by = row.answer_by or row.first_due


def publication(entry: Entry, row: Any, record: Record) -> None:
    """Days are counted as if the place had agreed then.

    The barrier's parts are written first: with one more of them its words would be others.
    """
    record.flush()
    row.body_id = Barrier.objects.values_list("unlocker_id", flat=True).get(pk=row.barrier_id)
    if row.body_id is None:
        raise entry.error("its barrier names no body")
    row.agreed_on = row.sent_on
    if row.sent_on:
        row.reply_by = after_working_days(row.sent_on, Publication.DAYS)
    else:
        row.agreed_by_id = None


def published(entry: Entry, record: Record) -> None:
    """What its place and the body agreed to is open to everybody."""
    row = Publication.objects.get(pk=record.id_of(entry))
    not_open = Q(pk=row.barrier_id, is_cleared=False)
    if row.state == Publication.State.PUBLISHED:
        Barrier.objects.filter(not_open).update(is_cleared=True, visibility=Visibility.PUBLIC)


def publication_step(entry: Entry, row: Any, record: Record) -> None:
    """A reply is the body's."""
    if row.kind == PublicationStep.Kind.REPLIED:
        rows = Publication.objects.filter(pk=row.publication_id)
        row.body_id = rows.values_list("body_id", flat=True)[0]


def offer(entry: Entry, row: Any, record: Record) -> None:
    """An offer that was accepted closed its barrier, which stands as resolved in its file."""
    if row.state != SystemicOffer.State.ACCEPTED:
        return
    closing = entry.derived("closing", "closing")
    how = {name: entry.text(name) for name in ("how", "what", "unlocked_by", "no_lesson_because")}
    if missing := [name for name in ("how", "what", "no_lesson_because") if not how[name]]:
        raise entry.error(f"{missing[0]} is missing")
    made = Closing(
        barrier_id=row.barrier_id,
        status=Barrier.Status.RESOLVED,
        on=timezone.localdate(row.answered_at) if row.answered_at else timezone.localdate(),
        created_by_id=row.answered_by_id,
        **how,
    )
    record.add(closing, made)
    row.closing_id = record.id_of(closing)


def data_request(entry: Entry, row: Any, record: Record) -> None:
    """Of a pilot it is of its programme and team; once asked, it is with the body that holds it."""
    of_pilot(entry, row, record)
    row.asked_of_id = row.holder_id if entry.flag("asked") else None


def guidance_for(row: Any) -> None:
    """Guidance for a step or a finer kind is for the kind that it is of."""
    if row.practice_id:
        row.category_id = Practice.objects.get(pk=row.practice_id).category_id
    if row.sub_type_id:
        row.category_id = SubType.objects.get(pk=row.sub_type_id).category_id


def case_study(entry: Entry, row: Any, record: Record) -> None:
    """Without the demo's accounts nobody is there who reviewed it."""
    row.state = "published" if row.published_at else "reviewed" if row.reviewed_at else "written"
    if row.reviewed_by_id is None and not row.is_as_published:
        row.state = "returned" if row.review_note else "written"
        row.reviewed_at = row.published_at = None


def evaluation_finding(entry: Entry, row: Any, record: Record) -> None:
    """A finding is published, unless it says that it is not."""
    early = entry.flag("not_published")
    row.published_at = None if early else row.published_at or timezone.now()


def priority(entry: Entry, row: Any, record: Record) -> None:
    """What was taken over was so in the words of that day, with the places and topics of then."""
    if row.parent_id:
        record.flush()
        row.parent_version = Priority.objects.get(pk=row.parent_id).version


def anchored(entry: Entry, row: Any, record: Record) -> None:
    """A body is an anchor where it says why."""
    row.is_anchor = bool(row.anchor_reason)


def keeps(entry: Entry, record: Record) -> None:
    """The page of a place that a job role keeps."""
    if page := record.named(entry, Place, entry.text("keeps")):
        Place.objects.filter(pk=page, owner_post=None).update(
            owner_post=record.id_of(entry), review_by=day_of(entry, "keeps_until")
        )


def holder(entry: Entry, row: Any, record: Record) -> None:
    """Who holds a job role."""
    said = {one: entry.text(one) for one in ("name", "email")}
    person = entry.derived("person", "who", **said)
    record.add(person, Person(**said, user_id=record.named(entry, User, entry.text("account"))))
    row.person_id = record.id_of(person)
