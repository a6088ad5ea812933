"""From the moment a role's file is saved until its page is fresh, while a site is served."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

from .measure import Tell
from .peers.rolebook import rolebook

#: How often the page is asked for, in seconds: more often would take time from the build.
_ASK_EVERY = 0.04
#: After so many seconds nothing will come any more.
_LONGEST = 120.0
#: A pause between two saves, in seconds, so that none falls into the work for the one before.
_PAUSE = 1.0


def saves(project: Path, times: int, tell: Tell) -> float:
    """Add to the title of one role after another; give the median seconds until pages show it.

    A title is what most pages and files show: its lists, its feeds, and the pages of similar roles.
    """
    roles = sorted((project / "content" / "roles").glob("*.yaml"))[:times]
    seconds = []
    with _served(project) as address:
        for number, role in enumerate(roles):
            page = f"{address}roles/{role.stem}/"
            text = role.read_text("utf-8")
            line = next(line for line in text.splitlines() if line.startswith("title: "))
            more = f"saved {time.time_ns()} {number}"
            time.sleep(_PAUSE)
            role.write_text(text.replace(line, f"{line} {more}", 1), "utf-8")
            seconds.append(_until_it_says(page, more))
            tell(f"save {number + 1}: {seconds[-1]:.2f} s")
    return median(seconds)


@contextmanager
def _served(project: Path) -> Iterator[str]:
    """Serve a project, and give the address when its first build is done."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    command = rolebook("serve", "--project", str(project), "--address", at)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_says(f"http://{at}/", "</html>")
        yield f"http://{at}/"
    finally:
        server.terminate()
        server.wait()


def _until_it_says(page: str, words: str) -> float:
    """Wait until a page holds some words, and give the seconds.

    Raises:
        TimeoutError: when it takes too long.
    """
    start = time.perf_counter()
    while time.perf_counter() - start < _LONGEST:
        try:
            with urllib.request.urlopen(page, timeout=_LONGEST) as answer:
                if words in answer.read().decode("utf-8", errors="replace"):
                    return time.perf_counter() - start
        except OSError:
            pass  # it is not there yet
        time.sleep(_ASK_EVERY)
    raise TimeoutError(f"{page} does not say {words}")
