"""What the library holds: each kind with the list that is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, eq=False)
class LibraryKind:
    """Records of one kind of knowledge, by the kinds of the index of search that it is made of.

    ``key`` stands in addresses. ``page`` is the list of its own, ``words`` how that is called where
    the kind is chosen. ``failed`` are the states, by kind of the index, of what did not work.
    """

    key: str
    label: str
    one: str
    page: str
    words: str
    indexes: Sequence[str]
    failed: Mapping[str, Sequence[str]] = field(default_factory=dict)


KINDS = (
    LibraryKind(
        key="lessons",
        label="Lessons",
        one="Lesson",
        page="lessons",
        words="All lessons, with filters and files",
        indexes=("lesson",),
        failed={"lesson": ("failed",)},
    ),
    LibraryKind(
        key="case-studies",
        label="Case studies",
        one="Case study",
        page="case_studies",
        words="All case studies, with filters and files",
        indexes=("casestudy",),
        failed={"casestudy": ("did_not",)},
    ),
    LibraryKind(
        key="findings",
        label="Findings",
        one="Finding",
        page="evaluation_findings",
        words="What evaluations found, with filters and files",
        indexes=("evaluationfinding", "finding"),
        failed={"evaluationfinding": ("negative", "no_effect")},
    ),
    LibraryKind(
        key="things-to-do",
        label="Things to do",
        one="Thing to do",
        page="practice_library",
        words="The practice library, by kind of barrier",
        indexes=("practice",),
    ),
    LibraryKind(
        key="guidance",
        label="Guidance",
        one="Guidance",
        page="guidance_list",
        words="All guidance, with filters and files",
        indexes=("guidance",),
    ),
    LibraryKind(
        key="examples",
        label="Examples",
        one="Example",
        page="practice_examples",
        words="All examples, with filters and files",
        indexes=("practiceexample",),
    ),
    LibraryKind(
        key="often-believed",
        label="Often believed, not true",
        one="Often believed",
        page="believed_list",
        words="All that is often believed, with filters",
        indexes=("believed",),
    ),
    LibraryKind(
        key="agreements",
        label="Example agreements",
        one="Agreement",
        page="example_agreements",
        words="All example agreements, with where they were made",
        indexes=("exampleagreement",),
    ),
    LibraryKind(
        key="events",
        label="Learning events",
        one="Event",
        page="learning_events",
        words="Learning events to come and past",
        indexes=("learningevent",),
    ),
)
