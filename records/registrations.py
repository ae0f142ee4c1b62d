"""How sources, findings and notes take part in the whole."""

from __future__ import annotations

from typing import Any

from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.models import Finding, FindingSubject, Note, Source, SwitchedOff
from records.resting import CitesSource, Line


def _finding(finding: Finding) -> Line:
    return Line(finding.claim, note=str(finding.value) if finding.value.known else "")


def _note(note: Note) -> Line:
    """A note leads to the record that it is about; one about the source itself stays there."""
    subject: Any = note.subject
    if isinstance(subject, Source):
        return Line(note.text)
    has_page = hasattr(subject, "get_absolute_url")  # a kind of barrier has none of its own
    return Line(note.text, subject.get_absolute_url() if has_page else "", str(subject))


REGISTRATIONS = (
    HistoryLabel(model=Note, apart="no form changes it: it comes with the published record"),
    HistoryLabel(model=Finding, apart="no form changes it: it comes with the published record"),
    HistoryLabel(model=FindingSubject, apart="it is what its finding is about"),
    PlaceRule(Note, "subject", Does.STAY, because="a source said it of the old place"),
    PlaceRule(FindingSubject, "subject", Does.STAY, because="it was found of the old place"),
    BodyRule(Note, "subject", Does.MOVE, noun="note", order=530),
    BodyRule(
        FindingSubject,
        "subject",
        Does.MOVE,
        noun="finding",
        record="finding",
        order=540,
        once=("finding_id",),
    ),
    CitesSource(model=Finding, key="findings", noun="finding", order=310, line=_finding),
    CitesSource(model=Note, key="notes", noun="note", order=320, line=_note, needs=("subject",)),
    HistoryLabel(model=Source),
    Absent(
        model=SwitchedOff,
        at=Whole.FILES,
        why="it holds from the moment when somebody says so",
    ),
    Absent(
        model=Source,
        at=Whole.FILES,
        why="no format reads a list of references",
        to_come=True,
    ),
)
