"""What must be true of the files themselves."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from records.tables import TablesTogether

ROOT = Path(settings.BASE_DIR)
OURS = {".py", ".html", ".css", ".js", ".md", ".sh", ".toml", ".yaml", ".txt", ".example", ""}
LEFT_OUT = {".git", ".venv", ".data", "staticfiles", "__pycache__", ".hypothesis"}
LONGEST = 400
HOMELESS = {"core", "common", "utils", "util", "helpers", "helper", "misc"}
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+?)(?: ;.*)? \\$", re.MULTILINE)


def files(folder: Path = ROOT) -> Iterator[Path]:
    """The project's own text files, without what is made on the machine."""
    for path in sorted(folder.iterdir()):
        if path.name in LEFT_OUT or path.name.endswith("_cache"):
            continue  # .git is a file where the checkout is a worktree
        if path.is_dir():
            yield from files(path)
        elif path.suffix in OURS and path.name != ".env":
            yield path


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-install.txt")


def pins(file: str) -> dict[str, str]:
    """Package → version, as `file` pins them."""
    return dict(PINNED.findall((ROOT / file).read_text()))


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes_and_carry_no_address(file: str) -> None:
    text = (ROOT / file).read_text()
    assert "://" not in text
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    strange = [x for x in lines if not PINNED.match(x) and not x.startswith("    --hash=sha256:")]
    assert strange == []
    unhashed = re.findall(r"^(\S+==\S+).*\\\n(?!    --hash)", text, re.MULTILINE)
    assert unhashed == []


def test_requirements_are_in_step_with_pyproject() -> None:
    project = pyproject()["project"]
    wanted = {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": project["dependencies"] + project["optional-dependencies"]["dev"],
        "requirements-install.txt": pyproject()["dependency-groups"]["install"],
    }
    for file, dependencies in wanted.items():
        pinned = pins(file)
        for each in map(Requirement, dependencies):
            version = pinned.get(canonicalize_name(each.name))
            assert version, f"{file} lacks {each.name}; docs/operating.md says how to make it anew"
            assert each.specifier.contains(version, prereleases=True), f"{each} in {file}"


def test_tests_run_on_the_versions_that_are_served() -> None:
    served, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in served} == served


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    project = pyproject()["project"]
    dependencies = project["dependencies"] + project["optional-dependencies"]["dev"]
    for each in dependencies + pyproject()["dependency-groups"]["install"]:
        [line] = [x for x in lines if x.strip().startswith(f'"{each}"')]
        _, _, reason = line.partition("#")
        assert len(reason.split()) >= 2, f"{each} has no reason beside it"


def test_the_example_names_every_setting_and_no_other() -> None:
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    read = {
        call.args[0].value
        for call in calls
        if isinstance(call.args[0], ast.Constant)
        and (
            (isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env")
            or (isinstance(call.func, ast.Name) and call.func.id == "required")
        )
    }
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == read


def test_no_test_leaves_itself_out() -> None:
    """What a test lacks it makes, or it fails and says what to install (docs/testing.md)."""
    leaves = re.compile(r"pytest\.(skip|xfail|importorskip)\(")
    found = [named(p) for p in files() if p != Path(__file__) and leaves.search(p.read_text())]
    assert found == []


def test_every_test_that_the_docs_name_is_there() -> None:
    tests = [path for path in files(ROOT / "tests") if path.suffix == ".py"]
    there = {word for path in tests for word in re.findall(r"\btest_\w+", path.read_text())}
    there |= {path.stem for path in tests}
    named_there = re.findall(r"\btest_\w+", (ROOT / "docs" / "testing.md").read_text())
    assert set(named_there) - there == set()


def test_no_test_empties_the_database_of_the_others() -> None:
    """What migrations wrote would be gone for whatever runs next: `own_database` is for that."""
    empties = re.compile(
        r"transaction=True|transactional_db|TransactionTestCase|live_server\b|reset_sequences"
    )
    found = [named(p) for p in files() if p != Path(__file__) and empties.search(p.read_text())]
    assert found == []


def test_no_file_is_too_long() -> None:
    long = {
        named(path): lines
        for path in files()
        if "migrations" not in path.parts
        and not path.name.startswith("requirements")
        and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_every_thing_has_a_home_of_its_own() -> None:
    assert [named(p) for p in files() if HOMELESS & {*p.relative_to(ROOT).parts, p.stem}] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    machine = re.compile(r"(?<![\w.:/])/(?:root|home|work|Users)/\w|pythonhosted|pypi\.org|npmjs")
    found = {
        named(path): line
        for path in files()
        for line in path.read_text().splitlines()
        if machine.search(line) and path != Path(__file__)
    }
    assert found == {}


def test_migrations_that_add_several_things_make_them_together() -> None:
    """Else an empty database takes minutes to make (docs/decisions/0015)."""
    adding = (AddConstraint, AddField, AddIndex, CreateModel)
    ours = {Path(one.path).name for one in apps.get_app_configs() if Path(one.path).parent == ROOT}
    slow = [
        str(made)
        for (app, _), made in MigrationLoader(None).disk_migrations.items()
        if app in ours
        and not isinstance(made, TablesTogether)
        and sum(type(step) in adding for step in made.operations) > 1
    ]
    assert slow == []
