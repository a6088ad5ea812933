"""Projects of ``tests/projects`` as published sites, and sites in a browser.

``projects/market`` has three employers with twelve open vacancies and one that is an example;
besides, a role without a vacancy, one whose vacancy has closed, a draft and a scheduled vacancy.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOW = "2026-11-23T12:00"


def whole_project(name: str, target: Path) -> Path:
    """Copy a project of ``tests/projects`` to ``target``, with what it needs to be published."""
    shutil.copytree(ROOT / "tests" / "projects" / name, target)
    for part in ("hooks", "templates"):
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "mkdocs.yml", target)
    return target


def build(project: Path, out: Path, now: str = NOW, options: Sequence[str] = ()) -> Path:
    """Publish a project as it is at ``now``."""
    command = [sys.executable, "-m", "rolebook.cli", "build", "--out", str(out), "--now", now]
    command += options
    done = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
