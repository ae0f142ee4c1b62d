"""What the record takes back: it goes where nobody took it up, and nothing goes by an oversight."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from barriers.models import Barrier
from demo.load.everything import load
from demo.models import LoadedEntry
from pilots.models import Milestone, Pilot, PilotPlace
from records import history
from records.models import HistoryEntry
from tests.demo.changed_files import change


@pytest.fixture
def liverpool(kept_demo: None) -> Pilot:
    return Pilot.objects.get(slug="liverpool")


def drop(files: Path, name: str, beginning: str, *, withdrawn: str = "") -> None:
    """Take the line that begins so out of a file; ``withdrawn``: name that key, with a reason."""
    path = files / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.strip().startswith(beginning)]
    assert len(kept) == len(lines) - 1, f"{beginning!r} is not on one line of {name}"
    text = "".join(kept)
    if withdrawn:
        entry = f"  - {{key: {withdrawn}, why: No source says so.}}\n"
        if "withdrawn:\n" in text:
            text = text.replace("withdrawn:\n", f"withdrawn:\n{entry}", 1)
        else:
            text += f"withdrawn:\n{entry}"
    path.write_text(text, encoding="utf-8")


def a_milestone(files: Path, *, withdrawn: bool = True) -> str:
    key = "pilot/liverpool/milestone/cobalt-named"
    name = "pilots/liverpool.yaml"
    drop(files, name, "- {key: cobalt-named", withdrawn=key if withdrawn else "")
    return key


def test_what_the_record_takes_back_goes_and_its_history_says_why(
    liverpool: Pilot, files: Path
) -> None:
    key = a_milestone(files)
    number = LoadedEntry.objects.get(key=key).object_id
    said = io.StringIO()
    call_command("load_demo", data=files, stdout=said)
    assert "1  milestones withdrawn with the files" in said.getvalue()
    assert not Milestone.objects.filter(pk=number).exists()
    assert not LoadedEntry.objects.filter(key=key).exists()
    last = HistoryEntry.objects.of_kind(Milestone, [number]).latest("id")
    assert (last.kind, last.context.get("why")) == ("delete", "No source says so.")


def test_what_somebody_changed_since_stays_and_is_named(liverpool: Pilot, files: Path) -> None:
    key = a_milestone(files)
    milestone = Milestone.objects.get(pk=LoadedEntry.objects.get(key=key).object_id)
    with history.context(user=1):
        milestone.text = "As the place knows it."
        milestone.save()
    said = io.StringIO()
    call_command("load_demo", data=files, stdout=said)
    assert f"kept, as people have taken it up since: {key}" in said.getvalue()
    milestone.refresh_from_db()
    assert milestone.text == "As the place knows it."


def test_what_somebody_added_to_stays_whole(kept_demo: None, files: Path) -> None:
    barrier = Barrier.objects.get(pilot__slug="liverpool", category__key="structures")
    barrier.actions.create(what="We asked the council.")
    path = files / "pilots/liverpool.yaml"
    before, _, after = path.read_text(encoding="utf-8").partition("  - key: crowded-field\n")
    rest = after[after.index("  - key: ") :]
    key = "pilot/liverpool/barrier/crowded-field"
    path.write_text(
        f"{before}{rest}withdrawn:\n  - {{key: {key}, why: None said so.}}\n", encoding="utf-8"
    )
    record = load(files)
    assert key in record.kept
    assert barrier.actions.count() == 2


def test_what_is_gone_without_a_word_stops_the_load(liverpool: Pilot, files: Path) -> None:
    key = a_milestone(files, withdrawn=False)
    with pytest.raises(CommandError, match=f"{key}: was loaded before and is in no file"):
        call_command("load_demo", data=files, verbosity=0)
    assert LoadedEntry.objects.filter(key=key).exists()


def test_what_is_withdrawn_and_still_there_stops_the_load(liverpool: Pilot, files: Path) -> None:
    path = files / "pilots/luton.yaml"
    entry = "withdrawn:\n  - {key: pilot/luton, why: No source says so.}\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    with pytest.raises(CommandError, match="pilot/luton: is withdrawn and in a file as well"):
        call_command("load_demo", data=files, verbosity=0)


def test_a_place_that_an_entry_does_not_name_any_more_goes_by_itself(
    liverpool: Pilot, files: Path
) -> None:
    change(files, "pilots/liverpool.yaml", "areas: [croxteth]", "areas: []")
    assert PilotPlace.objects.filter(pilot=liverpool, role="target").count() == 1
    load(files)
    assert not PilotPlace.objects.filter(pilot=liverpool, role="target").exists()


def test_a_link_that_somebody_changed_keeps_no_other(liverpool: Pilot, files: Path) -> None:
    change(files, "pilots/liverpool.yaml", "areas: [croxteth]", "areas: []")
    change(files, "pilots/cornwall.yaml", "areas: [bodmin]", "areas: []")
    ours = PilotPlace.objects.get(pilot=liverpool, role="target")
    with history.context(user=1):
        ours.role = "district_partner"
        ours.save()
    record = load(files)
    assert record.kept == {"pilot/liverpool/place/croxteth"}
    assert not PilotPlace.objects.filter(pilot__slug="cornwall", role="target").exists()


def test_a_figure_goes_with_those_that_it_corrected(liverpool: Pilot, files: Path) -> None:
    name = "pilots/luton.yaml"
    change(files, name, "value: 15,", "value: 16,")
    load(files)
    indicator = Pilot.objects.get(slug="luton").indicators.get(number=2)
    assert indicator.actuals.count() == 2
    key = "pilot/luton/indicator/professional-interviews/actual/study"
    drop(files, name, "- {key: study, value: 16,", withdrawn=key)
    change(
        files, name, "    method: study\n    actuals:\nmilestones", "    method: study\nmilestones"
    )
    load(files)
    assert not indicator.actuals.exists()
