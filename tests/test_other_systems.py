"""What differs on the computers of recruiters: line ends, consoles, processes without fork."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from market import build

#: What a console of Windows in Western Europe can show.
CONSOLE = {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"}


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_with_the_line_ends_of_windows_give_the_same_site(built: Path) -> None:
    for folder in ("content", "site_config"):
        for path in (built / folder).rglob("*.yaml"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    again = build(built, built / "again")
    assert files_in(again) == files_in(built / "site")


def test_a_console_that_cannot_show_a_character_shows_the_rest(small_project: Path) -> None:
    role = small_project / "content" / "roles" / "support-worker.yaml"
    role.write_text(role.read_text("utf-8").replace("eastmere", "Ύδωρ → eastmere"), "utf-8")
    (small_project / "mkdocs.yml").write_text("site_name: Jobs\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rolebook", "check", "--project", str(small_project)],
        env={**os.environ, **CONSOLE}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b'place.base: "???? ? eastmere" is not an id; write eastmere' in done.stdout


def test_a_system_without_fork_builds_the_same_site(built: Path) -> None:
    """Windows starts each process from nothing."""
    shutil.rmtree(built / ".cache")
    script = (
        "import multiprocessing, sys\n"
        "multiprocessing.get_all_start_methods = lambda: ['spawn']\n"
        "from rolebook.cli import run\n"
        "sys.argv = ['rolebook', 'build', '--out', 'again', '--now', '2026-11-23T12:00']\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=built, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert files_in(built / "again") == files_in(built / "site")
