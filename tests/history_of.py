"""Git repositories made for tests, whose commits have the days that a test says."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

from rolebook.changes.past import Past, Version
from rolebook.read.blob_names import blob_names

ROOT = Path(__file__).parent.parent


def one_commit(project: Path, moment: dt.datetime, commit: str = "abcdef12", number: int = 0):
    """Give what git would say of a project whose files were all committed at a moment."""
    paths = (path for name in ("content", "site_config") for path in (project / name).rglob("*"))
    files = {
        path.relative_to(project).as_posix(): (
            Version(moment, blob_names(path.read_bytes())[0], commit, number),
        )
        for path in paths
        if path.is_file()
    }
    return Past("all", files)


def commit_all(folder: Path, day: str) -> str:
    """Commit the content of a project as on a day, and give the commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch", "main")
    at = day if "T" in day else f"{day}T12:00:00+00:00"
    git(folder, "add", "--all", "content", "site_config", at=at)
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "change", at=at)
    return git(folder, "rev-parse", "HEAD").strip()


def git(folder: Path, *arguments: str, at: str = "2026-01-05T12:00:00+00:00") -> str:
    """Run git, as at a moment, untouched by the settings of whoever runs the tests."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.org",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.org",
        "GIT_AUTHOR_DATE": at,
        "GIT_COMMITTER_DATE": at,
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


class Repository:
    """A project in git."""

    def __init__(self, folder: Path, project: str = "small") -> None:
        """Copy a project of the tests into ``folder``, as yet without a commit."""
        self.folder = folder
        shutil.copytree(ROOT / "tests" / "projects" / project, folder)
        (folder / "mkdocs.yml").write_text("site_name: Tests\n", "utf-8")
        (folder / ".gitignore").write_text(".cache/\n", "utf-8")
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, at: str = "2026-01-05T12:00:00+00:00") -> str:
        """Run git, as at a moment."""
        return git(self.folder, *arguments, at=at)

    def commit(self, day: str) -> str:
        """Commit everything as on a day, and give the commit."""
        return commit_all(self.folder, day)

    def edit(self, file: str, *replaced: tuple[str, str]) -> None:
        """Replace text in a file."""
        path = self.folder / file
        text = path.read_text("utf-8")
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8", newline="\n")
