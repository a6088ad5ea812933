"""Which version of the content this is, and when each file last changed, as git tells."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rolebook.dates import LONDON

#: The folders of a project that hold its content.
FOLDERS = ("content", "site_config")


class RevisionError(LookupError):
    """A revision that git does not know, or that holds no content; says what to type instead."""


#: Letters of a commit's hash that papers show: git's own short form grows with the repository.
_SHORT = 8
#: What papers show in place of a commit where a file has changes that are not committed.
DRAFT = "draft"


@dataclass(frozen=True)
class LastChange:
    """When a file last changed: the time of the commit, in London, and its short hash."""

    moment: dt.datetime
    version: str

    @property
    def day(self) -> dt.date:
        """The day of the change."""
        return self.moment.date()


def last_changes(
    root: Path, now: dt.datetime, commit: str | None = None
) -> Mapping[str, LastChange]:
    """Give the last change of each file under ``content/`` and ``site_config/``.

    Names are relative to ``root``. Files with changes that are not committed count as changed
    ``now``, in a version called "draft"; without git the answer is empty. With a ``commit``, the
    answer is what it was there.
    """
    changes: dict[str, LastChange] = {}
    wanted = ("--format=%x01%H %cI", "--name-only", "--relative", commit or "HEAD")
    log = _git(root, "log", *wanted, "--", *FOLDERS)
    change = LastChange(now, DRAFT)
    for line in log.splitlines():
        if line.startswith("\x01"):
            made, moment = line[1:].split(" ")
            when = dt.datetime.fromisoformat(moment).astimezone(LONDON)
            change = LastChange(when, made[:_SHORT])
        elif line:
            changes.setdefault(line, change)
    if commit:
        return changes
    changed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", *FOLDERS)
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    for entry in changed.split("\0"):
        if len(entry) > 3:
            changes[entry[3:].removeprefix(prefix)] = LastChange(now, DRAFT)
    return changes


def state_of_git(root: Path) -> str:
    """Tell the commit, how far back it is known, and what has changed since; empty without git."""
    head = _git(root, "rev-parse", "HEAD", "--is-shallow-repository")
    if not head:
        return ""
    status = ("status", "--porcelain", "-z", "--untracked-files=all", "--", *FOLDERS)
    return head + _git(root, *status)


def commit_named(root: Path, revision: str) -> str:
    """Give the full hash of the commit that ``revision`` names.

    Raises:
        RevisionError: when git knows no such commit.
    """
    # A name that begins with a hyphen would be read as an option.
    named = "" if revision.startswith("-") else revision
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{named}^{{commit}}").strip()
    if not named or not found:
        raise RevisionError(
            f'git knows no revision "{revision}"; write a commit, a branch or a tag, such as main '
            "or HEAD~1"
        )
    return found


def commit_moment(root: Path, commit: str) -> dt.datetime:
    """Give the moment at which a commit was made."""
    return dt.datetime.fromisoformat(_git(root, "log", "-1", "--format=%cI", commit).strip())


def commit_before(root: Path, moment: dt.datetime) -> str:
    """Give the full hash of the last commit that was made at ``moment`` or before it.

    Of proposals that were merged, only the merge counts: what they held before was not published.

    Raises:
        RevisionError: when there is none.
    """
    before = f"--before={moment.isoformat()}"
    found = _git(root, "rev-list", "-1", "--first-parent", before, "HEAD").strip()
    if not found:
        raise RevisionError(f"git holds nothing from {moment.date()} or before; write a later day")
    return found


@contextmanager
def content_at(root: Path, commit: str) -> Iterator[Path]:
    """Give a folder that holds ``content/`` and ``site_config/`` as they were at ``commit``.

    The folder is gone when the block ends.

    Raises:
        RevisionError: when the commit holds no content.
    """
    held = _git(root, "ls-tree", "--name-only", commit).split()
    folders = [name for name in FOLDERS if name in held]
    archive = ask_git(root, "archive", "--format=tar", commit, *folders) if folders else b""
    if not archive:
        raise RevisionError(f"the commit {commit[:10]} holds no content/; name a later one")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def project_prefix(root: Path) -> str:
    """Give the way from the top of the repository to the project: empty, or ending in a slash."""
    return _git(root, "rev-parse", "--show-prefix").strip()


def renames(root: Path, old: str, new: str | None) -> Mapping[str, str]:
    """Give the former name of each file of the content that was renamed since ``old``.

    ``new`` is the commit up to which to look; None means the files as they are now.
    """
    commits = [old, new] if new else [old]
    arguments = ("--name-status", "-M", "-z", "--diff-filter=R", "--relative")
    words = _git(root, "diff", *arguments, *commits, "--", *FOLDERS).split("\0")
    return {words[at + 2]: words[at + 1] for at in range(0, len(words) - 2, 3)}


def _git(root: Path, *arguments: str) -> str:
    """Ask git; an empty answer where there is no git, or no repository."""
    return ask_git(root, *arguments).decode("utf-8", "replace")


def ask_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Ask git, with ``given`` to read from; an empty answer where there is no git, or no answer."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            ["git", "-c", "core.quotePath=off", *arguments],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=False,
            input=given,
            # What an incomplete clone lacks is not fetched: no build goes to the network.
            env={**os.environ, "GIT_NO_LAZY_FETCH": "1"},
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
