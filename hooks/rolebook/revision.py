"""Which version of the content this is, and when each file last changed, as git tells."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from pathlib import Path


def change_dates(root: Path, today: dt.date) -> Mapping[str, dt.date]:
    """Give the day of the last change of each file under ``content/`` and ``site_config/``.

    Names are relative to ``root``. Files with changes that are not committed count as changed
    today; without git the answer is empty, and the build takes today for every file.
    """
    dates: dict[str, dt.date] = {}
    folders = ["content", "site_config"]
    log = _git(root, "log", "--format=%x01%cs", "--name-only", "--relative", "--", *folders)
    day = today
    for line in log.splitlines():
        if line.startswith("\x01"):
            day = dt.date.fromisoformat(line[1:])
        elif line:
            dates.setdefault(line, day)
    changed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", *folders)
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    for entry in changed.split("\0"):
        if len(entry) > 3:
            dates[entry[3:].removeprefix(prefix)] = today
    return dates


def content_version(root: Path) -> str:
    """Give the short hash of the last commit to the content, or "draft" where it has changed since.

    A paper that bears it can be traced to what the files said when it was printed.
    """
    folders = ["content", "site_config"]
    if _git(root, "status", "--porcelain", "--untracked-files=all", "--", *folders).strip():
        return "draft"
    return _git(root, "log", "-1", "--format=%h", "--", *folders).strip() or "draft"


def _git(root: Path, *arguments: str) -> str:
    """Ask git; an empty answer where there is no git, or no repository."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            ["git", "-c", "core.quotePath=off", *arguments],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
