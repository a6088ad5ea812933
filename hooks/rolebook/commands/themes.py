"""The theme of a site: kept from build to build, or made by MkDocs in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rolebook.cache import CACHE_FOLDER, hash_of, hash_of_files, program_hash
from rolebook.render.theme import Theme, theme_in

from .publishing import PublishingError
from .unchanged import environment_of

#: Set for MkDocs where only the theme is wanted: the tabs of the navigation, as /roles/.
THEME_TABS = "ROLEBOOK_THEME_TABS"


def theme_key(root: Path, tabs: tuple[str, ...]) -> str:
    """Give the hash of all that the theme is made of."""
    content = [path for path in sorted((root / "content").rglob("*")) if path.is_file()]
    pages = [path for path in content if path.relative_to(root).parts[1] != "roles"]
    named = [part for path in pages for part in (str(path.relative_to(root)), path.read_bytes())]
    return hash_of(
        program_hash(),
        hash_of_files(root / "hooks", "*.py"),
        hash_of_files(root / "templates" / "theme", "**/*"),
        (root / "mkdocs.yml").read_bytes(),
        *named,
        environment_of(root),
        "\n".join(tabs),
    )


@contextmanager
def theme_of(root: Path, tabs: tuple[str, ...], keep: bool) -> Iterator[Theme]:
    """Give the theme that was kept, or let MkDocs make it.

    Raises:
        PublishingError: when MkDocs could not.
    """
    key = theme_key(root, tabs)
    kept = root / CACHE_FOLDER / "themes" / key
    if keep:
        try:
            theme = theme_in(kept, key)
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not there, or not whole: made below
        else:
            with suppress(OSError):
                os.utime(kept)  # tells what is in use from what can go
            yield theme
            return
    parent = kept.parent if keep else None
    if parent:
        parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".theme-", dir=parent))
    try:
        _make_theme(root, tabs, fresh)
        if keep:
            try:
                fresh.rename(kept)
            except OSError:
                pass  # another build has put the same there
            else:
                fresh = kept
        yield theme_in(fresh, key)
    finally:
        if fresh != kept:
            shutil.rmtree(fresh, ignore_errors=True)


def _make_theme(root: Path, tabs: tuple[str, ...], folder: Path) -> None:
    environment = {
        # Material prints a notice about MkDocs 2 on every build; recruiters cannot act on it.
        "NO_MKDOCS_2_WARNING": "1",
        **os.environ,
        THEME_TABS: " ".join(f"/{tab}" for tab in tabs),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir"]
    done = subprocess.run(  # noqa: S603 - no shell
        [*command, str(folder)], cwd=root, env=environment, check=False
    )
    if done.returncode != 0:
        raise PublishingError("MkDocs could not make the theme; nothing was published")
