"""One publishing of a site, from the settings of the machine to the files in their folder."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rolebook.agreement import DisagreementError
from rolebook.build import Publication, publish, site_files
from rolebook.cache import CACHE_FOLDER, Cache, hash_of, hash_of_files, program_hash
from rolebook.dates import LONDON, in_london
from rolebook.editing.schema_files import refresh
from rolebook.file_versions import past_of
from rolebook.kept import Kept
from rolebook.last_build import LastBuild
from rolebook.problems import ContentProblems
from rolebook.project import Site
from rolebook.render.downloads import Download
from rolebook.render.page import OutputFile
from rolebook.render.pdf_errors import PdfRendererError
from rolebook.render.problem_pages import pages_with_problems
from rolebook.render.theme import Theme, tabs_of, theme_in
from rolebook.revision import last_changes
from rolebook.settings import BuildSettings
from rolebook.site_folder import Ledger, ServedFolder, ledger_in, write_site
from rolebook.workers import WorkerError
from rolebook.write import replacing

#: Moment for which the site is built, as 2026-11-23 or 2026-11-23T12:00; the clock where not set.
NOW = "ROLEBOOK_NOW"

#: Set to any word: nothing is taken from the cache, and nothing kept in it.
NO_CACHE = "ROLEBOOK_NO_CACHE"

#: Set for MkDocs where only the theme is wanted: the tabs of the navigation, as /roles/.
THEME_TABS = "ROLEBOOK_THEME_TABS"


class PublishingError(Exception):
    """Why nothing was published, in words for whoever runs the command."""


class Publishing:
    """Publishes a project's site, once or, while serving, again and again."""

    def __init__(
        self, root: Path, site: Site, serves: bool = False, pages_only: bool = False
    ) -> None:
        """``serves`` shows problems on the pages, and leaves documents until they are wanted."""
        self._pages_only = pages_only
        self.root = root
        self.tabs: tuple[str, ...] = ()
        self.publication: Publication | None = None
        self._site = site
        self._kept = Kept() if serves else None
        self._problems: ContentProblems | None = None
        cached = not os.environ.get(NO_CACHE)
        self._known = LastBuild(root / CACHE_FOLDER / "last-build" if cached else None)
        self._theme_key = ""
        self._folders: dict[Path, ServedFolder] = {}

    def prepare(self) -> None:
        """Read, check and render; nothing is written.

        Raises:
            PublishingError: when there is something wrong, unless it can be shown on the pages.
        """
        settings = self._settings()
        refresh(self.root)  # so that an editor completes a place that was added a moment ago
        self._problems = None
        try:
            self.publication = publish(settings, self._kept, self._known)
            self._known.finish()
        except ContentProblems as problems:
            # Each problem is a line of its own, without the words that a logger puts before it.
            print(problems, file=sys.stderr)
            if self._kept is None:
                raise PublishingError(problems.summary) from problems
            # Not through a logger: in strict mode MkDocs counts what is logged, and gives up.
            print(f"{problems.summary}. The pages show what is wrong.", file=sys.stderr)
            self._problems = problems
        except DisagreementError as error:
            raise PublishingError(
                f"what was made does not say what the files say; nothing was published\n{error}"
            ) from error
        except PdfRendererError as error:
            message = f"a PDF could not be made; nothing was published\n{error}"
            raise PublishingError(message) from error
        except WorkerError as error:
            raise PublishingError(str(error)) from error
        site = self._shown()
        self.tabs = tabs_of(site.pages)
        self._theme_key = theme_key(self.root, self.tabs)

    def _settings(self) -> BuildSettings:
        given = os.environ.get(NOW)
        now = in_london(given) if given else dt.datetime.now(LONDON)
        cached = not os.environ.get(NO_CACHE)
        return BuildSettings(
            root=self.root,
            site_name=self._site.name,
            now=now,
            last_changes=last_changes(self.root, now),
            source_prefix=self._site.source_prefix,
            workers=os.cpu_count() or 1,
            site_address=self._site.address,
            cache=Cache(self.root / CACHE_FOLDER, _say) if cached else None,
            past=past_of(self.root),
            pages_only=self._pages_only,
        )

    def _shown(self) -> Publication:
        """Give what is published, or the site as it was with what is wrong on its pages."""
        site = self.publication or Publication((), ())
        if self._problems is None:
            return site
        pages, extra = pages_with_problems(site.pages, self._problems.problems, self.root)
        return Publication(pages, (*site.files, *extra))

    def theme_is_current(self) -> bool:
        """Whether the theme would still come out as it was when this was prepared."""
        return self._theme_key == theme_key(self.root, self.tabs)

    def finish(self, folder: Path, theme: Theme) -> None:
        """Write the pages, with the theme round them, and all other files."""
        files = self._files(theme)
        if self._kept is None:
            write_site(files, folder)
        else:
            self._folders.setdefault(folder, ServedFolder(folder)).follow(files)

    def put_in_place(self, target: Path, theme: Theme) -> Ledger:
        """Write the site beside ``target``, with what is there already, and put it in its place."""
        cached = not os.environ.get(NO_CACHE)
        file = self.root / CACHE_FOLDER / "sites" / hash_of(str(target))
        with replacing(target) as fresh:
            before = ledger_in(file, target) if cached else None
            written = write_site(self._files(theme), fresh, before)
        ledger = Ledger(target, written.files)
        if cached:
            ledger.save(file)
        return ledger

    def _files(self, theme: Theme) -> Iterator[OutputFile]:
        return site_files(self._shown(), theme, self._site.name, self._site.address)

    def made_when_asked(self, path: str) -> tuple[str, list[tuple[str, str]], bytes] | None:
        """Make the document at a path of the site; None where there is none.

        The answer is the status, the headers and the body of a response of HTTP.
        """
        waiting = self.publication.waiting.get(path) if self.publication else None
        if waiting is None:
            return None
        try:
            document = waiting()
        except (ContentProblems, PdfRendererError) as error:
            text = f"This document could not be made.\n{error}\n".encode()
            return (
                "500 Internal Server Error",
                [("Content-Type", "text/plain; charset=utf-8")],
                text,
            )
        data = document.data.read_bytes() if isinstance(document.data, Path) else document.data
        kind = Download(document.path).media_type
        return "200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))], data


class ThemeAlone(Publishing):
    """What the hook does where MkDocs is asked for the theme and nothing else."""

    def __init__(self, root: Path, tabs: str) -> None:
        super().__init__(root, Site("", ""))
        self.tabs = tuple(tab.removeprefix("/") for tab in tabs.split())

    def prepare(self) -> None:
        """Do nothing: who asks has read and checked."""

    def finish(self, folder: Path, theme: Theme) -> None:
        """Save the shells beside the files of the theme."""
        theme.save(folder)


def theme_key(root: Path, tabs: tuple[str, ...]) -> str:
    """Give the hash of all that the theme is made of, besides what MkDocs reads on its own."""
    content = [path for path in sorted((root / "content").rglob("*")) if path.is_file()]
    pages = [path for path in content if path.relative_to(root).parts[1] != "roles"]
    named = [part for path in pages for part in (str(path.relative_to(root)), path.read_bytes())]
    config = (root / "mkdocs.yml").read_bytes()
    variables = [f"{name}={os.environ.get(name)}" for name in sorted(_variables(config))]
    # Plugins and extensions of Markdown are packages like any other.
    installed = sorted(
        path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")
    )
    return hash_of(
        program_hash(),
        hash_of_files(root / "hooks", "*.py"),
        hash_of_files(root / "templates" / "theme", "**/*"),
        config,
        *named,
        "\n".join(variables),
        "\n".join(installed),
        "\n".join(tabs),
    )


def _variables(config: bytes) -> set[str]:
    """List the words that may name a variable of the environment in ``!ENV``."""
    return set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", config.decode("utf-8", "replace")))


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
            yield theme_in(kept, key)
            return
        except (OSError, ValueError, KeyError, TypeError):
            pass
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
    # Material prints a notice about MkDocs 2 on every build; recruiters cannot act on it.
    environment = {
        "NO_MKDOCS_2_WARNING": "1",
        **os.environ,
        THEME_TABS: " ".join(f"/{tab}" for tab in tabs),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir"]
    done = subprocess.run([*command, str(folder)], cwd=root, env=environment, check=False)  # noqa: S603
    if done.returncode != 0:
        raise PublishingError("MkDocs could not make the theme; nothing was published")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
