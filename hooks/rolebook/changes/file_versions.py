"""The versions of the content's files that git holds, asked for in one go for all files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rolebook.changes.past import Past, Version

from .git import FOLDERS, SHALLOW, BlobReader, GitError, ask_git, held_elsewhere, is_shallow

_COMMIT = "\x01"


def past_of(root: Path, commit: str | None = None) -> Past:
    """Give what git knows of the versions of the content under ``root``, up to now or a commit.

    They are those of the main line: what a merged proposal went through was never published.
    """
    if reason := held_elsewhere(root):
        return Past(why=reason)
    named = [commit] if commit else []
    try:
        shallow = is_shallow(root)
        log = ask_git(
            root, "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "-M", "--relative",
            "--no-show-signature", f"--format={_COMMIT}%cI %H %P", *named, "--", *FOLDERS,
        )  # fmt: skip
    except GitError as error:
        return Past(why=str(error))
    text = log.decode("utf-8", "replace")
    files, removed = _followed(_changes(text, text.count(_COMMIT) + 1, shallow))
    return Past(
        known="newest" if shallow else "all",
        files=files,
        read=BlobReader(root).read,
        removed=removed,
        why=SHALLOW if shallow else "",
    )


@dataclass(frozen=True)
class _Change:
    """What a commit did to a file: git's letter for it, and what the file is and was called."""

    version: Version
    status: str
    name: str
    former: str = ""


def _changes(log: str, number: int, shallow: bool) -> Iterator[_Change]:
    """Give each change of a file, the newest first; the oldest commit is number 1."""
    moment, commit, dated = dt.datetime.max.replace(tzinfo=dt.UTC), "", True
    fields = iter(log.split("\0"))
    for field in fields:
        # The sign begins a commit; the line of its first change may follow in the same field.
        while field.lstrip("\n").startswith(_COMMIT):
            words, _, field = field.lstrip("\n")[1:].partition("\n")
            day, commit, *parents = words.split()
            moment, number = dt.datetime.fromisoformat(day), number - 1
            # A shallow clone tells of its oldest commit as if it had made every file.
            dated = bool(parents) or not shallow
        head = field.strip("\n")
        if head.startswith(":"):
            *_, blob, status = head.split(" ")
            name = next(fields, "")
            former = ""
            if status[:1] in ("R", "C"):
                former, name = name, next(fields, "")
            held = None if status == "D" else blob
            yield _Change(Version(moment, held, commit, number, dated), status[:1], name, former)


def _followed(
    changes: Iterable[_Change],
) -> tuple[Mapping[str, tuple[Version, ...]], Mapping[str, Version]]:
    """Put the versions of each file under its present name, oldest first; and removals apart."""
    found: dict[str, list[Version]] = {}
    removed: dict[str, Version] = {}
    #: What the file of a name, at the moment that is looked at, is called now.
    called: dict[str, str] = {}
    for change in changes:
        now = called.get(change.name, change.name)
        if change.status != "D" and now:
            found.setdefault(now, []).append(change.version)
        if change.status == "D":
            called[change.name] = ""  # what had this name before is gone
        elif change.status == "R":
            called[change.former], called[change.name] = now, ""
        gone = {"D": change.name, "R": change.former}.get(change.status, "")
        if gone and gone not in found:
            removed.setdefault(gone, replace(change.version, blob=None))
    files = {name: tuple(reversed(versions)) for name, versions in found.items()}
    return files, removed
