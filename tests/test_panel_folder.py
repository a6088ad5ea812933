"""Panel papers are written where git ignores them, since candidates' names will be in them."""

import subprocess
import sys

import pytest

from rolebook.commands.folders.panel_papers import keep_out_of_git


def git(folder, *arguments):
    who = ["-c", "user.name=A Person", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


def panel(project, *options):
    return subprocess.run(
        [sys.executable, "-m", "rolebook.cli", "panel", "clinical-lead", *options],
        cwd=project,
        capture_output=True,
        text=True,
    )


def test_panel_papers_are_written_where_git_does_not_look(project):
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "All")
    done = panel(project / "content")
    assert done.returncode == 0, done.stderr
    papers = project / "panel" / "clinical-lead"
    assert len(list(papers.iterdir())) == 4
    (papers / "Ada Lovelace.xlsx").write_bytes(b"Scores")
    (project / "panel" / "candidates.txt").write_bytes(b"Ada Lovelace")
    git(project, "add", "--all")
    assert "panel" not in git(project, "status", "--porcelain")
    again = panel(project)
    assert again.returncode == 0, again.stderr


def test_a_folder_of_a_project_without_git_is_kept_out_of_it_later(tmp_path):
    keep_out_of_git(tmp_path / "panel", tmp_path)
    git(tmp_path, "init", "--quiet")
    (tmp_path / "panel" / "grid.xlsx").write_bytes(b"Ada Lovelace")
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == ""


def test_a_folder_elsewhere_gets_nothing_besides_the_papers(tmp_path):
    (tmp_path / "project").mkdir()
    keep_out_of_git(tmp_path / "elsewhere", tmp_path / "project")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_git_keeps_is_refused(repository):
    (repository / "papers").mkdir()
    (repository / "papers" / "old.txt").write_text("Old", "utf-8")
    git(repository, "add", "--all")
    for folder in (repository / "papers", repository):
        with pytest.raises(ValueError, match="git keeps files of") as told:
            keep_out_of_git(folder, repository)
        assert str(told.value) == (
            f"git keeps files of {folder}, and would keep the candidates' names in panel papers; "
            "name a new folder, or leave --out out"
        )
    assert not (repository / "papers" / ".gitignore").exists()


def test_a_folder_that_git_is_told_not_to_ignore_is_refused(repository):
    ignore = repository / "panel" / ".gitignore"
    ignore.parent.mkdir()
    ignore.write_text("*.tmp\n", "utf-8")
    with pytest.raises(ValueError, match="write a line with"):
        keep_out_of_git(repository / "panel", repository)
    ignore.write_text("*.tmp\n*\n", "utf-8")
    keep_out_of_git(repository / "panel", repository)
