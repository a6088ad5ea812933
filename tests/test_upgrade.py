"""``rolebook upgrade`` brings a project up to this version, and loses nothing of the employer's."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from history_of import commit_all
from rolebook import __version__
from rolebook.cli import main
from rolebook.editing import owned_files
from rolebook.editing.three_way import Merged, merged

ROOT = Path(__file__).parent.parent
STARTED = ROOT / "tests" / "projects" / "started-with-0.2.0"
RELEASES = ROOT / "hooks" / "rolebook" / "starter" / "releases"
HOSTS = ["github", "gitlab", "netlify"]


def run(command: str, project: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, [command, "--project", str(project), "--now", "2026-12-01", *options]
    )


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    host = getattr(request, "param", "github")
    return Path(shutil.copytree(STARTED / host, tmp_path / "jobs"))


def files_in(folder: Path) -> dict[str, str]:
    """Give the text of each file, without what Rolebook makes."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
    return {name: text for name, text in files.items() if not name.startswith("schemas/")}


def original_of(name: str) -> list[str]:
    """Give the lines of an owned file as version 0.2.0 wrote it."""
    path = RELEASES / "0.2.0" / re.sub(r"(^|/)\.", r"\1dot-", name)
    return path.read_text("utf-8").replace("<<version>>", "0.2.0").splitlines()


@pytest.mark.parametrize("project", HOSTS, indirect=True)
def test_a_project_of_an_earlier_version_is_upgraded_with_its_own_changes(project: Path) -> None:
    before = files_in(project)
    newest = owned_files.owned_files()
    assert run("upgrade", project, "--check").exit_code == 1
    assert files_in(project) == before
    done = run("upgrade", project, "--yes")
    assert done.exit_code == 0, done.output
    after = files_in(project)
    assert after.keys() == before.keys()
    for name, text in before.items():
        if name not in newest:
            renamed = text.replace("  reach: The", "  area_served: The", 1)
            renamed = renamed.replace("reach: 'The", "area_served: 'The", 1)
            assert after[name] == renamed
            assert (renamed != text) is (name == "content/roles/support-worker.yaml")
            continue
        was, now = original_of(name), newest[name].replace("<<version>>", __version__).splitlines()
        own = [line for line in text.splitlines() if line not in was]
        assert own, f"the employer has changed {name}"
        lines = after[name].splitlines()
        assert not [line for line in own if line not in lines]
        assert not [line for line in now if line not in was and line not in lines]
    assert f"rolebook=={__version__}\n" in after["requirements.txt"]
    checked = run("check", project)
    assert checked.output == "1 role checked: no errors and no advice\n"
    again = run("upgrade", project, "--check")
    assert again.exit_code == 0, again.output
    assert f"Everything is up to date with Rolebook {__version__}." in again.output


def test_an_old_name_is_read_and_reported(project: Path) -> None:
    before = run("check", project)
    assert before.exit_code == 0
    lines = [line for line in before.output.splitlines() if "[old-name]" in line]
    assert len(lines) == 2, before.output
    assert ': place.reach: is called "area_served" now; write "area_served:" in' in lines[0]
    assert ": vacancies[1].overrides.place.reach: is called" in lines[1]
    path = project / "content" / "roles" / "support-worker.yaml"
    text = path.read_text("utf-8")
    number = next(n for n, line in enumerate(text.splitlines(), 1) if "reach: The" in line)
    assert lines[0].startswith(f"content/roles/support-worker.yaml:{number}:3: advice: ")


def test_a_file_with_the_old_and_the_new_name_is_an_error(project: Path) -> None:
    path = project / "content" / "roles" / "support-worker.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  reach: The", "  area_served: Here\n  reach: The", 1), "utf-8")
    checked = run("check", project)
    assert checked.exit_code == 1
    assert (
        'did you mean "area_served" on line 20? If so, put what this says there' in checked.output
    )


def test_line_ends_of_windows_stay(project: Path) -> None:
    path = project / "content" / "roles" / "support-worker.yaml"
    windows = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(windows)
    assert run("upgrade", project, "--yes").exit_code == 0
    expected = windows.replace(b"  reach: The", b"  area_served: The", 1)
    assert path.read_bytes() == expected.replace(b"reach: 'The", b"area_served: 'The", 1)


def test_the_difference_is_shown_first(project: Path) -> None:
    done = run("upgrade", project)
    assert f"-rolebook==0.2.0\n+rolebook=={__version__}\n" in done.output
    assert done.exit_code == 2
    assert "nothing was written; look at the changes above, and add --yes" in done.output
    assert files_in(project) == files_in(STARTED / "github")


@pytest.mark.parametrize(("answer", "written"), [(b"y\n", True), (b"n\n", False)])
def test_a_terminal_is_asked_before_anything_is_written(
    project: Path, answer: bytes, written: bool
) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    command = [sys.executable, "-m", "rolebook", "upgrade"]
    done = subprocess.run(
        command, cwd=project, stdin=theirs, capture_output=True, text=True, check=False
    )
    assert "Write these 4 files? [y/N]:" in done.stdout
    assert done.returncode == (0 if written else 1)
    pinned = (project / "requirements.txt").read_text("utf-8")
    assert (f"rolebook=={__version__}" in pinned) is written


def test_a_new_name_is_no_change_of_what_a_role_says(project: Path) -> None:
    commit_all(project, "2026-11-30")
    assert run("upgrade", project, "--yes").exit_code == 0
    differs = CliRunner().invoke(main, ["diff", "--project", str(project), "HEAD"])
    assert differs.exit_code == 0
    assert "area" not in differs.output.casefold(), differs.output


def test_a_line_that_both_have_changed_is_named_and_the_file_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = ".github/workflows/site.yml"
    newest = owned_files.owned_files()
    newest[name] = newest[name].replace("timeout-minutes: 20", "timeout-minutes: 30")
    monkeypatch.setattr(owned_files, "owned_files", lambda: newest)
    text = (project / name).read_text("utf-8")
    line = text.splitlines().index("    timeout-minutes: 45") + 1
    done = run("upgrade", project, "--yes")
    assert done.exit_code == 1
    assert f"{name}:{line}: you have changed this line, and so has Rolebook" in done.output
    assert (project / name).read_text("utf-8") == text
    # What else is due is written. After that, the employer's line is theirs.
    assert f"rolebook=={__version__}" in (project / "requirements.txt").read_text("utf-8")


def test_a_project_that_needs_a_newer_version_is_left_alone(project: Path) -> None:
    path = project / "requirements.txt"
    path.write_text(path.read_text("utf-8").replace("0.2.0", "99.1"), "utf-8")
    before = files_in(project)
    done = run("upgrade", project, "--yes")
    assert done.exit_code == 1
    assert f"needs Rolebook 99.1, and this is {__version__}" in done.output
    assert files_in(project) == before


def test_files_that_are_deleted_or_of_the_employers_own_making_stay_so(project: Path) -> None:
    (project / ".devcontainer" / "devcontainer.json").unlink()
    path = project / ".vscode" / "settings.json"
    path.write_text('{\n  "editor.fontSize": 12\n}\n', "utf-8")
    assert run("upgrade", project, "--yes").exit_code == 0
    assert not (project / ".devcontainer" / "devcontainer.json").exists()
    assert path.read_text("utf-8") == '{\n  "editor.fontSize": 12\n}\n'


@pytest.mark.parametrize(
    ("own", "original", "other", "together"),
    [
        ("a b c", "a b c", "a B c", Merged("a B c")),
        ("A b c", "a b c", "a B c", Merged("A B c")),
        ("a x b c", "a b c", "a b C", Merged("a x b C")),
        ("a b x c", "a b c", "a B c", Merged("a B x c")),
        ("a c", "a b c", "a b c d", Merged("a c d")),
        ("a X c", "a b c", "a X c", Merged("a X c")),
        ("a X c", "a b c", "a Y c", Merged("a X c", (2,))),
        ("a c", "a b c", "a Y c", Merged("a c", (2,))),
        ("a x b", "a b", "a y b", Merged("a x b", (2,))),
        ("a X Y Z d", "a b c d", "a b n c d", Merged("a X Y Z d", (5,))),
    ],
)
def test_changes_go_together_unless_they_are_of_one_line(
    own: str, original: str, other: str, together: Merged
) -> None:
    def lines(words: str, end: str = "\n") -> str:
        return words.replace(" ", end) + end

    for end in ("\n", "\r\n"):
        found = merged(lines(own, end), lines(original), lines(other))
        if together.conflicts:
            assert found.conflicts == together.conflicts
        else:
            assert found == Merged(lines(together.text, end))


def test_each_release_keeps_what_it_started_projects_with() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## \[([0-9.]+)\]", changelog, re.MULTILINE)
    assert released == sorted((path.name for path in RELEASES.iterdir()), reverse=True)
    if __version__ in released:
        folder = RELEASES / __version__
        names = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        newest = owned_files.owned_files()
        assert {name.replace("dot-", ".") for name in names} == newest.keys()
        for name, text in newest.items():
            assert (folder / re.sub(r"(^|/)\.", r"\1dot-", name)).read_text("utf-8") == text
