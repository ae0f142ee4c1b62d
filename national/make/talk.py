"""What stands beside records: comments, whom they mention, and attached files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType

from barriers.models import Barrier, SystemicBarrier
from collaboration.models import Attachment, Comment, Mention
from national.make.work import LARGEST
from national.make.world import World
from pilots.models import Engagement, Pilot, Update
from records.copying import Row

# Where people comment: of a hundred comments, so many on each kind of record
_ON = {Barrier: 45, Pilot: 30, Update: 23, SystemicBarrier: 2}
_BESIDE = {Update: 70, Engagement: 30}
# One in so many comments is on the largest pilot, or on the first barrier
_BUSY = 200
_MENTIONS_EVERY = 4

_SAID = ("id", "subject_type_id", "subject_id", "text", "created_by_id", "created_at", "updated_at")
_MENTIONED = ("comment_id", "user_id")
_FILE = (
    *("subject_type_id", "subject_id", "file", "name", "kind", "media_type", "size", "digest"),
    *("created_by_id", "created_at", "updated_at"),
)
_TYPES = (
    ("pdf", "application/pdf"),
    ("image", "image/jpeg"),
    ("spreadsheet", "text/csv"),
)


def fill_talk(world: World) -> None:
    """Comments on records of four kinds, a quarter with a mention, and files beside two kinds."""
    kinds = ContentType.objects.get_for_models(*_ON, *_BESIDE)
    numbers = {kind.pk: _rows(model) for model, kind in kinds.items()}
    world.fill(Comment, _SAID, _comments(world, kinds, numbers))
    world.fill(Mention, _MENTIONED, _mentions(world))
    world.fill(Attachment, _FILE, _files(world, kinds, numbers))


def _rows(model: Any) -> int:
    """How many there are; they are numbered from 1."""
    return int(model.objects.count())


def _comments(world: World, kinds: Any, numbers: dict[int, int]) -> Iterator[Row]:
    weights = {kinds[model].pk: weight for model, weight in _ON.items()}
    for n, kind in enumerate(world.pick(weights, world.sizes.comments), start=1):
        subject = world.random.randint(1, numbers[kind])
        if n % _BUSY == 0:
            kind, subject = kinds[Pilot].pk, LARGEST  # noqa: PLW2901 - a busy one in its place
        elif n % _BUSY == 1:
            kind, subject = kinds[Barrier].pk, 1  # noqa: PLW2901 - as above
        yield n, kind, subject, f"Made-up comment {n}", world.person(), *world.made_at()


def _mentions(world: World) -> Iterator[Row]:
    return ((n, world.person()) for n in range(1, world.sizes.comments + 1, _MENTIONS_EVERY))


def _files(world: World, kinds: Any, numbers: dict[int, int]) -> Iterator[Row]:
    weights = {kinds[model].pk: weight for model, weight in _BESIDE.items()}
    for n, kind in enumerate(world.pick(weights, world.sizes.attachments), start=1):
        subject, digest = world.random.randint(1, numbers[kind]), f"{n:064x}"
        stands_as, media_type = _TYPES[n % len(_TYPES)]
        name, size = f"made-up-file-{n}", 1_000 + n % 5_000_000
        yield (
            *(kind, subject, f"{n % 256:02x}/{n:040x}", name, stands_as, media_type, size, digest),
            *(world.person(), *world.made_at()),
        )
