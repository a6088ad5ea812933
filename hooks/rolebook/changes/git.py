"""What git says of a project: its commits, the content as it was at one, and why it is silent.

Every question to git is asked here. None of them changes anything, or goes to the network.
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

#: The folders of a project that hold its content.
FOLDERS = ("content", "site_config")

#: The folders whose files must all be in the repository of the project.
_WHOLE = (*FOLDERS, "content/roles")
#: What to do about a clone that lacks older commits.
SHALLOW = "this is a shallow clone, without older commits; run: git fetch --unshallow"
#: Keeps signatures out of what ``git log`` writes, whatever somebody has set.
_PLAIN = "--no-show-signature"
#: What somebody has set for reading at a terminal must not change an answer.
_GIT = ("git", "-c", "core.quotePath=off", "-c", "log.showRoot=true")
#: What an incomplete clone lacks is not fetched: no build goes to the network.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1"}
#: Git's modes for what is no file: a link, and the commit of a submodule.
_LINK, _SUBMODULE = "120000", "160000"


class RevisionError(LookupError):
    """A revision that git does not know, or that holds no content; says what to type instead."""


class GitError(RevisionError):
    """Git gave no answer: says why, in git's own words; ``reason`` is empty where it gave none."""

    def __init__(self, reason: str) -> None:
        """``reason`` is what git wrote."""
        self.reason = reason
        super().__init__(f"git says: {reason}" if reason else "git gives no answer")


def state_of_git(root: Path) -> str:
    """Tell the commit, and whether what was before it is known; or why git does not say."""
    try:
        return _git(root, "rev-parse", "HEAD", "--is-shallow-repository")
    except GitError as error:
        return str(error)


def held_elsewhere(root: Path) -> str:
    """Say which folder of the content is no part of the project's repository; empty where none."""
    for folder in _WHOLE:
        if (root / folder).is_symlink() or (root / folder / ".git").exists():
            return _elsewhere(folder)
    return ""


def _elsewhere(folder: str) -> str:
    return (
        f"{folder}/ is a git submodule or a link, so its history is not in the repository of the "
        "project; keep its files in the repository that holds mkdocs.yml"
    )


def commit_named(root: Path, revision: str) -> str:
    """Give the full hash of the commit that ``revision`` names.

    Raises:
        RevisionError: when git knows no such commit, or does not answer.
    """
    # A name that begins with a hyphen would be read as an option.
    named = "" if revision.startswith("-") else revision
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"{named}^{{commit}}").strip()
    except GitError:
        _git(root, "log", "-1")  # where git cannot answer at all, it says why
    raise RevisionError(
        f'git knows no revision "{revision}"; write a commit, a branch or a tag, such as main '
        "or HEAD~1"
    )


def commit_moment(root: Path, commit: str) -> dt.datetime:
    """Give the moment at which a commit was made."""
    return dt.datetime.fromisoformat(
        _git(root, "log", "-1", "--format=%cI", _PLAIN, commit).strip()
    )


def commit_before(root: Path, moment: dt.datetime) -> str:
    """Give the full hash of the last commit that was made at ``moment`` or before it.

    Of proposals that were merged, only the merge counts: what they held before was not published.

    Raises:
        RevisionError: when there is none.
    """
    before = f"--before={moment.isoformat()}"
    found = _git(root, "log", "-1", "--first-parent", "--format=%H", _PLAIN, before).strip()
    if not found:
        hint = SHALLOW if is_shallow(root) else "write a later day"
        raise RevisionError(f"git holds nothing from {moment.date()} or before; {hint}")
    return found


def is_shallow(root: Path) -> bool:
    """Whether this is a clone that lacks older commits."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


@contextmanager
def content_at(root: Path, commit: str) -> Iterator[Path]:
    """Give a folder that holds ``content/`` and ``site_config/`` as they were at ``commit``.

    The folder is gone when the block ends.

    Raises:
        RevisionError: when the commit holds no content.
    """
    files = _files_at(root, commit)
    if not any(name.startswith("content/") for name in files):
        missing = f"the commit {commit[:10]} holds no content/; name a later one"
        raise RevisionError(held_elsewhere(root) or missing)
    held = read_blobs(root, set(files.values()))
    with tempfile.TemporaryDirectory() as folder:
        for name, blob in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held[blob])
        yield Path(folder)


def _files_at(root: Path, commit: str) -> Mapping[str, str]:
    """Give the blob of each file of the content; a link within the content has that of its target.

    Raises:
        RevisionError: where a folder is a submodule, whose files are in another repository.
    """
    files: dict[str, str] = {}
    links: dict[str, str] = {}
    for entry in _git(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS).split("\0"):
        told, _, name = entry.partition("\t")
        if not name:
            continue
        mode, _, blob = told.split(" ")
        if mode == _SUBMODULE or (mode == _LINK and name in _WHOLE):
            raise RevisionError(_elsewhere(name))
        (links if mode == _LINK else files)[name] = blob
    targets = read_blobs(root, set(links.values()))
    for name, blob in links.items():
        target = targets[blob].decode("utf-8", "replace")
        found = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)))
        if found:
            files[name] = found
    return files


def read_blobs(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read blobs by their names; one that git does not have is left out."""
    asked = "".join(f"{name}\n" for name in names).encode()
    out = ask_git(root, "cat-file", "--batch", given=asked)
    found: dict[str, bytes] = {}
    at = 0
    while (end := out.find(b"\n", at)) >= 0:
        head = out[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if len(head) == 3:
            size = int(head[2])
            found[head[0]] = out[at : at + size]
            at += size + 1
    return found


class BlobReader:
    """Reads blobs of a project by their names, one after the other, from one process of git."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Read blobs; one that git does not have is left out."""
        with self._lock:
            held = [(name, self._blob(name)) for name in names]
        return {name: data for name, data in held if data is not None}

    def _blob(self, name: str) -> bytes | None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - no shell
                [*_GIT, "cat-file", "--batch"],
                cwd=self._root,
                env={**os.environ, **_OFFLINE},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            weakref.finalize(self, _end, self._process)
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None, "it is a pipe"
        assert told is not None, "it is a pipe"
        try:
            asked.write(f"{name}\n".encode())
            asked.flush()
        except OSError:  # git has ended, as where the folder is no repository any more
            return None
        head = told.readline().decode("ascii", "replace").split()
        return told.read(int(head[2]) + 1)[:-1] if len(head) == 3 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def project_prefix(root: Path) -> str:
    """Give the way from the top of the repository to the project: empty, or ending in a slash."""
    return answer_of_git(root, "rev-parse", "--show-prefix").decode("utf-8", "replace").strip()


def renames(root: Path, old: str, new: str | None) -> Mapping[str, str]:
    """Give the former name of each file of the content that was renamed since ``old``.

    ``new`` is the commit up to which to look; None means the files as they are now.
    """
    commits = [old, new] if new else [old]
    arguments = ("--name-status", "-M", "-z", "--diff-filter=R", "--relative")
    words = _git(root, "diff", *arguments, *commits, "--", *FOLDERS).split("\0")
    return {words[at + 2]: words[at + 1] for at in range(0, len(words) - 2, 3)}


def _git(root: Path, *arguments: str) -> str:
    """Ask git for text; the parameters and errors are those of ``ask_git``."""
    return ask_git(root, *arguments).decode("utf-8", "replace")


def answer_of_git(root: Path, *arguments: str) -> bytes:
    """Ask git; an empty answer where it gives none, for whatever reason."""
    try:
        return ask_git(root, *arguments)
    except GitError:
        return b""


def ask_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Ask git, with ``given`` to read from.

    Raises:
        GitError: where git cannot be started, or refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            [*_GIT, *arguments],
            cwd=root,
            capture_output=True,
            check=False,
            input=given,
            env={**os.environ, **_OFFLINE},
        )
    except OSError as error:
        raise GitError(f"{error.strerror} (git could not be started; is it installed?)") from error
    if done.returncode:
        raise GitError(_reason(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _reason(written: str) -> str:
    """Put what git wrote on one line, without the word that begins each of its errors."""
    lines = [line for line in written.splitlines() if not line.startswith("hint:")]
    words = " ".join(" ".join(lines).split())
    return words.removeprefix("fatal: ").removeprefix("error: ")
