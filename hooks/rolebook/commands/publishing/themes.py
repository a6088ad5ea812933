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

from rolebook.base.digests import digest_of, digest_of_file, digest_of_files
from rolebook.base.project_folders import CACHE_FOLDER, templates_folder
from rolebook.build.project_files import names_in
from rolebook.build.version import program_version
from rolebook.read.decoding import file_bytes
from rolebook.render.web.theme import TABS, Theme, theme_in

from .engines import ENGINES, engine
from .not_published import PublishingError
from .unchanged import environment_of

_THEMES = CACHE_FOLDER / "themes"
#: The file of the settings, from which every page's header and footer follow.
SETTINGS = "site_config/site.yaml"
#: The files of site_config/ that the theme is made with.
_SHOWN = (SETTINGS, "site_config/words.yaml")


def theme_key(root: Path, tabs: tuple[str, ...]) -> str:
    """Give the digest of all that the theme is made of."""
    pages = [
        name
        for name in sorted(names_in(root, ("content",)))
        if not name.startswith("content/roles/")
    ]
    paths = [(name, root / name) for name in pages]
    named = [
        part
        for name, path in paths
        for part in (name, digest_of_file(path) if path.is_file() else "a folder")
    ]
    hooks = [path.name for path in sorted((root / "hooks").glob("*.py"))]
    theme = templates_folder(root) / "theme"
    return digest_of(
        engine(),
        program_version(),
        digest_of_files(root / "hooks", hooks),
        digest_of_files(theme, sorted(_files_in(theme))),
        digest_of_file(root / "mkdocs.yml"),
        *(digest_of_file(root / name) if (root / name).is_file() else "" for name in _SHOWN),
        *named,
        environment_of(root),
        "\n".join(tabs),
    )


def _files_in(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@contextmanager
def theme_begun(root: Path, keep: bool, early: bool) -> Iterator[ThemeMaking]:
    """Begin to make the theme where none is kept, and leave nothing half made behind.

    ``early`` begins at once, before the tabs of the site are known: it seldom has others than those
    that its files let expect.
    """
    making = ThemeMaking(root, keep)
    try:
        if early:
            making.begin(_likely_tabs(root))
        yield making
    finally:
        making.end()


class ThemeMaking:
    """A theme that is kept, or that MkDocs makes in a process of its own."""

    def __init__(self, root: Path, keep: bool) -> None:
        """``keep`` puts it where the next build finds it."""
        self._root = root
        self._keep = keep
        self._tabs: tuple[str, ...] | None = None
        self._key = ""
        self._fresh: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, tabs: tuple[str, ...]) -> None:
        """Start MkDocs, unless there is a theme for these tabs."""
        self._tabs, self._key = tabs, theme_key(self._root, tabs)
        if self._keep and self._kept(self._key).is_dir():
            return
        self._fresh = self._fresh_folder()
        command = [sys.executable, "-m", "rolebook.engine.run", "theme", str(self._fresh)]
        self._process = subprocess.Popen(  # noqa: S603 - no shell
            [*command, *(f"/{tab}" for tab in tabs)],
            cwd=self._root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _fresh_folder(self) -> Path:
        """Make a folder to write in: where the theme is to be kept, if anything can be kept."""
        if self._keep:
            with suppress(OSError):
                (self._root / _THEMES).mkdir(parents=True, exist_ok=True)
                return Path(tempfile.mkdtemp(prefix=".theme-", dir=self._root / _THEMES))
        return Path(tempfile.mkdtemp(prefix=".theme-"))

    def theme(self, tabs: tuple[str, ...]) -> Theme:
        """Give the theme of a site with these tabs.

        Raises:
            PublishingError: when MkDocs could not make it.
        """
        key = self._key if tabs == self._tabs else theme_key(self._root, tabs)
        if self._keep:
            try:
                theme = theme_in(self._kept(key), key)
            except (OSError, ValueError, KeyError, TypeError):
                pass  # not there, or not whole: made below
            else:
                with suppress(OSError):
                    os.utime(self._kept(key))  # tells what is in use from what can go
                return theme
        if self._process is None or self._key != key:
            self.end()
            if self._keep:
                shutil.rmtree(self._kept(key), ignore_errors=True)  # not whole
            self.begin(tabs)
        return self._made(key)

    def _made(self, key: str) -> Theme:
        assert self._process is not None, "it has begun"
        assert self._fresh is not None, "and there it writes"
        # What MkDocs has to say comes after all that is wrong with the content.
        told = self._process.communicate()[0].decode(errors="replace")
        if told:
            print(told, end="", file=sys.stderr)
        done, self._process = self._process, None
        if done.returncode != 0:
            called = ENGINES[engine()]
            raise PublishingError(f"{called} could not make the theme; nothing was published")
        theme = theme_in(self._fresh, key)
        if self._keep:
            try:
                self._fresh.rename(self._kept(key))
            except OSError:
                pass  # another build has put the same there
            else:
                self._fresh = None
        return theme

    def end(self) -> None:
        """Stop MkDocs if it is still at work, and delete what is not kept."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        self._process = None
        if self._fresh is not None:
            shutil.rmtree(self._fresh, ignore_errors=True)
            self._fresh = None

    def _kept(self, key: str) -> Path:
        return self._root / _THEMES / key


#: So many files that are left out are named.
_MOST_NAMED = 20


def tell_left_out(theme: Theme) -> None:
    """Say which files of ``content/`` are not published, and how to publish them."""
    if not theme.left_out:
        return
    more = len(theme.left_out) - _MOST_NAMED
    lines = [*theme.left_out[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])]
    hint = "To publish a file, link to it from a page, or list it under not_in_nav in mkdocs.yml."
    print("\n".join([*lines, hint]), file=sys.stderr)


def _likely_tabs(root: Path) -> tuple[str, ...]:
    """Tell which tabs a site will have, from what its files look like."""
    paths = root / "site_config" / "career_paths.yaml"
    roles = (root / "content" / "roles").glob("*.yaml")
    careers = paths.is_file() or any(b"\njob_family:" in file_bytes(role) for role in roles)
    return tuple(tab for tab in TABS if tab != "careers/" or careers)
