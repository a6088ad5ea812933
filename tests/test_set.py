"""``rolebook set`` writes one field, says what it did, and writes nothing that would be wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rolebook.cli import main

SMALL = Path(__file__).parent / "projects" / "small"
ROLE = Path("content/roles/support-worker.yaml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "mkdocs.yml").touch()
    return tmp_path


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main, ["set", "--project", str(project), "--now", "2026-11-23", *words]
    )


def written(project: Path, *words: str) -> tuple[str, str]:
    """Set a field of the role; give what was said, and the lines that changed."""
    before = (project / ROLE).read_text("utf-8").splitlines()
    done = run(project, "support-worker", *words)
    assert done.exit_code == 0, done.output
    after = (project / ROLE).read_text("utf-8").splitlines()
    return done.output, "\n".join(line for line in after if line not in before)


def test_a_field_is_written_and_what_check_finds_is_said(project: Path) -> None:
    said, line = written(project, "title", "Care Worker")
    assert f'{ROLE.as_posix()}: title: "Support Worker" → "Care Worker"' in said
    assert "roles checked" in said
    assert line == "title: Care Worker"
    assert (
        'title is "Care Worker" already'
        in run(project, "support-worker", "title", "Care Worker").output
    )


def test_a_field_that_is_not_there_is_added_in_its_place(project: Path) -> None:
    written(project, "place.travel.required", "yes")
    text = (project / ROLE).read_text("utf-8")
    assert "  travel:\n    required: yes\n" in text
    keys = [line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert keys.index("place") < keys.index("contract")
    said, _ = written(project, "place.travel.required", "--remove")
    assert '"yes" → nothing' in said
    assert "travel" not in (project / ROLE).read_text("utf-8")


def test_an_item_is_added_and_named_as_in_messages(project: Path) -> None:
    assert written(project, "works_with[1]", "Cook: kitchen")[1] == (
        'works_with:\n  - "Cook: kitchen"'
    )
    assert written(project, "works_with[2]", "Driver")[1] == "  - Driver"
    assert written(project, "works_with[1]", "Gardener")[1] == '  - "Gardener"'


def test_a_file_of_site_config_is_changed_too(project: Path) -> None:
    done = run(project, "site_config/site.yaml", "heading", "Our jobs")
    assert done.exit_code == 0, done.output
    assert "heading: Our jobs\n" in (project / "site_config/site.yaml").read_text("utf-8")


def test_dry_run_shows_the_difference_and_writes_nothing(project: Path) -> None:
    before = (project / ROLE).read_bytes()
    done = run(project, "support-worker", "title", "Care Worker", "--dry-run")
    assert "-title: Support Worker\n+title: Care Worker\n" in done.output
    assert (project / ROLE).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["support-worker", "pay.minimun", "1"], "pay.minimun isn't a field Rolebook knows; did you"
         ' mean "minimum"?'),
        (["support-worker", "pay", "1"], "pay has more than one value; name one of them, such as"),
        (["support-worker", "works_with", "Cook"], "name one of them, such as works_with[1]"),
        (["support-worker", "works_with.a", "Cook"], "works_with is a list; name one item, such as"
         " works_with[1]"),
        (["support-worker", "works_with[3]", "Cook"], "works_with has 0 items; write works_with[1]"
         " to add one"),
        (["support-worker", "works_with[0]", "Cook"], "items count from 1, so write works_with[1]"),
        (["support-worker", "title.a", "Cook"], "title has no fields of its own"),
        (["support-worker", "title[1]", "Cook"], "title isn't a list"),
        (["support-worker", "notes", "--remove"], "notes isn't in the file"),
        (["support-worker", "hours.hours_a_week", "many"], "this would be wrong:\n"
         "content/roles/support-worker.yaml:"),
        (["support-worker", "title", "--remove"], 'title: is missing; add a line "title: "'),
        (["support-worker", "organisation", "x"], "organisation: "),
        (["suport-worker", "title", "x"], 'did you mean "support-worker"?'),
        (["site_config/sites.yaml", "heading", "x"], 'did you mean "site_config/site.yaml"?'),
        (["support-worker", "title"], "write the value after the field, or --remove"),
        (["support-worker", "title", "x", "--remove"], "write the value after the field"),
    ],
)  # fmt: skip
def test_what_would_be_wrong_is_not_written(project: Path, words: list[str], says: str) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    done = run(project, *words)
    assert done.exit_code
    assert says in done.output
    assert {path: path.read_bytes() for path in project.rglob("*.yaml")} == before


def test_one_of_two_mistakes_can_be_put_right(project: Path) -> None:
    path = project / ROLE
    text = path.read_text("utf-8")
    path.write_text(text + "version_nte: x\n" + "review_date: soon\n", "utf-8")
    done = run(project, "support-worker", "review_date", "2027-03-01")
    assert done.exit_code == 0, done.output
    assert "review_date: 2027-03-01\n" in path.read_text("utf-8")
    assert run(project, "support-worker", "review_date", "later").exit_code == 1


def test_what_somebody_saved_meanwhile_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / ROLE
    changed = path.read_bytes() + b"# saved meanwhile\n"
    from rolebook.commands import set as command

    def check_result(*given: object, **more: object) -> object:
        path.write_bytes(changed)
        return original(*given, **more)  # type: ignore[arg-type]

    original = command.check_result
    monkeypatch.setattr(command, "check_result", check_result)
    done = run(project, "support-worker", "title", "Care Worker")
    assert "has been changed meanwhile, so nothing was written" in done.output
    assert path.read_bytes() == changed
