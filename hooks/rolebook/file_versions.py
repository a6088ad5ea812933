"""The versions of the content's files that git holds, asked for in one go for all files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rolebook.changes.past import Past, Version

from .revision import FOLDERS, ask_git

_COMMIT = "\x01"


def past_of(root: Path) -> Past:
    """Give what git knows of the versions of the content under ``root``.

    They are those of the main line: what a merged proposal went through was never published.
    """
    if not ask_git(root, "rev-parse", "--verify", "--quiet", "HEAD"):
        return Past()
    shallow = ask_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    log = ask_git(
        root, "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "-M", "--relative",
        f"--format={_COMMIT}%cI", "--", *FOLDERS,
    )  # fmt: skip
    return Past(
        known="newest" if shallow else "all",
        files=_followed(_changes(log.decode("utf-8", "replace"))),
        read=lambda blobs: _blobs(root, blobs),
    )


def _changes(log: str) -> Iterator[tuple[dt.datetime, str, str, str, str]]:
    """Give each change of a file, the newest first: moment, status, blob, name, former name."""
    moment = dt.datetime.max.replace(tzinfo=dt.UTC)
    fields = iter(log.split("\0"))
    for field in fields:
        # The sign begins a commit; the line of its first change may follow in the same field.
        while field.lstrip("\n").startswith(_COMMIT):
            day, _, field = field.lstrip("\n")[1:].partition("\n")
            moment = dt.datetime.fromisoformat(day)
        head = field.strip("\n")
        if head.startswith(":"):
            *_, blob, status = head.split(" ")
            name = next(fields, "")
            former = ""
            if status[:1] in ("R", "C"):
                former, name = name, next(fields, "")
            yield moment, status[:1], blob, name, former


def _followed(
    changes: Iterable[tuple[dt.datetime, str, str, str, str]],
) -> Mapping[str, tuple[Version, ...]]:
    """Put the versions of each file under its present name, oldest first."""
    found: dict[str, list[Version]] = {}
    #: What the file of a name, at the moment that is looked at, is called now.
    called: dict[str, str] = {}
    for moment, status, blob, name, former in changes:
        now = called.get(name, name)
        if status != "D" and now:
            found.setdefault(now, []).append(Version(moment, blob))
        if status == "D":
            called[name] = ""  # what had this name before is gone
        elif status == "R":
            called[former], called[name] = now, ""
    return {name: tuple(reversed(versions)) for name, versions in found.items()}


def _blobs(root: Path, names: Iterable[str]) -> Mapping[str, bytes]:
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
