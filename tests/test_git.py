"""What is said of versions and dates is true: of the main line, of what was read, or left out."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from building import publish
from history_of import Repository, commit_all
from market import whole_project
from rolebook.base.dates import LONDON
from rolebook.build.papers import Selection, desk_of, pack_papers
from rolebook.build.role_reading import read_content_of, view_of
from rolebook.build.settings import BuildSettings
from rolebook.changes.file_versions import past_of
from rolebook.cli import main
from rolebook.render.documents.pdf_text import text_of
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.sitemap import sitemap_files

ROOT = Path(__file__).parent.parent
LEADER = "content/roles/team-leader.yaml"
SCALES = "site_config/pay_scales.yaml"
PLACES = "site_config/locations.yaml"
NOW = dt.datetime(2026, 5, 25, 12, tzinfo=LONDON)
SITE = "https://jobs.test/"


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "project")
    made.commit("2026-05-05")
    return made


def settings_of(folder: Path, now: dt.datetime = NOW) -> BuildSettings:
    return BuildSettings(folder, "Tests", now, past=past_of(folder), pages_only=True)


def issue(settings: BuildSettings, role: str = "team-leader") -> tuple[str, dt.date | None]:
    """Give the version and the day that a paper of a role says, as read now."""
    view = view_of(role, read_content_of(settings), settings)
    return view.version, view.content_date


def test_a_merge_is_the_version_and_the_day_of_what_it_brought(repository):
    """A proposal was made before the main line's last commit, and was merged after it."""
    repository.git("switch", "--quiet", "--create", "proposal")
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    repository.commit("2026-05-10")
    repository.git("switch", "--quiet", "main")
    repository.edit("site_config/locations.yaml", ("1 Example Street", "3 Example Street"))
    before = repository.commit("2026-05-15")
    assert issue(settings_of(repository.folder)) == (before[:8], dt.date(2026, 5, 15))
    at = "2026-05-21T12:00:00+00:00"
    repository.git("merge", "--quiet", "--no-ff", "--message", "merged", "proposal", at=at)
    merged = repository.git("rev-parse", "HEAD").strip()
    assert issue(settings_of(repository.folder)) == (merged[:8], dt.date(2026, 5, 21))
    # What the proposal left alone is as old as before, and of the same version.
    left_alone = issue(settings_of(repository.folder), "support-worker")
    assert left_alone == (before[:8], dt.date(2026, 5, 15))
    # And at a commit that is named, only what led to it counts.
    then = replace(settings_of(repository.folder), past=past_of(repository.folder, before))
    assert issue(then)[0] == "draft"


def test_the_later_commit_is_the_version_though_its_clock_was_slow(repository):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    repository.commit("2026-05-20")
    repository.edit(PLACES, ("2 Example Street", "3 Example Street"))
    later = repository.commit("2026-05-15")
    assert issue(settings_of(repository.folder)) == (later[:8], dt.date(2026, 5, 15))


def test_a_shared_file_that_is_taken_out_is_no_change_of_a_role_that_used_nothing_of_it(repository):
    before = issue(settings_of(repository.folder))
    for name in ("content/roles/support-worker", "site_config/comparisons", SCALES[:-5]):
        (repository.folder / f"{name}.yaml").unlink()
    assert issue(settings_of(repository.folder)) == before
    repository.commit("2026-05-20")
    assert issue(settings_of(repository.folder)) == before


def test_a_file_saved_after_git_was_asked_is_a_draft(repository):
    """Also where it is put back before git would be asked again, and where git ignores it."""
    settings = settings_of(repository.folder)
    committed = issue(settings)
    assert committed[1] == dt.date(2026, 5, 5)
    for file, old, new in (
        (LEADER, "maximum: 34000", "maximum: 35000"),
        (PLACES, "2 Example Street", "3 Example Street"),
    ):
        repository.edit(file, (old, new))
        assert issue(settings) == ("draft", dt.date(2026, 5, 25))
        content = read_content_of(settings)
        repository.edit(file, (new, old))
        assert view_of("team-leader", content, settings).version == "draft"
        assert issue(settings) == committed
    repository.git("update-index", "--assume-unchanged", LEADER)
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    assert issue(settings_of(repository.folder))[0] == "draft"


@pytest.mark.parametrize("file", [LEADER, PLACES])
def test_a_build_names_no_commit_for_what_was_saved_while_it_read(repository, file):
    settings = replace(settings_of(repository.folder), site_address=SITE)
    place = ("2 Example Street", "3 Example Street")
    edit = {LEADER: ("maximum: 34000", "maximum: 35000"), PLACES: place}
    repository.edit(file, edit[file])
    made = publish(settings)
    assert json.loads(made.files["roles/team-leader/role.json"])["changed"] == "2026-05-25"


def test_line_ends_of_windows_are_no_change(repository):
    path = repository.folder / LEADER
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert issue(settings_of(repository.folder))[1] == dt.date(2026, 5, 5)


def test_settings_for_reading_at_a_terminal_change_no_answer(repository):
    before = issue(settings_of(repository.folder))
    for name, value in (("log.showRoot", "false"), ("log.showSignature", "true"),
                        ("color.ui", "always"), ("core.quotePath", "true")):  # fmt: skip
        repository.git("config", name, value)
    assert issue(settings_of(repository.folder)) == before


#: A day that stands in no file of the project.
BUILT_ON = dt.datetime(2026, 11, 25, 13, tzinfo=LONDON)
DAYS_OF_BUILDING = re.compile(rb"2026-?11-?2[345]T?1[123]|2026-?11-?25|25 November 2026")
COMMITTED = re.compile(rb"2026-?10-?07|7 October 2026")


@pytest.mark.parametrize("clone", ["no git", "shallow"])
def test_what_is_not_known_is_not_dated(tmp_path, clone):
    folder = whole_project("market", tmp_path / "project")
    caretaker = folder / "content" / "roles" / "caretaker.yaml"
    undated = caretaker.read_text("utf-8").replace("    opens: 2026-11-23 9:00\n", "")
    caretaker.write_text(undated, "utf-8")
    if clone == "shallow":
        commit_all(folder, "2026-10-01")
        commit_all(folder, "2026-10-07")
        address = folder.as_uri()
        folder = tmp_path / "clone"
        clone_it = ["git", "clone", "--quiet", "--depth=1", address, str(folder)]
        subprocess.run(clone_it, check=True)
    settings = replace(settings_of(folder, BUILT_ON), site_address=SITE)
    made = publish(settings)
    files = dict(made.files)
    files |= {one.path: one.read() for one in sitemap_files(made.pages, (), Publisher("T", SITE))}
    files |= {one.address: f"{one.html}{one.head}".encode() for one in made.pages}
    assert len(files) > 40
    for path, data in files.items():
        assert not DAYS_OF_BUILDING.search(data), path
        assert not COMMITTED.search(data), path
    # What a clone holds is known to have opened a vacancy, though not since when it holds it.
    opened = "2026-11-12" if clone == "shallow" else None
    assert json.loads(files["roles/ranger/role.json"]).get("changed") == opened
    assert (b"Last changed on 12 November 2026" in files["roles/ranger/"]) == bool(opened)
    assert "changed" not in json.loads(files["roles/caretaker/role.json"])
    assert b"Last changed" not in files["roles/caretaker/"]
    if clone == "no git":
        assert b"lastmod" not in files["sitemap.xml"]
    # Of a vacancy of which nobody wrote when it opened, nothing is known; of another, the opening.
    assert b"DTSTAMP" not in files["roles/caretaker/dates.ics"]
    assert b"DTSTAMP:20261112T" in files["roles/ranger/dates.ics"]
    assert b'"datePosted"' not in files["roles/caretaker/"]
    assert b'"datePosted":"2026-11-12T09:00:00+00:00"' in files["roles/ranger/"]
    feed = etree.fromstring(files["feeds/vacancies.xml"])
    entries = {one.findtext("{*}id").partition("#")[2]: one for one in feed.iter("{*}entry")}
    assert entries["FC-4"].find("{*}updated") is None
    assert entries["MC-31"].findtext("{*}updated") == "2026-11-12T09:00:00+00:00"
    desk = desk_of(settings, Selection(["caretaker"]))
    papers = dict(pack_papers(desk, "all").files)
    for path, data in papers.items():
        if path.endswith(".pdf"):
            assert "Content of" not in text_of(data), path
    version = desk.roles[0].version
    assert (version == "draft") == (clone == "no git")


def test_a_shallow_clone_dates_what_it_knows(repository, tmp_path):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    newest = repository.commit("2026-05-20")
    clone = tmp_path / "clone"
    address = repository.folder.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=2", address, str(clone)], check=True)
    settings = settings_of(clone)
    assert issue(settings) == (newest[:8], dt.date(2026, 5, 20))
    assert issue(settings, "support-worker")[1] is None
    assert settings.past.gap == (
        "Roles that changed long ago do not say when, or that a vacancy was filled or withdrawn: "
        "this is a shallow clone, without older "
        "commits; run: git fetch --unshallow"
    )
    done = rolebook(clone, "pack", "team-leader", "--as-at", "2025-12-01", "--out", "packs")
    assert done.output.endswith(
        "Error: git holds nothing from 2025-12-01 or before; this is a shallow clone, without "
        "older commits; run: git fetch --unshallow\n"
    )


def rolebook(folder: Path, command: str, *arguments: str):
    if not (folder / "templates").exists():
        (folder / "templates").symlink_to(ROOT / "templates")
        shutil.copy(ROOT / "mkdocs.yml", folder)
    options = ["--project", str(folder), "--now", "2026-05-25"]
    done = CliRunner().invoke(main, [command, *arguments, *options])
    assert not done.exception or isinstance(done.exception, SystemExit), done.exc_info
    return done


def no_git(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository.folder))


def another_user(repository, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")


def broken_head(repository, monkeypatch):
    (repository.folder / ".git" / "refs" / "heads" / "main").write_text("rubbish\n")


def no_repository(repository, monkeypatch):
    (repository.folder / ".git" / "HEAD").write_text("rubbish\n")


def no_commit(repository, monkeypatch):
    repository.git("switch", "--quiet", "--orphan", "empty")
    repository.git("restore", "--source", "main", "--worktree", ".")


def submodule(repository, monkeypatch):
    """The roles are in a repository of their own, of which the project's has only the commit."""
    own = repository.folder.parent / "roles"
    shutil.copytree(repository.folder / "content", own)
    subprocess.run(["git", "init", "--quiet"], cwd=own, check=True)
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for command in (["add", "."], [*name, "commit", "--quiet", "-m", "roles"]):
        subprocess.run(["git", *command], cwd=own, check=True)
    repository.git("rm", "-r", "--quiet", "content")
    shutil.rmtree(repository.folder / "content", ignore_errors=True)
    allowed = ["-c", "protocol.file.allow=always"]
    repository.git(*allowed, "submodule", "--quiet", "add", own.as_uri(), "content")
    repository.commit("2026-05-10")


def nested(repository, monkeypatch):
    """The same, and git is told to ignore it."""
    (repository.folder / ".gitignore").write_text("content/\n")
    repository.git("rm", "-r", "--quiet", "--cached", "content")
    repository.git("commit", "--quiet", "--message", "out", at="2026-05-10T12:00:00+00:00")
    subprocess.run(["git", "init", "--quiet"], cwd=repository.folder / "content", check=True)


ELSEWHERE = (
    "content/ is a git submodule or a link, so its history is not in the repository of the "
    "project; keep its files in the repository that holds mkdocs.yml"
)
SILENT = {
    no_git: "git says: No such file or directory (git could not be started; is it installed?)",
    another_user: (
        "git says: detected dubious ownership in repository at '{folder}' To add an exception for "
        "this directory, call: git config --global --add safe.directory {folder}"
    ),
    broken_head: "git says: your current branch appears to be broken",
    no_repository: "git says: not a git repository (or any of the parent directories): .git",
    no_commit: "git says: your current branch 'empty' does not have any commits yet",
    submodule: ELSEWHERE,
    nested: ELSEWHERE,
}


@pytest.mark.parametrize("why", SILENT, ids=lambda why: why.__name__)
def test_where_git_is_silent_every_command_says_why(repository, monkeypatch, why):
    why(repository, monkeypatch)
    said = SILENT[why].format(folder=repository.folder)
    for command, *arguments in (
        ("check", "--against", "HEAD"),
        ("diff", "HEAD"),
        ("pack", "team-leader", "--revision", "HEAD", "--out", str(repository.folder / "packs")),
        ("pack", "team-leader", "--as-at", "2026-05-20", "--out", str(repository.folder / "packs")),
    ):
        done = rolebook(repository.folder, command, *arguments)
        assert (done.exit_code, done.output) == (1, f"Error: {said}\n"), command
    assert rolebook(repository.folder, "check").exit_code == 0
    past = past_of(repository.folder)
    assert past.gap == (
        "No page, feed or pack says when it last changed, or that a vacancy was filled or "
        f"withdrawn: {said}"
    )
    (version,) = past.versions(LEADER, ("blob",))
    assert (version.short, version.dated) == ("draft", False)


def test_a_build_says_once_that_dates_are_not_known(repository, monkeypatch):
    from rolebook.commands.publishing.publishing import Publishing
    from rolebook.read.mkdocs_file import Site

    told = []
    monkeypatch.setattr("rolebook.commands.publishing.publishing._say", told.append)
    monkeypatch.setenv("ROLEBOOK_NOW", "2026-05-25")
    (repository.folder / "templates").symlink_to(ROOT / "templates")
    publishing = Publishing(repository.folder, Site("Tests", SITE), serves=True, pages_only=True)
    publishing.prepare()
    assert told == []
    shutil.rmtree(repository.folder / ".git")
    for _ in range(2):
        publishing.prepare()
    assert told == [
        "No page, feed or pack says when it last changed, or that a vacancy was filled or "
        "withdrawn: git says: not a git repository (or any "
        "of the parent directories): .git"
    ]


def test_an_earlier_commit_is_read_whole_whatever_gits_archives_leave_out(repository):
    """Attributes of archives do not count, and a link is what it leads to."""
    repository.edit("content/roles/team-leader.yaml", ("title: Team Leader", "title: Team Head"))
    (repository.folder / ".gitattributes").write_text("content/roles/* export-ignore\n")
    link = repository.folder / "content" / "roles" / "night-leader.yaml"
    link.symlink_to("team-leader.yaml")
    out = repository.folder / "content" / "roles" / "elsewhere.txt"
    out.symlink_to("/etc/hostname")
    repository.git("add", "--all")
    repository.commit("2026-05-20")
    out.unlink()
    done = rolebook(repository.folder, "diff", "HEAD~1", "HEAD")
    assert done.exit_code == 0, done.output
    assert "title changed from “Team Leader” to “Team Head”" in done.output
    assert "Team Head (content/roles/night-leader.yaml): new" in done.output
